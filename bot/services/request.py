"""A request: its form is opened and sent, and who asked takes it back."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.handoff import File
from bot.domain.identity import PersonId, Place, RequestId, UserRef
from bot.domain.person import Person
from bot.domain.request import Content, NewRequest, Request, Shape
from bot.messages import notice, request_list, request_values
from bot.messages import request_told as messages
from bot.messages import when as when_messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Errors, Value, Values
from bot.messages.request_form import FILES, UPLOADS, fields_of
from bot.messages.request_values import is_urgent
from bot.messages.request_when import SURE, WHEN
from bot.services import (
    request_letters,
    request_new,
    request_open,
    request_overdue,
    request_reads,
    request_urgent,
)
from bot.services.request_subject import Subject, opened, plain
from bot.services.request_view import view, views
from bot.services.request_whom import Facts, Whom, whom
from storage import forms, people, requests
from storage.transaction import Tx

# An answer stands in the list for so long.
A_WEEK = timedelta(days=7)


def sent(
    tx: Tx,
    by: UserRef,
    *,
    token: str,
    values: Values,
    facts: Facts,
    files: Sequence[File] = (),
    now: datetime,
) -> Answer:
    """Keep it and let it reach whom it is for; the same form sent again, to the same, puts it in other words.

    files: what was put into the form. What is urgent takes a second page, which says what time it is for
    each. Whatever is wrong, all that was typed comes back.
    """
    begun = opened(tx, by, token)
    if begun is None:
        typed = request_values.typed(values)
        return Tell(document=notice.not_your_form(typed=typed, command="/ask", locale=""))
    person, subject = begun
    sure, values = SURE in values, _together(plain(subject.typed), values)
    content = request_values.read(values, zone=person.zone, offered=subject.files, uploads=files, now=now)
    asked = whom(tx, person, values, facts, here=subject.where(by))
    if not isinstance(content, Content) or not isinstance(asked, Whom):
        errors = {**_errors(asked), **_errors(content)}
        subject, values = _listed(subject, values, files)
        forms.change_subject(tx, token, subject.as_json())
        form = request_open.form(tx, person, subject, values, token=token, hidden=facts.hidden)
        return Fix(form=form, errors=errors, values=values)
    urgent = is_urgent(values)
    to = asked.members or tuple(one.id for one in people.keep(tx, asked.profiles, now=now))
    shape = request_values.shape_of(values)
    before = requests.get(tx, RequestId(subject.request)) if subject.request is not None else None
    if subject.request is not None and (before is None or _is_for(before, asked, to, shape, urgent=urgent)):
        return _reworded(tx, person, before, content, values=values, now=now)
    if urgent and not sure:
        subject, values = _listed(subject, values, files)
        forms.change_subject(tx, token, replace(subject, typed=values).as_json())
        return Ask(form=request_urgent.sure(tx, to, reason=content.urgent, token=token, now=now))
    new = NewRequest(
        asker=person.id,
        shape=shape,
        content=content,
        to=to,
        place=asked.place,
        label=asked.label,
        urgent=urgent,
    )
    request = request_new.begin(tx, new, policy=asked.policy, now=now)
    forms.change_subject(tx, token, replace(subject, request=request.id).as_json())
    forms.use(tx, token, now=now)
    return _on_its_way(tx, person, request, now=now)


def withdraw(tx: Tx, by: UserRef, number: RequestId, *, now: datetime) -> Answer:
    """*Withdraw*, for whoever asked: everywhere it stands it says so. A second time changes nothing."""
    found = request_open.found(tx, by, number)
    if found is None:
        return Tell(document=messages.gone(locale=""))
    request, person = found
    if request.asker != person.id:
        asker = view(tx, request, person).asker
        return Tell(document=messages.not_yours(asker=asker, locale=person.locale))
    if not request.open:
        return Tell(document=messages.answered_already(view(tx, request, person), locale=person.locale))
    requests.withdraw(tx, number, now=now)
    request_overdue.drop(tx, number)
    request_letters.keep_current(tx, number, now=now)
    return Tell(document=messages.withdrawn(locale=person.locale))


def listed(tx: Tx, by: UserRef, *, now: datetime) -> Answer:
    """`/ask list`: what waits on them, and what they asked."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    on = views(tx, requests.on(tx, person.id), person)
    mine = views(tx, requests.of(tx, person.id, since=now - A_WEEK), person)
    return Tell(document=request_list.listed(on, mine, locale=person.locale))


def place_of(tx: Tx, by: UserRef, token: str) -> Place | None:
    """The channel that an open form may be posted in."""
    begun = opened(tx, by, token)
    return begun[1].where(by) if begun is not None else None


def _together(first: Values, sent: Values) -> dict[str, Value]:
    """What both pages hold, as if it were one: the second asks once more when it is to reach them.

    What was emptied on the first is not filled in again: platforms may leave out what is empty.
    """
    again = {WHEN: one} if (one := sent.get(SURE)) else {}
    shown = () if again else (*fields_of(request_values.shape_of(sent)), FILES)
    first = {name: value for name, value in first.items() if name not in shown}
    return {**first, **{name: value for name, value in sent.items() if name != SURE}, **again}


def _listed(subject: Subject, values: Values, more: Sequence[File]) -> tuple[Subject, Values]:
    """No form can be handed files: those put into it are listed, ticked."""
    files = tuple({one.id: one for one in (*subject.files, *more)}.values())
    sent = request_values.chosen_files(values, subject.files, more)
    return replace(subject, files=files), {**values, FILES: request_values.ticked(sent, files), UPLOADS: ()}


def _errors(found: Whom | Content | Errors) -> Errors:
    """What is to be mended in it."""
    return {} if isinstance(found, Whom | Content) else found


def _on_its_way(tx: Tx, person: Person, request: Request, *, now: datetime) -> Answer:
    reads = request_reads.all_read(tx, request, zone=person.zone, now=now)
    return Tell(document=messages.sent(view(tx, request, person), reads=reads, locale=person.locale))


def _is_for(request: Request, asked: Whom, to: Collection[PersonId], shape: Shape, *, urgent: bool) -> bool:
    """Whether it asks the same people or group the same, as urgently, in the same place: then other words
    change it."""
    where, place = asked.place, request.place
    there = (where.id, where.thread) if where is not None else None
    stands = (place.id, place.thread) if place is not None else None
    people_too = bool(asked.label) or set(to) == set(request.to)
    same = (there, asked.label, shape) == (stands, request.label, request.shape)
    return people_too and same and urgent == request.urgent


def _reworded(
    tx: Tx, person: Person, request: Request | None, content: Content, *, values: Values, now: datetime
) -> Answer:
    if request is None or not request.open:
        typed = request_values.typed(values)
        there = messages.answered_already(view(tx, request, person), locale="") if request else None
        return Tell(document=messages.with_typed(there or messages.gone(locale=""), typed=typed, locale=""))
    if content == request.content:
        return _on_its_way(tx, person, request, now=now)
    requests.reword(tx, request.id, content)
    request_letters.show_files(tx, request.id, now=now)
    request_letters.keep_current(tx, request.id, now=now)
    return Tell(document=messages.reworded(locale=person.locale))
