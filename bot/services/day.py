"""One person's day as it stands: their hours, when they are asked next, and what tonight has so far."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.evening import Evening
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.workday import DEFAULT_WEEK, Calendar, Shift
from bot.domain.zone import local_day
from bot.messages.day import Day, Tonight, TonightState
from bot.messages.line import counted
from bot.services import prompt
from bot.services.writer import Writer, of_teams
from storage import evenings, handoffs, lines
from storage.transaction import Tx


def of(tx: Tx, person: Person, theirs: Sequence[Team], *, now: datetime) -> Day:
    """Their day by the calendar of the first team they are in, and tonight for those they write for."""
    calendar = person.calendar(theirs[0].policy.week if theirs else DEFAULT_WEEK)
    today = local_day(person.zone, now)
    shift = calendar.shift_at(now) or calendar.shift(today)
    return Day(
        today=today,
        zone=person.zone,
        stretches=shift.stretches if shift else (),
        at_work=calendar.working_at(now),
        now=now,
        next_at=_next_start(calendar, shift, now),
        tonight=_tonight(tx, of_teams(person, theirs), now=now),
    )


def _next_start(calendar: Calendar, shift: Shift | None, now: datetime) -> datetime | None:
    """When the next working day begins: after today's, whatever is left of that."""
    following = calendar.next_shift(max(now, shift.starts_at) if shift else now)
    return following.starts_at if following else None


def _tonight(tx: Tx, writer: Writer | None, *, now: datetime) -> Tonight | None:
    """The evening that something sent now belongs to."""
    away = _away_today(writer, now) if writer else None
    shift = away or (writer.calendar.shift_for(now) if writer else None)
    if writer is None or shift is None:
        return None
    evening = evenings.get(tx, writer.person.id, shift.day)
    sent = {one.team for one in handoffs.of_day(tx, writer.person.id, shift.day)}
    missing = tuple(one.name for one in writer.teams if one.id not in sent)
    state = "off" if away and missing else _state(evening, missing)
    return Tonight(
        day=shift.day,
        state=state,
        ends_at=shift.ends_at,
        at=evening.snoozed_until if evening else _asked_at(tx, writer, shift),
        kept=_kept(tx, writer, shift.day),
        sent=tuple(one.name for one in writer.teams if one.id in sent),
        missing=missing,
        snooze=writer.snooze,
    )


def _away_today(writer: Writer, now: datetime) -> Shift | None:
    """The working day that they are off today: it can be taken back."""
    today = local_day(writer.person.zone, now)
    away = writer.person.days_off.reason(today) == "away"
    return writer.calendar.written.shift(today) if away else None


def _state(evening: Evening | None, missing: Sequence[str]) -> TonightState:
    if not missing:
        return "answered"
    if evening is None:
        return "waits"
    match evening.state, evening.why:
        case "answered", "nothing":
            return "nothing"
        case "answered", _:
            return "answered"
        case "asked", _:
            return "snoozed" if evening.snoozed_until is not None else "asked"
        case "skipped", "away":
            return "off"
        case "skipped", _:
            return "not_asked"
        case _:
            return "quiet"


def _asked_at(tx: Tx, writer: Writer, shift: Shift) -> datetime:
    """As it is set, else as it would be: between two working days the next may not be set yet."""
    due_at = prompt.next_due_of(tx, writer)
    there = due_at is not None and due_at <= shift.ends_at
    return due_at if due_at is not None and there else shift.ends_at - writer.lead


def _kept(tx: Tx, writer: Writer, day: date) -> str:
    return counted(Counter(one.kind for one in lines.kept(tx, writer.person.id, day)))
