"""The form of a request is opened: anew, for somebody, once more, or drawn with other fields."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.handoff import File
from bot.domain.identity import Place, RequestId, UserRef
from bot.domain.person import Person
from bot.domain.request import MOST_ASKED, Request
from bot.messages import notice, request_form, request_values
from bot.messages import request_told as messages
from bot.messages import request_trace as trace_messages
from bot.messages import when as when_messages
from bot.messages.answer import Answer, Ask, Tell
from bot.messages.form import Form, Value, Values
from bot.messages.request_form import ABOUT, ERROR, FILES, GROUP, LINKS, MOST_ABOUT, REST, SHAPE, TO, Drawn
from bot.messages.request_when import HOURS, NOW, WHEN, WHY
from bot.services import request_file, request_group
from bot.services.platform import Channel
from bot.services.request_subject import KIND, Subject, opened, plain
from bot.services.request_text import addressed, parted
from storage import forms, people, requests, teams
from storage import when as shelf
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a form begins with. unknown: a name that is nobody's. told: what was taken from a message.

    shown: words of a message that stand in the form alone: they are kept once it is sent, or drawn anew.
    files: those that can go along, before all that were sent to the bot.
    """

    typed: Values
    shown: Values = field(default_factory=dict)
    files: tuple[File, ...] = ()
    told: str = ""
    unknown: str = ""


def open_form(
    tx: Tx,
    by: UserRef,
    *,
    text: str,
    channel: Channel | None,
    hidden: frozenset[Place] = frozenset(),
    now: datetime,
) -> Answer:
    """`/ask`: whoever is named is picked, the words after that filled in. channel: it may stand there.

    hidden: private channels that they cannot be told to be in now: nothing of those is offered.
    """
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    every = teams.of_people(tx, [person.id]).get(person.id, [])
    theirs = [one for one in every if one.where not in hidden]
    near = {each.person.id for one in theirs for each in one.members}
    found = addressed(text, shelf.known(tx, person.tenant), near=near)
    groups = request_group.offered(tx, person, hidden=hidden)
    group, about = ("", "") if found.to else request_group.begins(groups, text)
    if group:
        return open_with(
            tx, person, Start(typed={GROUP: group, **begun(about)}), channel, hidden=hidden, now=now
        )
    to = tuple(one.external for one in found.to if one.id != person.id)[:MOST_ASKED]
    typed: dict[str, Value] = {TO: to, **begun(found.about)}
    return open_with(tx, person, Start(typed=typed, unknown=found.unknown), channel, hidden=hidden, now=now)


def open_urgent(
    tx: Tx,
    by: UserRef,
    of: UserRef,
    *,
    channel: Channel | None,
    hidden: frozenset[Place] = frozenset(),
    now: datetime,
) -> Answer:
    """The form for one person, marked urgent."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    return open_with(tx, person, Start(typed={TO: (of.id,), WHEN: NOW}), channel, hidden=hidden, now=now)


def resume(
    tx: Tx, by: UserRef, *, token: str, hidden: frozenset[Place] = frozenset(), now: datetime
) -> Answer:
    """*Ask*, where no command can open a form: the one that was begun; once that is sent, another like it."""
    begun = opened(tx, by, token)
    if begun is None:
        return Tell(document=notice.not_your_form(typed="", command="/ask", locale=""))
    person, subject = begun
    typed = plain(subject.typed)
    if subject.quotes and not (typed.get(ABOUT) or typed.get(ERROR)):
        typed.pop(REST, None)
        gone = trace_messages.not_kept(along=bool(typed.get(FILES)), locale=person.locale)
        subject = replace(subject, told=gone)
    if subject.request is not None:
        typed = {name: one for name, one in typed.items() if name in (TO, GROUP)}
        subject = replace(subject, typed=typed, request=None, told="", quotes=False)
        token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    return Ask(form=form(tx, person, subject, typed, token=token, hidden=hidden))


def open_again(
    tx: Tx, by: UserRef, number: RequestId, *, hidden: frozenset[Place] = frozenset(), now: datetime
) -> Answer:
    """*Ask again*, of one that was withdrawn: the form, filled in as it was."""
    mine = found(tx, by, number)
    if mine is None or mine[0].asker != mine[1].id:
        return Tell(document=messages.gone(locale=""))
    request, person = mine
    to = () if request.label else tuple(one.user.id for one in people.many(tx, request.to).values())
    group = request_group.named(request_group.offered(tx, person, hidden=hidden), request.label)
    files = request.content.files
    typed = {**_values(request), TO: to, GROUP: group, FILES: request_values.ticked(files, files)}
    return open_with(tx, person, Start(typed=typed, files=files), None, hidden=hidden, now=now)


def redraw(
    tx: Tx,
    by: UserRef,
    *,
    token: str,
    name: str,
    value: str,
    values: Values,
    hidden: frozenset[Place] = frozenset(),
) -> Answer:
    """Another shape was chosen, or when it reaches them: other fields, with all that was typed before."""
    begun = opened(tx, by, token)
    if begun is None:
        typed = request_values.typed(values)
        return Tell(document=notice.not_your_form(typed=typed, command="/ask", locale=""))
    person, subject = begun
    chosen = {name: value} if name in (SHAPE, WHEN) else {}
    subject = replace(subject, typed={**subject.typed, **values, **chosen})
    forms.change_subject(tx, token, subject.as_json())
    return Ask(form=form(tx, person, subject, plain(subject.typed), token=token, hidden=hidden))


def form(
    tx: Tx,
    person: Person,
    subject: Subject,
    values: Values,
    *,
    token: str,
    unknown: str = "",
    hidden: frozenset[Place],
) -> Form:
    """As it stands in front of them. hidden: as in `open_form`."""
    drawn = Drawn(
        shape=request_values.shape_of(values),
        values=values,
        token=token,
        channel=subject.channel,
        unknown=unknown,
        groups=tuple(one.choice for one in request_group.offered(tx, person, hidden=hidden)),
        files=subject.files,
        told=subject.told,
        quotes=subject.quotes,
    )
    return request_form.form(drawn, locale="")


def open_with(
    tx: Tx,
    person: Person,
    start: Start,
    channel: Channel | None,
    *,
    hidden: frozenset[Place],
    now: datetime,
) -> Answer:
    """The form, filled in. hidden: as in `open_form`."""
    where = channel.place if channel is not None else None
    place = {"kind": where.kind, "id": where.id, "thread": where.thread} if where is not None else None
    offered = {one.id: one for one in (*start.files, *request_file.kept(tx, person.user, now=now))}
    subject = Subject(
        typed=start.typed,
        channel=channel.name if channel is not None else "",
        place=place,
        files=tuple(offered.values()),
        told=start.told,
        quotes=any(start.shown.values()),
    )
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    values, unknown = {**start.typed, **start.shown}, start.unknown
    return Ask(form=form(tx, person, subject, values, token=token, unknown=unknown, hidden=hidden))


def begun(about: str) -> dict[str, Value]:
    """The words after the command: what the first field holds of them, and the end that it does not."""
    held, rest = parted(about, MOST_ABOUT)
    return {ABOUT: held, **({REST: rest} if rest else {})}


def found(tx: Tx, by: UserRef, number: RequestId) -> tuple[Request, Person] | None:
    """A request of their own workspace."""
    request, person = requests.get(tx, number), people.by_ref(tx, by)
    if request is None or person is None or request.tenant != person.tenant:
        return None
    return request, person


def _values(request: Request) -> dict[str, Value]:
    """The form's values that say what a request says."""
    content = request.content
    names = ("about", "proposal", "need", "error", "tried", "ticket", "recording")
    said: dict[str, Value] = {name: getattr(content, name) for name in names}
    when = {WHEN: NOW if request.urgent else HOURS, WHY: content.urgent}
    return {**said, LINKS: "\n".join(content.links), SHAPE: request.shape, **when}
