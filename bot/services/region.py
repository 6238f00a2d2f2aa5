"""A region's clock: when its digest comes, when its last member stops, when it is handed something."""

from datetime import datetime

from bot.domain.identity import RegionId
from bot.domain.region import at_work, next_digest, stops_at
from bot.domain.team import Team
from storage import timers
from storage.transaction import Tx

DIGEST = "digest"
STOPS = "stops"
HANDOVER = "handover"


def plan(tx: Tx, team: Team, *, now: datetime) -> None:
    """Set the timers of every region anew; one that has lost its members has none."""
    for one in team.plans:
        region = team.region(one.id)
        if region.members:
            plan_digest(tx, team, region.id, not_before=now)
            plan_stop(tx, team, region.id, now=now)
        else:
            for kind in (DIGEST, STOPS, HANDOVER):
                timers.drop(tx, kind, str(region.id))


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


def hand_over_later(tx: Tx, team: Team, region: RegionId, *, now: datetime) -> None:
    """What a region at work inherits is gathered for a while and then posted; else its digest has it."""
    whole = team.region(region)
    following = next_digest(whole, after_day=None, not_before=now)
    gathered_at = now + team.policy.gather
    if not at_work(whole, now) or (following is not None and following.due_at <= gathered_at):
        return
    ends_at = stops_at(whole, now)
    if timers.get(tx, HANDOVER, str(region)) is None:
        timers.set(tx, HANDOVER, str(region), min(gathered_at, ends_at) if ends_at else gathered_at)
