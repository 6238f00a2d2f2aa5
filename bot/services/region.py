"""A region's clock: when its digest comes, when its last member stops, when it is handed something."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.domain.identity import PersonId, RegionId
from bot.domain.region import Region, at_work, next_digest, next_start, stops_at
from bot.domain.team import Team
from storage import timers
from storage.newest import Newest
from storage.timers import Timer
from storage.transaction import Tx

DIGEST = "digest"
STOPS = "stops"
HANDOVER = "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """When a region reads what it inherits now: in its digest, or handed over during its day."""

    at: datetime
    handed_over: bool = False


# Whoever sends a hand-off is told what was reckoned a moment ago, when it was handed over.
_readings = Newest[Reading | None](16)


def plan(tx: Tx, team: Team, *, now: datetime) -> None:
    """Set the timers of every region anew; one that has lost its members has none.

    What is due already stays, to be settled first.
    """
    subjects = [str(one.id) for one in team.plans]
    due = {kind: _due(timers.get_many(tx, kind, subjects), now) for kind in (DIGEST, STOPS)}
    for one in team.plans:
        if not team.region(one.id).members:
            for kind in (DIGEST, STOPS, HANDOVER):
                timers.drop(tx, kind, str(one.id))
            continue
        if str(one.id) not in due[DIGEST]:
            plan_digest(tx, team, one.id, not_before=now)
        if str(one.id) not in due[STOPS]:
            plan_stop(tx, team, one.id, now=now)


def plan_digest(tx: Tx, team: Team, region: RegionId, *, not_before: datetime) -> None:
    """Set the next morning's digest."""
    following = next_digest(team.region(region), after_day=None, not_before=not_before)
    if following is None:
        timers.drop(tx, DIGEST, str(region))
    else:
        timers.set(tx, DIGEST, str(region), following.due_at, payload={"day": f"{following.day}"})


def plan_stop(tx: Tx, team: Team, region: RegionId, *, now: datetime) -> None:
    """Set when its last member stops next."""
    ends_at = stops_at(team.region(region), now)
    if ends_at is None:
        timers.drop(tx, STOPS, str(region))
    else:
        timers.set(tx, STOPS, str(region), ends_at)


def hand_over_later(
    tx: Tx, team: Team, region: RegionId, *, author: PersonId | None = None, now: datetime
) -> None:
    """What a region inherits during its day is gathered and then posted; else its digest has it.

    author: of what it inherits, for whom it is no news.
    """
    reads = reading(team, region, author=author, now=now)
    if reads is not None and reads.handed_over and timers.get(tx, HANDOVER, str(region)) is None:
        timers.set(tx, HANDOVER, str(region), reads.at)


def reading(team: Team, region: RegionId, *, author: PersonId | None = None, now: datetime) -> Reading | None:
    """When a region reads what it inherits now from that author; None if nobody there ever works.

    At work it is handed over once gathered, or as its last member stops; in a break, or where the digest of a
    day comes before anyone does, as somebody comes to work. Otherwise its next digest has it.
    """
    make = partial(_reading, team, region, author, now)
    return _readings.get((team.id, region, author), (team, now), make)


def _reading(team: Team, region: RegionId, author: PersonId | None, now: datetime) -> Reading | None:
    whole = team.region(region)
    following = next_digest(whole, after_day=None, not_before=now)
    handed_at = _handed_over_at(team, _without(whole, author), now)
    if handed_at is not None and (following is None or following.due_at > handed_at[1]):
        return Reading(at=handed_at[0], handed_over=True)
    return Reading(at=following.due_at) if following is not None else None


def _handed_over_at(team: Team, region: Region, now: datetime) -> tuple[datetime, datetime] | None:
    """When it would be handed over, and up to when a digest that comes instead has it soon enough."""
    if at_work(region, now):
        gathered_at = now + team.policy.gather
        ends_at = stops_at(region, now)
        return (min(gathered_at, ends_at) if ends_at else gathered_at), gathered_at
    begins_at = next_start(region, now)
    ends_at = stops_at(region, begins_at) if begins_at else None
    return (begins_at, ends_at) if begins_at and ends_at else None


def _without(region: Region, author: PersonId | None) -> Region:
    return replace(region, members=tuple(one for one in region.members if one.person != author))


def _due(some: dict[str, Timer], now: datetime) -> set[str]:
    return {subject for subject, timer in some.items() if timer.due_at <= now}
