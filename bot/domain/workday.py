"""One person's working days: when each starts and ends, what an instant belongs to, when to prompt."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.dayoff import Half
from bot.domain.light import dataclass
from bot.domain.week import DEFAULT_WEEK, WorkingWeek, parse_week, week_text
from bot.domain.zone import instant, local_day, skipped

__all__ = [
    "DEFAULT_WEEK",
    "Calendar",
    "Prompt",
    "Shift",
    "WorkingWeek",
    "next_prompt",
    "parse_week",
    "week_text",
]

ONE_DAY = timedelta(days=1)

# From an instant until before another.
Stretch = tuple[datetime, datetime]

# How far a search for a working day goes before it answers "none": a year off, and then some.
SEARCH_DAYS = 400

# A shift may end on the second day after its date, where the clocks skip the end of the first; and where they
# go back over midnight, one that has begun may carry tomorrow's date.
_EARLIER = timedelta(days=2)
# The dates, from an instant's own, among which the shift in progress at it is: the likeliest first.
_NEAR = tuple(timedelta(days=days) for days in (0, -1, -2, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One working day, labelled with the local date on which it starts by the written week.

    stretches: the working time in it, each from an instant until before another. A shift whose hours the
    clocks skip altogether starts as it ends and has no stretch; it is a working day all the same.
    """

    day: date
    starts_at: datetime
    ends_at: datetime
    stretches: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Where and when one person works.

    days_off: the dates of shifts that do not take place. halves: of which shifts one half does not. taken:
    times out of their shifts in which they take up nothing.

    At any instant each shift has ended (`ends_at <= at`), is in progress, or is to come (`starts_at > at`).
    Shifts of one calendar never overlap. Searches look 400 days ahead or back, then answer None.
    """

    zone: str
    week: WorkingWeek
    days_off: Container[date] = frozenset()
    halves: tuple[tuple[date, Half], ...] = ()
    taken: tuple[tuple[datetime, datetime], ...] = ()

    def shift(self, day: date) -> Shift | None:
        """The shift labelled with that date; None when it is not worked or the zone never had it."""
        if day in self.days_off:
            return None
        whole = _shift(self.zone, self.week, day)
        if whole is None or not (self.halves or self.taken):
            return whole
        left = next((_without(whole, half) for on, half in self.halves if on == day), whole)
        return replace(left, stretches=_around(left.stretches, self.taken)) if self.taken else left

    @property
    def written(self) -> "Calendar":
        """The same without days off: every working day of the week, of which some are only half worked."""
        return Calendar(zone=self.zone, week=self.week, halves=self.halves, taken=self.taken)

    def shifts(self, first_day: date) -> Iterator[Shift]:
        """The shifts from that date on, in order, until 400 days pass without one."""
        return self._walk(first_day, ONE_DAY)

    def shift_at(self, at: datetime) -> Shift | None:
        """The shift in progress, breaks between its stretches included."""
        for day in _days_at(self.zone, self.week, at):
            shift = self.shift(day)  # at most as long
            if shift is not None and shift.starts_at <= at < shift.ends_at:
                return shift
        return None

    def working_at(self, at: datetime) -> bool:
        """Whether `at` is working time: inside a stretch."""
        shift = self.shift_at(at)
        return shift is not None and any(start <= at < end for start, end in shift.stretches)

    def next_shift(self, after: datetime) -> Shift | None:
        """The first shift that starts later than `after`."""
        shifts = self.shifts(local_day(self.zone, after) - ONE_DAY)
        return next((shift for shift in shifts if shift.starts_at > after), None)

    def last_shift(self, before: datetime) -> Shift | None:
        """The last shift that had ended by `before`."""
        shifts = self._walk(local_day(self.zone, before) + ONE_DAY, -ONE_DAY)
        return next((shift for shift in shifts if shift.ends_at <= before), None)

    def shift_for(self, at: datetime) -> Shift | None:
        """The working day to which something sent at `at` belongs.

        The one in progress; else the last one until half of the time to the next has passed; then the next.
        """
        current = self.shift_at(at)
        if current is not None:
            return current
        last, following = self.last_shift(at), self.next_shift(at)
        if last is None or following is None:
            return last or following
        return last if at - last.ends_at < following.starts_at - at else following

    def next_working_instant(self, at: datetime) -> datetime | None:
        """The first instant of working time that is not before `at`."""
        return at if self.working_at(at) else self.next_start(at)

    def next_start(self, after: datetime) -> datetime | None:
        """When working time next begins, later than `after`: with a shift, or after a break in one."""
        starts = (
            start
            for shift in self.shifts(local_day(self.zone, after) - _EARLIER)
            for start, _ in shift.stretches
            if start > after
        )
        return next(starts, None)

    def _walk(self, day: date, step: timedelta) -> Iterator[Shift]:
        left = SEARCH_DAYS if self.week.works else 0
        while left:
            shift = self.shift(day)
            if shift is not None:
                yield shift
            left = left - 1 if shift is None else SEARCH_DAYS
            day += step


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """When somebody is to be asked for the hand-off of one working day."""

    day: date
    due_at: datetime
    shift_ends_at: datetime


def next_prompt(
    calendar: Calendar, *, after_day: date | None, lead: timedelta, not_before: datetime
) -> Prompt | None:
    """The prompt of the first working day later than `after_day` that is due at `not_before` or later.

    It is due `lead`, as elapsed time, before the shift ends. `after_day` is the last day that has been asked
    about: a changed zone or week neither asks about it again nor about one before it. None when 400 days pass
    without a working day.
    """
    first_day = local_day(calendar.zone, not_before + lead) - _EARLIER
    if after_day is not None:
        first_day = max(first_day, after_day + ONE_DAY)
    for shift in calendar.shifts(first_day):
        due_at = shift.ends_at - lead
        if due_at >= not_before:
            return Prompt(day=shift.day, due_at=due_at, shift_ends_at=shift.ends_at)
    return None


def _without(shift: Shift, off: Half) -> Shift:
    """One half of it: cut at the break nearest to the middle of its working time, else there."""
    middle = _middle(shift)
    if middle is None:
        return shift
    if off == "first":
        kept = tuple((max(start, middle), end) for start, end in shift.stretches if end > middle)
        return replace(shift, starts_at=kept[0][0], stretches=kept)
    kept = tuple((start, min(end, middle)) for start, end in shift.stretches if start < middle)
    return replace(shift, ends_at=kept[-1][1], stretches=kept)


def _around(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The working time that is left between what is taken."""
    left = tuple(stretches)
    for starts_at, ends_at in taken:
        cut = (
            part for start, end in left for part in ((start, min(end, starts_at)), (max(start, ends_at), end))
        )
        left = tuple((start, end) for start, end in cut if start < end)
    return left


def _middle(shift: Shift) -> datetime | None:
    """None for a shift that has no working time."""
    half = sum((end - start for start, end in shift.stretches), timedelta()) / 2
    if len(shift.stretches) < 2:
        return shift.stretches[0][0] + half if shift.stretches else None
    worked, ends = timedelta(), list[tuple[timedelta, datetime]]()
    for start, end in shift.stretches[:-1]:
        worked += end - start
        ends.append((abs(worked - half), end))
    return min(ends)[1]


@lru_cache(maxsize=1 << 12)
def _days_at(zone: str, week: WorkingWeek, at: datetime) -> tuple[date, ...]:
    """Of which the shifts are in progress that nobody is off: at one instant it is asked of whole teams."""
    today = local_day(zone, at)
    near = (_shift(zone, week, today + days) for days in _NEAR)
    return tuple(one.day for one in near if one is not None and one.starts_at <= at < one.ends_at)


@lru_cache(maxsize=1 << 14)
def _shift(zone: str, week: WorkingWeek, day: date) -> Shift | None:
    """By zone and week rather than by person: many people share one, and none is kept."""
    written = week.days[day.weekday()]
    if not written or skipped(zone, day):
        return None
    spans = [(instant(zone, day, start), instant(zone, day, end)) for start, end in written]
    return Shift(
        day=day,
        starts_at=spans[0][0],
        ends_at=spans[-1][1],
        stretches=tuple(span for span in spans if span[0] < span[1]),
    )
