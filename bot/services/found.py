"""What a digest or a hand-over has to tell a region, and what a posted one has told."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.domain.digest import look_back
from bot.domain.handoff import Handoff, Me, Step
from bot.domain.region import Region
from bot.domain.team import Team
from bot.domain.zone import local_day
from bot.services.compose import Found
from storage import digest_decisions, digests, handoffs, steps
from storage.digests import Carried
from storage.transaction import Tx


def for_digest(tx: Tx, team: Team, region: Region) -> Found:
    """Everything that the region has not seen: what it inherits in full, the rest in a line each."""
    new = handoffs.inherited(tx, team.id, region.id)
    others = handoffs.unseen(tx, team.id, region.id, since=_since(tx, team, region))
    lines = [one for one in others if one.to_region != region.id]
    waiting = _waiting(tx, team, region, besides=new)
    told = digest_decisions.new(tx, team.where, since=_decided_since(tx, team, region))
    return Found(new=new, lines=lines, waiting=waiting, decisions=told)


def for_handover(tx: Tx, team: Team, region: Region) -> Found:
    """What it has inherited since, and steps addressed to it that it was not shown."""
    new = handoffs.inherited(tx, team.id, region.id)
    waiting = _waiting(tx, team, region, besides=new)
    told = steps.shown_to(tx, region.id, [step.id for step in waiting])
    return Found(new=new, waiting=[step for step in waiting if step.id not in told and _is_handed_over(step)])


def of_carried(tx: Tx, carried: Carried) -> Found:
    """What a posted one shows."""
    new = digests.seen_in(tx, carried.key, in_full=True)
    lines = digests.seen_in(tx, carried.key, in_full=False)
    known = handoffs.many(tx, [*new, *lines])
    inside = set(new)
    shown = steps.many(tx, steps.shown_in(tx, carried.key)).values()
    waiting = [step for step in shown if step.handoff not in inside]
    return Found(
        new=[known[one] for one in new],
        lines=[known[one] for one in lines],
        waiting=waiting,
        decisions=digest_decisions.of(tx, carried.key),
    )


def _since(tx: Tx, team: Team, region: Region) -> date:
    """How far back others' hand-offs are looked at: not before the region was."""
    last = digests.last(tx, region.id)
    joined_at = min(one.joined_at for one in team.members if one.region == region.id)
    return look_back(local_day(region.zone, joined_at), last.day if last else None)


def _decided_since(tx: Tx, team: Team, region: Region) -> datetime:
    """When its last digest was posted; before its first one, when it came to be."""
    last = digests.last(tx, region.id)
    return last.composed_at if last else min(one.joined_at for one in team.members if one.region == region.id)


def _is_handed_over(step: Step) -> bool:
    """What someone left for themselves waits for their morning."""
    return step.state == "open" and not isinstance(step.owner, Me)


def _waiting(tx: Tx, team: Team, region: Region, *, besides: Iterable[Handoff]) -> list[Step]:
    """Steps that do not already stand under a hand-off shown in full."""
    there = [member.person for member in region.members]
    return steps.waiting(tx, team.id, region.id, there, besides=[one.id for one in besides])
