"""When nobody of a team is at work, and which region would take over but is off, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.dayoff import DaysOff
from bot.domain.identity import RegionId
from bot.domain.overlap import worked
from bot.domain.region import Region, Worker, next_awake
from bot.domain.workday import Calendar

# Shorter than this is a change of shifts, and no gap.
LEAST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """From when until when nobody is at work."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A region that would be the next awake one, but for days off.

    why: the holiday that all of it have; "" for other reasons, or several.
    """

    region: Region
    why: str


def gaps(regions: Sequence[Region], *, first: datetime, last: datetime) -> tuple[Gap, ...]:
    """Every span of half an hour or more between two instants in which nobody works."""
    calendars = {one for region in regions for one in region.calendars}
    spans = sorted(span for one in calendars for span in worked(one, start=first, end=last))
    found: list[Gap] = []
    covered = first
    for start, end in [*spans, (last, last)]:
        if start - covered >= LEAST:
            found.append(Gap(starts_at=covered, ends_at=start))
        covered = max(covered, end)
    return tuple(found)


def passed_over(
    regions: Sequence[Region], *, own: RegionId, shift_ends_at: datetime, sent_at: datetime
) -> tuple[PassedOver, ...]:
    """The regions to which work would go by the written weeks, and does not since they are off; in order."""
    goes_to = next_awake(regions, own=own, shift_ends_at=shift_ends_at, sent_at=sent_at)
    at = max(shift_ends_at, sent_at)
    left = {one.id: one for one in regions}
    found: list[PassedOver] = []
    while True:
        as_written = [_as_written(one) for one in left.values()]
        would = next_awake(as_written, own=own, shift_ends_at=shift_ends_at, sent_at=sent_at)
        if would is None or would in (goes_to, own):
            return tuple(found)
        why = _why(left[would], at)
        if why is None:  # at work too, and only less suited as things stand
            return tuple(found)
        found.append(PassedOver(region=left.pop(would), why=why))


def _as_written(region: Region) -> Region:
    """By its written weeks; of those who work alike one stands for all, whoever they are."""
    alike = {id(one.calendar): one for one in region.members}.values()
    members = (Worker(person=one.person, calendar=one.calendar.written) for one in alike)
    return replace(region, members=tuple(members))


def _why(region: Region, at: datetime) -> str | None:
    """Why the region's next working day by the written weeks is off for all; None where it is not."""
    reasons = {_reason(one, at) for one in region.calendars}
    if None in reasons:
        return None
    return reasons.pop() if len(reasons) == 1 else ""


def _reason(calendar: Calendar, at: datetime) -> str | None:
    """A holiday's name, "" for another reason; None for who works then, or has no days off at all.

    What somebody calls a day of their own is for nobody else to read.
    """
    shift = calendar.written.shift_at(at) or calendar.written.next_shift(at)
    off = calendar.days_off
    if shift is None or not isinstance(off, DaysOff):
        return None
    reason = off.reason(shift.day)
    if reason is None:
        return None
    return (off.holidays.name(shift.day) or "") if reason.startswith("holiday: ") else ""
