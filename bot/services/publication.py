"""Words from a private conversation that somebody wants to make public: the form, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.identity import MessageRef, PersonId, Place, PublicationId, UserRef
from bot.domain.person import Person, Profile
from bot.domain.publication import MOST_OTHERS, Purpose, Quote, Wanted
from bot.domain.text import shorten
from bot.messages import notice
from bot.messages import publication_form as forms_of
from bot.messages import publication_told as told
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Choice, Errors, Form, Values
from bot.messages.publication_form import MOST_TEXT, OTHERS, TEXT, WHERE, Drawn
from bot.messages.request_values import people_in, text
from bot.services import decision_draft, publication_close, publication_letters
from bot.services.person import met
from bot.services.platform import Channel
from bot.services.publication_subject import KIND, Subject, opened
from bot.services.publication_view import view
from storage import forms, people, publications, teams
from storage.transaction import Tx


def open_form(
    tx: Tx,
    by: UserRef,
    author: UserRef,
    message: MessageRef,
    *,
    quote: Quote,
    purpose: Purpose,
    profiles: Mapping[UserRef, Profile],
    now: datetime,
) -> Answer:
    """The form for a message of a private conversation. quote: its words are shown there and kept nowhere."""
    person, said = (met(tx, one, profiles.get(one), now=now) for one in (by, author))
    if person is None or not person.eligible:
        return Tell(document=told.not_for_you(locale=""))
    if said is None or not said.eligible:
        return Tell(document=told.nobody(locale=person.locale))
    if publications.asked_lately(tx, person.id, message.place, message.id, now=now):
        return Tell(document=told.asked_lately(typed="", locale=person.locale))
    subject = Subject.of(message, said.id, purpose, link=quote.link)
    if not _places(tx, person):
        return Tell(document=told.nowhere(purpose=purpose, typed="", locale=person.locale))
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    return Ask(form=_form(tx, person, subject, {TEXT: quote.words[:MOST_TEXT]}, token=token))


def resume(tx: Tx, by: UserRef, *, token: str) -> Answer:
    """The form that could not be opened at once, without the words: nobody has kept them."""
    begun = opened(tx, by, token)
    if begun is None:
        return _lost("")
    if begun.subject.publication is not None:
        return Tell(document=told.sent_already(locale=begun.person.locale))
    if not _places(tx, begun.person):
        nowhere = told.nowhere(purpose=begun.subject.purpose, typed="", locale=begun.person.locale)
        return Tell(document=nowhere)
    return Ask(form=_form(tx, begun.person, begun.subject, {}, token=token))


def place_of(tx: Tx, by: UserRef, token: str, values: Values) -> Place | None:
    """The channel that these values mean."""
    begun = opened(tx, by, token)
    return _place(tx, begun.person, values) if begun is not None else None


def sent(
    tx: Tx,
    by: UserRef,
    *,
    token: str,
    values: Values,
    profiles: Sequence[Profile],
    channel: Channel | None,
    now: datetime,
) -> Answer:
    """The form was sent: everyone is asked; or it comes out, where there is nobody to ask. Once.

    profiles: of those who are named. channel: where it is to be read, as it is now.
    """
    begun = opened(tx, by, token)
    if begun is None:
        return _lost(text(values, TEXT))
    person, subject = begun.person, begun.subject
    if subject.publication is not None:
        return _sent(tx, person, PublicationId(subject.publication))
    if not _places(tx, person):
        typed = text(values, TEXT)
        return Tell(document=told.nowhere(purpose=subject.purpose, typed=typed, locale=person.locale))
    place = _place(tx, person, values)
    errors = _errors(person, values, profiles, channel)
    if errors or place is None or channel is None:
        return Fix(form=_form(tx, person, subject, values, token=token), errors=errors, values=values)
    source = subject.source(by)
    if publications.asked_lately(tx, person.id, source, subject.message, now=now):
        return Tell(document=told.asked_lately(typed=text(values, TEXT), locale=person.locale))
    others = [one.id for one in people.keep(tx, profiles, now=now)]
    asked = {PersonId(subject.author), *others} - {person.id}
    if not asked and subject.purpose == "decision":
        return decision_draft.open_quoting(
            tx, person, quote=Quote(author=person.name, words=text(values, TEXT)), channel=channel, now=now
        )
    wanted = Wanted(
        requester=person.id,
        author=PersonId(subject.author),
        purpose=subject.purpose,
        source=source,
        message=subject.message,
        place=replace(place, kind=channel.kind),
        where=channel.name,
    )
    number = publications.add(tx, wanted, tenant=person.tenant, text=text(values, TEXT), asked=asked, now=now)
    forms.change_subject(tx, token, replace(subject, publication=number).as_json())
    forms.use(tx, token, now=now)
    _begin(tx, number, link=subject.link, channel=channel, now=now)
    return _sent(tx, person, number)


def _begin(tx: Tx, number: PublicationId, *, link: str, channel: Channel, now: datetime) -> None:
    one = publications.get(tx, number)
    assert one is not None, "it was kept a moment ago"
    if one.answers:
        publication_close.plan(tx, one)
        publication_letters.ask(tx, one, link=link, now=now)
    else:
        publication_close.come_out(tx, one, channel=channel, now=now)


def _sent(tx: Tx, person: Person, number: PublicationId) -> Answer:
    """What the form turns into, also when it is sent once more."""
    one = publications.get(tx, number)
    if one is not None and one.state == "waiting":
        return Tell(document=told.sent(view(tx, one, person), locale=person.locale))
    if one is not None and one.state == "published" and one.author == person.id:
        return Tell(document=told.published(where=one.where, locale=person.locale))
    return Tell(document=told.sent_already(locale=person.locale))


def _errors(person: Person, values: Values, profiles: Sequence[Profile], channel: Channel | None) -> Errors:
    errors: dict[str, str] = {}
    named, known = people_in(values, OTHERS), {one.user.id: one for one in profiles}
    if not text(values, TEXT):
        errors[TEXT] = "Quote what others need to read."
    if len(named) > MOST_OTHERS:
        errors[OTHERS] = f"These are {len(named)} people. Name at most {MOST_OTHERS}."
    for one in named:
        if one not in known or not known[one].eligible:
            name = shorten(known[one].name, 60) if one in known else "One of them"
            errors[OTHERS] = (
                f"{name} is a guest, an app, or gone, and cannot be asked. If it concerns them, say it in "
                "your own words with /decide."
            )
    if channel is None or person.user not in channel.members:
        errors[WHERE] = "You or I are not in that channel. Join it and invite me, or choose another."
    return errors


def _form(tx: Tx, person: Person, subject: Subject, values: Values, *, token: str) -> Form:
    author = people.many(tx, [PersonId(subject.author)])[PersonId(subject.author)]
    drawn = Drawn(
        purpose=subject.purpose,
        author=author.name if author.id != person.id else "",
        values=values,
        token=token,
        places=_places(tx, person),
    )
    return forms_of.form(drawn, locale=person.locale)


def _places(tx: Tx, person: Person) -> tuple[Choice, ...]:
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    return tuple(Choice(value=f"team:{one.id}", text=shorten(f"{one.name}'s channel", 75)) for one in theirs)


def _place(tx: Tx, person: Person, values: Values) -> Place | None:
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    return next((one.where for one in theirs if f"team:{one.id}" == text(values, WHERE)), None)


def _lost(typed: str) -> Answer:
    return Tell(document=notice.not_your_form(typed=typed, command="The message's menu", locale=""))
