"""`/sunrelay why`: what became of a day, told to whose it was or to who shares a team with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.ahead import AWAY
from bot.domain.called import Known, Nobody, Several, meant
from bot.domain.evening import HOLIDAY, Evening, prompt_key, reminder_key
from bot.domain.identity import UserRef
from bot.domain.past_day import past_day
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.week import week_text
from bot.domain.zone import instant, local_day
from bot.messages import when as when_messages
from bot.messages import why as messages
from bot.messages.answer import Answer, Tell
from bot.messages.why import DAYS_BACK, Told
from bot.services.writer import Writer, writers
from storage import evenings, notes, outbox, people, teams, urgent
from storage import when as shelf
from storage.transaction import Tx

ONE_DAY = timedelta(days=1)
WEEK = "week"

# Any day at all: only whether words name one is asked of it.
A_LEAP_YEAR = date(2024, 1, 1)


def answer(tx: Tx, by: UserRef, *, text: str, now: datetime) -> Answer:
    """`[@name] [day | week]`: theirs, or somebody's they share a team with. Without a day the newest evening.

    Nothing is changed or kept.
    """
    reader = people.by_ref(tx, by)
    if reader is None:
        return Tell(document=messages.writes_for_nobody(name="", locale=""))
    name, rest = _split(text)
    found = _whom(tx, reader, name)
    if isinstance(found, Tell):
        return found
    shown = "" if found.id == reader.id else found.name
    writer = writers(tx, [found.id]).get(found.id)
    if writer is None or (shown and not _share(tx, reader, found)):
        return Tell(document=messages.writes_for_nobody(name=shown, locale=reader.locale))
    return _told(tx, writer, rest, name=shown, locale=reader.locale, now=now)


def of_day(tx: Tx, writer: Writer, day: date, *, now: datetime) -> Told:
    """One day as it is told."""
    one = _days(tx, writer, [day], now=now)[0]
    starts_at, ends_at = (instant(writer.person.zone, each, 0) for each in (day, day + ONE_DAY))
    return replace(one, urgent=tuple(urgent.off_hours(tx, writer.person.id, since=starts_at, until=ends_at)))


def _told(tx: Tx, writer: Writer, text: str, *, name: str, locale: str, now: datetime) -> Answer:
    zone, today = writer.person.zone, local_day(writer.person.zone, now)
    if text.lower() == WEEK:
        days = [today - number * ONE_DAY for number in range(DAYS_BACK)]
        told = [_read_by(name, writer.person, one) for one in _days(tx, writer, days, now=now)]
        some = [one for one in told if one.evening or one.due_at]
        return Tell(document=messages.two_weeks(some, name=name, zone=zone, locale=locale))
    day = past_day(text, today=today) if text else _newest(tx, writer, today)
    if day is None:
        return Tell(document=messages.no_day(typed=text, locale=locale))
    if day < today - DAYS_BACK * ONE_DAY:
        return Tell(document=messages.too_far(day=day, locale=locale))
    one = _read_by(name, writer.person, of_day(tx, writer, day, now=now))
    return Tell(document=messages.one_day(one, name=name, zone=zone, locale=locale))


def _read_by(name: str, person: Person, one: Told) -> Told:
    """What somebody calls a day of their own is for nobody else to read; `name` is "" for themselves."""
    if not name:
        return one
    evening = one.evening
    if evening is not None:
        evening = replace(evening, why=_reason_told(person, one.day, evening.why))
    one = replace(one, urgent=())
    return replace(one, off=_reason_told(person, one.day, one.off), evening=evening)


def _reason_told(person: Person, day: date, why: str | None) -> str | None:
    public = why is None or not why.startswith(HOLIDAY) or why == f"{HOLIDAY}{person.holidays.name(day)}"
    return why if public else AWAY


def _newest(tx: Tx, writer: Writer, today: date) -> date:
    """Today, or the last evening where today has none and is not worked."""
    if writer.calendar.written.shift(today) is not None:
        return today
    last = evenings.last_days(tx, [writer.person.id]).get(writer.person.id)
    return last if last is not None and last >= today - DAYS_BACK * ONE_DAY else today


def _days(tx: Tx, writer: Writer, days: Sequence[date], *, now: datetime) -> list[Told]:
    person = writer.person
    keys = [(person.id, day) for day in days]
    rows, mornings = evenings.many(tx, keys), notes.many(tx, keys)
    names = [make(person.id, day) for day in days for make in (prompt_key, reminder_key)]
    sent = outbox.sent_at(tx, names)
    return [
        _one(
            writer,
            day,
            evening=rows.get((person.id, day)),
            sent={name: at for name, at in sent.items() if at is not None},
            note_at=morning.composed_at if (morning := mornings.get((person.id, day))) else None,
            now=now,
        )
        for day in days
    ]


def _one(
    writer: Writer,
    day: date,
    *,
    evening: Evening | None,
    sent: dict[str, datetime],
    note_at: datetime | None,
    now: datetime,
) -> Told:
    person, calendar = writer.person, writer.calendar
    shift = calendar.written.shift(day)
    due_at = shift.ends_at - writer.lead if shift is not None else None
    return Told(
        day=day,
        evening=evening,
        hours=week_text(calendar.week),
        works=shift is not None,
        due_at=due_at if due_at is not None and due_at >= now else None,
        off=person.days_off.reason(day),
        sent_at=sent.get(prompt_key(person.id, day)),
        reminder_at=sent.get(reminder_key(person.id, day)),
        note_at=note_at,
        future=day > local_day(person.zone, now),
    )


def _split(text: str) -> tuple[str, str]:
    """The name, which begins with @ and ends before the first word that starts a day; and the day."""
    said = text.strip()
    if not said.startswith(("@", "<@")):
        return "", said
    parts = said.split()
    for start in range(1, len(parts)):
        rest = " ".join(parts[start:])
        if rest.lower() == WEEK or past_day(rest, today=A_LEAP_YEAR) is not None:
            return " ".join(parts[:start]), rest
    return said, ""


def _whom(tx: Tx, reader: Person, name: str) -> Person | Tell:
    if not name or name.lower() in ("@me", "me"):
        return reader
    near = {one.person.id for team in _teams(tx, reader) for one in team.members}
    (one,) = meant([name], shelf.known(tx, reader.tenant), near=near)
    match one:
        case Nobody(typed=typed):
            return Tell(document=when_messages.nobody(typed=typed, locale=reader.locale))
        case Several(typed=typed, names=names):
            return Tell(document=when_messages.ambiguous(typed=typed, names=names, locale=reader.locale))
        case Known(id=number):
            return people.many(tx, [number])[number]


def _share(tx: Tx, reader: Person, other: Person) -> bool:
    """What became of somebody's evenings is for who works with them."""
    return any(team.member(other.id) is not None for team in _teams(tx, reader))


def _teams(tx: Tx, reader: Person) -> Sequence[Team]:
    return teams.of_people(tx, [reader.id]).get(reader.id, [])
