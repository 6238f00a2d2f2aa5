"""A region: when it is at work, which is awake next, when its digest comes, when its last member stops."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from bot.domain.identity import PersonId, RegionId
from bot.domain.week import DAY, DEFAULT_WEEK
from bot.domain.workday import SEARCH_DAYS, Calendar
from bot.domain.zone import instant, local_day, skipped, zone_of

ONE_DAY = timedelta(days=1)

# With less than this left of its day, a region is not where work goes.
LEAST_LEFT = timedelta(hours=2)

# Days that start less than this apart may share a region.
CLOSE_MINUTES = 3 * 60

_NEVER = datetime.max.replace(tzinfo=UTC)

# Zones that profiles still call by a city's former name.
_RENAMED = {
    "Asia/Calcutta": "Kolkata",
    "Asia/Katmandu": "Kathmandu",
    "Asia/Rangoon": "Yangon",
    "Asia/Saigon": "Ho Chi Minh City",
    "Asia/Ho_Chi_Minh": "Ho Chi Minh City",
    "Europe/Kiev": "Kyiv",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A member of a region, as the rules about time see one."""

    person: PersonId
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Members of a team whose days start close together. `digest_minute`: local minutes after midnight."""

    id: RegionId
    name: str
    zone: str
    digest_minute: int
    members: tuple[Worker, ...]
    # Reckoned as they are asked for: nothing of a region changes.
    _calendars: tuple[Calendar, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """When its members work; a calendar that several of them share is there once."""
        found = self._calendars
        if found is None:
            found = tuple({id(one.calendar): one.calendar for one in self.members}.values())
            object.__setattr__(self, "_calendars", found)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """When a region's digest of one local date is to be posted."""

    day: date
    due_at: datetime


def at_work(region: Region, at: datetime) -> bool:
    """Whether one of its members is working; someone in a break between two stretches is not."""
    return any(one.working_at(at) for one in region.calendars)


def time_left(region: Region, at: datetime) -> timedelta:
    """How long until the working day ends of that member at work who has most left; nothing if nobody is."""
    ends = (
        shift.ends_at - at
        for one in region.calendars
        if one.working_at(at) and (shift := one.shift_at(at)) is not None
    )
    return max(ends, default=timedelta())


def next_start(region: Region, at: datetime) -> datetime | None:
    """When a member's working time next begins, later than `at`; None if none's ever does."""
    return _earliest(one.next_start(at) for one in region.calendars)


def next_awake(
    regions: Sequence[Region], *, own: RegionId, shift_ends_at: datetime, sent_at: datetime
) -> RegionId | None:
    """The other region that can act soonest after the author's day; the author's own only if it is alone.

    Reckoned from the later of the shift's end and the sending: the region at work with most time left, if
    that is at least two hours, else the one whose working time begins first. Of equals the first in
    `regions`. A region whose members never work is passed over; None if there is no other kind.
    """
    at = max(shift_ends_at, sent_at)
    able = [region for region in regions if at_work(region, at) or next_start(region, at) is not None]
    others = [region for region in able if region.id != own]
    if not others:
        return able[0].id if able else None
    left = {region.id: time_left(region, at) for region in others}
    most = max(others, key=lambda region: left[region.id])
    if left[most.id] >= LEAST_LEFT:
        return most.id
    return min(others, key=lambda region: next_start(region, at) or _NEVER).id


def next_digest(region: Region, *, after_day: date | None, not_before: datetime) -> Digest | None:
    """The first digest later than the one of `after_day` and due at `not_before` or later.

    Due at the region's own digest time, on dates with which at least one member's working day is labelled;
    None when 400 days have none.
    """
    day = local_day(region.zone, not_before) - ONE_DAY
    if after_day is not None:
        day = max(day, after_day + ONE_DAY)
    for _ in range(SEARCH_DAYS):
        due_at = instant(region.zone, day, region.digest_minute)
        if due_at >= not_before and works_on(region, day) and not skipped(region.zone, day):
            return Digest(day=day, due_at=due_at)
        day += ONE_DAY
    return None


def works_on(region: Region, day: date) -> bool:
    """Whether a member's working day is labelled with that date."""
    return any(one.shift(day) is not None for one in region.calendars)


def in_shift(region: Region, at: datetime) -> bool:
    """Whether a member's working day is in progress, breaks between stretches included."""
    return any(one.shift_at(at) is not None for one in region.calendars)


def stops_at(region: Region, at: datetime) -> datetime | None:
    """When its last member stops, later than `at`: of the working days in progress, else of the next ones.

    A break between two stretches is no stop, nor is a colleague's day beginning as another's ends. None if
    nobody ever works, or somebody always does (within 400 days).
    """
    start = at if in_shift(region, at) else _next_shift_start(region, at)
    if start is None:
        return None
    end: datetime | None = start
    while end is not None and end - start < SEARCH_DAYS * ONE_DAY:
        later = _last_end(region, end)
        if later is None:
            return end
        end = later
    return None


def _next_shift_start(region: Region, at: datetime) -> datetime | None:
    shifts = (one.next_shift(at) for one in region.calendars)
    return _earliest(None if shift is None else shift.starts_at for shift in shifts)


def _last_end(region: Region, at: datetime) -> datetime | None:
    """The last end of the working days in progress."""
    shifts = (one.shift_at(at) for one in region.calendars)
    return max((shift.ends_at for shift in shifts if shift is not None), default=None)


def _earliest(instants: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in instants if at is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A region that a team's members suggest."""

    name: str
    zone: str
    members: tuple[PersonId, ...]


def propose(members: Sequence[Worker], *, at: datetime) -> tuple[Proposal, ...]:
    """Everyone in as few regions as there must be for days to start less than three hours apart in each.

    By the clocks at `at`; the circle of hours is cut at its widest gap. Of several ways the one with the
    least distance within regions; in the order in which they begin one date, the easternmost first. A
    region's zone is its members' most common one and its name that zone's city, with the hour at which its
    day starts where names are the same.
    """
    starts = {member.person: _day_start(member.calendar, at) for member in members}
    drawn = [_draw(members, starts, group, at) for group in _grouped(_round_the_clock(starts.values()))]
    drawn.sort(key=lambda one: min(starts[person] for person in one[0].members))
    names = Counter(proposal.name for proposal, _ in drawn)
    return tuple(
        proposal if names[proposal.name] == 1 else replace(proposal, name=f"{proposal.name} {hour}")
        for proposal, hour in drawn
    )


def fits(region: Region, worker: Worker, at: datetime) -> bool:
    """Whether days in the region start less than three hours apart with that worker in it too."""
    everyone = (*region.members, worker)
    starts = _round_the_clock(_day_start(member.calendar, at) for member in everyone)
    return starts[-1] - starts[0] < CLOSE_MINUTES


def common_zone(region: Region) -> str:
    """Its members' most common zone; of several, the one it has if that is among them, else the first."""
    zones = Counter(member.calendar.zone for member in region.members)
    most = max(zones.values(), default=0)
    return region.zone if zones[region.zone] == most else zones.most_common(1)[0][0]


def city(zone: str) -> str:
    """A zone's city in words: `New York`."""
    return _RENAMED.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def _day_start(calendar: Calendar, at: datetime) -> int:
    """When their days mostly start, in minutes from UTC's midnight; by the usual week for who never works."""
    written = calendar.week if calendar.week.works else DEFAULT_WEEK
    starts = Counter(stretches[0][0] for stretches in written.days if stretches)
    return starts.most_common(1)[0][0] - _offset(calendar.zone, at)


def _offset(zone: str, at: datetime) -> int:
    """Minutes east of UTC."""
    there = at.astimezone(zone_of(zone))
    return round(
        (there.replace(tzinfo=None) - at.astimezone(UTC).replace(tzinfo=None)) / timedelta(minutes=1)
    )


def _round_the_clock(minutes: Iterable[int]) -> list[int]:
    """The distinct minutes in order from the one after the widest gap on, those after midnight plus a day."""
    around = sorted({minute % DAY for minute in minutes})
    if not around:
        return []
    gaps = [minute - before for before, minute in pairwise([around[-1] - DAY, *around])]
    first = gaps.index(max(gaps))
    return around[first:] + [minute + DAY for minute in around[:first]]


def _grouped(starts: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Runs of starts less than three hours apart: as few as can be, and then as narrow."""
    best: list[tuple[int, int, tuple[tuple[int, ...], ...]]] = [(0, 0, ())]
    for end in range(1, len(starts) + 1):
        ways = (
            (best[begin][0] + 1, best[begin][1] + width, (*best[begin][2], tuple(starts[begin:end])))
            for begin in range(end)
            if (width := starts[end - 1] - starts[begin]) < CLOSE_MINUTES
        )
        best.append(min(ways))
    return best[-1][2]


def _draw(
    members: Sequence[Worker], starts: Mapping[PersonId, int], group: Sequence[int], at: datetime
) -> tuple[Proposal, str]:
    """A group's proposal, and the local hour at which its day starts."""
    minutes = {start % DAY for start in group}
    inside = [member for member in members if starts[member.person] % DAY in minutes]
    zone = Counter(member.calendar.zone for member in inside).most_common(1)[0][0]
    hour, minute = divmod((group[0] + _offset(zone, at)) % DAY, 60)
    people = tuple(member.person for member in inside)
    return Proposal(name=city(zone), zone=zone, members=people), f"{hour:02}:{minute:02}"
