"""Whose day is asked about next, where a changed clock has moved some: those in flight, those passed over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.workday import ONE_DAY, Calendar, Prompt, next_prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A working day that is to be asked about, by the clock it was set by."""

    day: date
    starts_at: datetime
    ends_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The days that wait to be asked about, the first first, and those that no clock reaches any more."""

    waiting: tuple[Waiting, ...] = ()
    passed: tuple[date, ...] = ()


def line_up(
    calendar: Calendar, *, before: Asking, after_day: date | None, lead: timedelta, now: datetime
) -> Asking:
    """Who waited as in `before` and goes by `calendar` from now on.

    A day in flight, begun by the old clock and over by the new one, is still asked about: when it was to be,
    and not after the day that follows it; at once where it is over because its second half is off. One that
    had not begun, and whose evening is past by the new clock, is passed over, until a clock reaches it again.
    Days up to `after_day` have had their evening.
    """
    written = calendar.written
    following = next_prompt(written, after_day=after_day, lead=lead, not_before=now)
    if not before.waiting and not before.passed:
        return Asking(waiting=() if following is None else (_waiting(written, following),))
    kept = [
        _cut_short(one, written, now)
        for one in before.waiting
        if one.starts_at <= now
        and (after_day is None or one.day > after_day)
        and (following is None or one.day < following.day)
    ]
    if following is None:
        return Asking(waiting=_in_order(kept))
    days = {one.day for one in kept}
    passed = [one for one in _between(before, after_day, following.day, written) if one not in days]
    last = _begun_before(_waiting(written, following), before, now)
    return Asking(waiting=_in_order([*kept, last]), passed=tuple(passed))


def _waiting(written: Calendar, prompt: Prompt) -> Waiting:
    shift = written.shift(prompt.day)
    assert shift is not None, "a prompt is for a working day"
    return Waiting(
        day=prompt.day, starts_at=shift.starts_at, ends_at=prompt.shift_ends_at, due_at=prompt.due_at
    )


def _cut_short(one: Waiting, written: Calendar, now: datetime) -> Waiting:
    """A day in flight of which the rest is off is asked about now; by another clock it stays."""
    shift = written.shift(one.day)
    if shift is None or (one.day, "second") not in written.halves or shift.starts_at != one.starts_at:
        return one
    return replace(one, ends_at=min(one.ends_at, shift.ends_at), due_at=min(one.due_at, now))


def _begun_before(one: Waiting, before: Asking, now: datetime) -> Waiting:
    """A day that has begun by an earlier clock has begun, though by this one it begins again."""
    started = [old.starts_at for old in before.waiting if old.day == one.day and old.starts_at <= now]
    return replace(one, starts_at=min([one.starts_at, *started]))


def _in_order(some: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """None is asked about after the one that follows it."""
    found: list[Waiting] = []
    for one in reversed(some):
        due_at = min(one.due_at, found[-1].due_at) if found else one.due_at
        found.append(replace(one, due_at=due_at))
    return tuple(reversed(found))


def _between(before: Asking, after_day: date | None, until: date, written: Calendar) -> Collection[date]:
    """The working days from the first that waited on, up to that date."""
    day = min([*(one.day for one in before.waiting), *before.passed])
    if after_day is not None:
        day = max(day, after_day + ONE_DAY)
    found: list[date] = []
    while day < until:
        if written.shift(day) is not None:
            found.append(day)
        day += ONE_DAY
    return found
