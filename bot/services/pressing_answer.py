"""The buttons of the note about pressing and asking again."""

from datetime import datetime

from bot.domain.identity import MessageRef, PressedId, UserRef
from bot.domain.person import Person
from bot.domain.pressing import Pressed
from bot.messages import pressing as messages
from bot.messages.answer import Answer, Replace, Tell
from bot.messages.pressing import REMINDED
from bot.services import hours, note
from bot.services.pressing_waiting import waits
from storage import people, pressing
from storage.transaction import Tx


def remind(tx: Tx, by: UserRef, number: PressedId, *, link: str, there: bool, now: datetime) -> Answer:
    """*Remind them in their morning*: the link joins their note, once. there: they read that channel."""
    found = theirs(tx, by, number)
    of = people.get(tx, found[0].of) if found is not None else None
    if found is None or of is None:
        return Tell(document=messages.gone(locale=_locale(tx, by)))
    one, author = found
    mine = hours.calendars(tx, [of.id]).get(of.id)
    shift = mine.next_shift(now) if mine is not None else None
    if shift is None or not there:
        not_there = messages.not_there(name=of.name, language=one.language, locale=author.locale)
        return Tell(document=not_there)
    if not link:
        return Tell(document=messages.no_link(language=one.language, locale=author.locale))
    if one.state != "reminded" and not waits(tx, one):
        pressing.change(tx, number, "reminded", link=link)
        note.wait(tx, [of.id], REMINDED, number, now=now)
    document = messages.reminded(
        name=of.name, at=shift.starts_at, zone=author.zone, language=one.language, locale=author.locale
    )
    return Replace(document=document)


def never(tx: Tx, by: UserRef, number: PressedId, *, now: datetime) -> Answer:
    """*No such notes for me*, anywhere."""
    found = theirs(tx, by, number)
    if found is None:
        return Tell(document=messages.gone(locale=_locale(tx, by)))
    one, author = found
    pressing.opt_out(tx, author.id, now=now)
    return Replace(document=messages.stopped(language=one.language, locale=author.locale))


def again(tx: Tx, by: UserRef, language: str) -> Answer:
    """*Tell me again*."""
    person = people.by_ref(tx, by)
    if person is not None:
        pressing.opt_in(tx, person.id)
    return Replace(document=messages.resumed(language=language, locale=_locale(tx, by)))


def theirs(tx: Tx, by: UserRef, number: PressedId) -> tuple[Pressed, Person] | None:
    """The one that was shown to them, with who they are; None for somebody else's."""
    one, person = pressing.get(tx, number), people.by_ref(tx, by)
    return (one, person) if one is not None and person is not None and one.person == person.id else None


def whom(tx: Tx, by: UserRef, number: PressedId) -> tuple[MessageRef, UserRef] | None:
    """The message that a note of theirs is about, and whom it is to."""
    found = theirs(tx, by, number)
    of = people.get(tx, found[0].of) if found is not None else None
    if found is None or of is None:
        return None
    return MessageRef(place=found[0].place, id=found[0].message), of.user


def _locale(tx: Tx, by: UserRef) -> str:
    person = people.by_ref(tx, by)
    return person.locale if person is not None else ""
