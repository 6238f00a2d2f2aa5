"""A focus begins, is shown and ends; what it held may come as soon as it is over."""

from datetime import datetime, timedelta

from bot.domain.focus import Focus, UnclearFocus, spoken_focus
from bot.domain.identity import UserRef
from bot.domain.person import Person
from bot.messages import focus as messages
from bot.messages.answer import Answer, Replace, Tell
from bot.messages.document import Document
from bot.messages.focus import Brings, InFocus
from bot.messages.letter import conversation_with
from bot.services import day, hours, presence
from storage import focus, outbox, people, teams
from storage.transaction import Tx

# Instead of a length: it ends now.
ENDS = frozenset({"end", "stop", "off", "over", "done", "cancel"})


def said(tx: Tx, by: UserRef, text: str, *, page: str = "", now: datetime) -> Answer:
    """`/sunrelay focus TEXT`: a length begins one, in the place of one that is on; `end` ends it.

    Without a text what is. page: where they may grant that their status is set, too; "" where nobody can.
    """
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    if not text.strip():
        return Tell(document=_shown(tx, person, page, now=now))
    if text.strip().lower() in ENDS:
        return Tell(document=_ended(tx, person, page, now=now))
    try:
        wanted = spoken_focus(text, zone=person.zone, now=now)
    except UnclearFocus as problem:
        status = presence.told(tx, person, page)
        words = messages.unclear(typed=text, why=f"{problem}", status=status, locale=person.locale)
        return Tell(document=words)
    return Tell(document=_begun(tx, person, wanted, page, now=now))


def begin(tx: Tx, by: UserRef, minutes: int, *, page: str = "", now: datetime) -> Answer:
    """A button of so many minutes; what is no length of its buttons begins none."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    if minutes not in messages.LENGTHS:
        return Replace(document=_shown(tx, person, page, now=now))
    wanted = Focus(starts_at=now, ends_at=now + timedelta(minutes=minutes))
    return Replace(document=_begun(tx, person, wanted, page, now=now))


def end(tx: Tx, by: UserRef, *, page: str = "", now: datetime) -> Answer:
    """*End focus*. Pressing it again changes nothing."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    return Replace(document=_ended(tx, person, page, now=now))


def _begun(tx: Tx, person: Person, wanted: Focus, page: str, *, now: datetime) -> Document:
    before = focus.get(tx, person.id, now=now)
    focus.keep(tx, person.id, wanted)
    if before is not None:
        _let_come(tx, person, before, now=now)
    presence.follow(tx, person.id, now=now)
    return _shown(tx, person, page, now=now)


def _ended(tx: Tx, person: Person, page: str, *, now: datetime) -> Document:
    before = focus.get(tx, person.id, now=now)
    status = presence.told(tx, person, page)
    if before is None:
        return messages.over(status=status, locale=person.locale)
    focus.end(tx, person.id)
    _let_come(tx, person, before, now=now)
    presence.follow(tx, person.id, now=now)
    return messages.ended(status=status, locale=person.locale)


def _let_come(tx: Tx, person: Person, before: Focus, *, now: datetime) -> None:
    """What waits for its end is looked at now; what waits for something else is left alone."""
    outbox.look_again(tx, person.tenant, conversation_with(person.user), until=before.ends_at, now=now)


def _shown(tx: Tx, person: Person, page: str, *, now: datetime) -> Document:
    one = focus.get(tx, person.id, now=now)
    status = presence.told(tx, person, page)
    if one is None:
        return messages.none(status=status, locale=person.locale)
    about = InFocus(
        focus=one,
        zone=person.zone,
        brings=_brings(tx, person, one, now=now),
        asks_at=_asks_at(tx, person, one, now=now),
        status=status,
    )
    return messages.in_focus(about, locale=person.locale)


def _brings(tx: Tx, person: Person, one: Focus, *, now: datetime) -> Brings:
    mine = hours.calendar(tx, person)
    if mine.working_at(one.ends_at):
        return "end"
    if not mine.working_at(now):
        return "off"
    return "morning" if teams.of_people(tx, [person.id]).get(person.id) else "day"


def _asks_at(tx: Tx, person: Person, one: Focus, *, now: datetime) -> datetime | None:
    """When tonight's hand-off is asked for, or again, in it: the evening is not held."""
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    tonight = day.of(tx, person, theirs, now=now).tonight
    if tonight is None or tonight.at is None or tonight.state not in ("waits", "snoozed"):
        return None
    return tonight.at if now <= tonight.at < one.ends_at else None
