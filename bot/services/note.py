"""The morning note: what waits for a person, when they read it, and how it is kept current."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.evening import too_late
from bot.domain.identity import PersonId, StepId
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.workday import Calendar
from bot.messages import note as messages
from bot.messages.letter import Letter
from bot.services import request_file, welcome
from bot.services.hours import calendars, reachable
from bot.services.noted import TRAVEL, Composed, compose
from bot.services.posting import keep_current, letter_to, post
from storage import notes, outbox, people, steps, teams, timers
from storage.notes import Item, Kept
from storage.timers import Timer
from storage.transaction import Tx

__all__ = [
    "LATE",
    "NOTE",
    "calendars",
    "call_back",
    "due",
    "freed",
    "plan",
    "plan_again",
    "reachable",
    "rewrite",
    "sent",
    "show_trip",
    "told",
    "wait",
]

NOTE = "note"

# A note later than this waits for the next morning.
LATE = timedelta(hours=2)

FORTNIGHT = timedelta(days=14)


def wait(tx: Tx, some: Iterable[PersonId], kind: str, subject: object, *, now: datetime) -> None:
    """Let something wait for the next morning note of each of these; what waits already changes nothing."""
    ids = list(some)
    if ids:
        notes.hold(tx, ids, Item(kind=kind, subject=f"{subject}"), now=now)
        if unset := _unset(tx, ids):
            _set(tx, calendars(tx, unset), now=now)


def plan(tx: Tx, ids: Iterable[PersonId], *, now: datetime) -> None:
    """Their hours have changed, or what they are in: set anew when each reads what waits for them.

    A note that is due already stays. Whose new day began a moment ago has it now, and not a day later.
    """
    waiting = notes.holding(tx, ids)
    there = timers.get_many(tx, NOTE, [str(one) for one in waiting])
    later = [one for one in waiting if str(one) not in there or there[str(one)].due_at > now]
    hours = calendars(tx, later)
    timers.drop_many(tx, NOTE, [str(one) for one in later])
    begun = [one for one, mine in hours.items() if str(one) in there and _just_begun(mine, now)]
    timers.set_many(tx, NOTE, [(str(one), now, {}) for one in begun])
    _next_morning(tx, hours, now=now)


def plan_again(tx: Tx, before: Team | None, after: Team, *, now: datetime) -> None:
    """The same after a team was changed: for who has come, and for all where its working week is another."""
    there = {member.person.id for member in before.members} if before else set[PersonId]()
    same = before is None or before.policy.week == after.policy.week
    ids = [one.person.id for one in after.members if not same or one.person.id not in there]
    if ids:
        plan(tx, ids, now=now)


def call_back(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """They have left a team: a note that has not left yet does not; the rest of it waits for the next."""
    for kept in notes.since(tx, person, now - LATE):
        if outbox.drop_waiting(tx, kept.key):
            freed(tx, kept.key, now=now)


def due(tx: Tx, some: Sequence[Timer], *, now: datetime) -> None:
    """Tell everyone whose day begins what waited for them: one note a person and day.

    More than two hours late, outside their hours, or with a note or a welcome behind them today, all of it
    waits for their next day.
    """
    at = {PersonId(int(timer.subject)): timer.due_at for timer in some}
    theirs, hours, known = teams.of_people(tx, at), calendars(tx, at), people.many(tx, at)
    told = welcome.told_today(tx, known.values(), now=now)
    in_time = [one for one in hours if one not in told and not too_late(at[one], now=now, grace=LATE)]
    days = _days(tx, {one: hours[one] for one in in_time}, now=now)
    waiting = notes.holding(tx, at)
    welcomes = welcome.join_note(tx, days, now=now)
    told_now: set[PersonId] = set()
    for person, day in days.items():
        items = (*waiting.get(person, ()), *welcomes.get(person, ()))
        notes.let_go(tx, person, items)
        about = Kept(person=person, day=day, items=items, parts=0, composed_at=now)
        if _tell(tx, known[person], theirs[person], about, now=now):
            told_now.add(person)
        else:
            _wait_again(tx, about, now=now)
    later = {one: mine for one, mine in hours.items() if one in waiting and one not in told_now}
    _next_morning(tx, later, now=now)


def rewrite(tx: Tx, key: str, *, now: datetime) -> None:
    """Say again what a note says, as things stand; many changes make one edit."""
    kept = _kept(tx, key)
    if kept is None:
        return
    person = people.many(tx, [kept.person])[kept.person]
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    composed = compose(tx, person, theirs, kept, fresh=False)
    letter = _letter(person, composed, key)
    parts = keep_current(tx, letter, parts=kept.parts, tenant=person.tenant, now=now)
    if parts != kept.parts:
        notes.grow(tx, kept, parts)
    steps.show(tx, key, None, composed.steps)


def show_trip(tx: Tx, person: PersonId, *, now: datetime) -> bool:
    """Say again what became of the question about their zone; False where no note of late has asked it."""
    asked = [one for one in notes.since(tx, person, now - FORTNIGHT) if _asks_about_trip(one)]
    for one in asked:
        rewrite(tx, one.key, now=now)
    return bool(asked)


def freed(tx: Tx, key: str, *, now: datetime) -> None:
    """A note did not go out in time: all that it told waits for the next one."""
    kept = _kept(tx, key)
    if kept is None:
        return
    notes.drop(tx, kept)
    steps.unshow(tx, key)
    _wait_again(tx, kept, now=now)
    _next_morning(tx, calendars(tx, [kept.person]), now=now)


def told(tx: Tx, person: PersonId, kind: str, subject: object, *, step: StepId) -> bool:
    """Whether a note has told them of this, which is about that step."""
    item = Item(kind=kind, subject=f"{subject}")
    theirs = [key for key in steps.showing(tx, [step]) if key.startswith(f"{NOTE}/{person}/")]
    return any(item in kept.items for key in theirs if (kept := _kept(tx, key)) is not None)


def sent(tx: Tx, key: str) -> Kept | None:
    """The note, if it is there, so that what goes on from it may follow."""
    return _kept(tx, key)


def _wait_again(tx: Tx, kept: Kept, *, now: datetime) -> None:
    for item in kept.items:
        if item.kind == welcome.WELCOME:
            welcome.leave_note(tx, kept.person, item, now=now)
        else:
            notes.hold(tx, [kept.person], item, now=now)


def _tell(tx: Tx, person: Person, theirs: Sequence[Team], about: Kept, *, now: datetime) -> bool:
    """Put the note in the outbox; with nothing left to say, nothing.

    False: that day's was put before, and did not leave.
    """
    composed = compose(tx, person, theirs, about, fresh=True)
    if composed.note.empty:
        return True
    parts = post(tx, _letter(person, composed, about.key), tenant=person.tenant, now=now)
    if parts:
        notes.keep(tx, replace(about, items=composed.items, parts=parts))
        steps.show(tx, about.key, None, composed.steps)
        asks = [one.request for one in composed.note.asks]
        request_file.show_in_note(tx, person, asks, key=about.key, now=now)
    return parts > 0


def _days(tx: Tx, hours: Mapping[PersonId, Calendar], *, now: datetime) -> dict[PersonId, date]:
    """The working day that each of these is at work in, where it has had no note yet."""
    shifts = {
        one: shift
        for one, mine in hours.items()
        if mine.working_at(now) and (shift := mine.shift_at(now)) is not None
    }
    there = notes.many(tx, [(one, shift.day) for one, shift in shifts.items()])
    return {one: shift.day for one, shift in shifts.items() if (one, shift.day) not in there}


def _letter(person: Person, composed: Composed, key: str) -> Letter:
    return letter_to(person, messages.note(composed.note, locale=person.locale), key=key)


def _next_morning(tx: Tx, hours: Mapping[PersonId, Calendar], *, now: datetime) -> None:
    """Set the note of each of these for their next day, unless it is set already."""
    unset = _unset(tx, hours)
    _set(tx, {one: mine for one, mine in hours.items() if one in unset}, now=now)


def _unset(tx: Tx, some: Iterable[PersonId]) -> set[PersonId]:
    """Those of these for whom no note is set."""
    ids = list(some)
    if len(ids) == 1:  # asked alone, in half the time
        return set() if timers.get(tx, NOTE, str(ids[0])) is not None else set(ids)
    there = timers.get_many(tx, NOTE, [str(one) for one in ids])
    return {one for one in ids if str(one) not in there}


def _set(tx: Tx, hours: Mapping[PersonId, Calendar], *, now: datetime) -> None:
    following = {one: mine.next_shift(now) for one, mine in hours.items()}
    starts = {one: shift.starts_at for one, shift in following.items() if shift is not None}
    timers.set_many(tx, NOTE, [(str(one), at, {}) for one, at in starts.items()])


def _asks_about_trip(kept: Kept) -> bool:
    return any(one.kind == TRAVEL for one in kept.items)


def _just_begun(calendar: Calendar, now: datetime) -> bool:
    shift = calendar.shift_at(now)
    return shift is not None and not too_late(shift.starts_at, now=now, grace=LATE)


def _kept(tx: Tx, key: str) -> Kept | None:
    _, person, day = key.split("/")
    return notes.get(tx, PersonId(int(person)), date.fromisoformat(day))
