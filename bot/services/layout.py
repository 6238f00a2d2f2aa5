"""The regions that a team would have: those it has, with who still fits there, and new ones proposed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from bot.domain.identity import RegionId, UserRef
from bot.domain.region import Region, common_zone, fits, propose
from bot.domain.team import Policy, RegionPlan, Team
from bot.services.candidate import Candidate
from bot.services.home import free_name

_NEW = RegionId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One region as it would be. `key`: names it in the form, the same from one drawing to the next."""

    key: str
    name: str
    zone: str
    digest_minute: int
    members: tuple[Candidate, ...]
    id: RegionId | None = None

    @property
    def region(self) -> Region:
        """As the rules about regions see it."""
        return Region(
            id=self.id or _NEW,
            name=self.name,
            zone=self.zone,
            digest_minute=self.digest_minute,
            members=tuple(one.worker for one in self.members),
        )

    def has(self, one: Candidate) -> bool:
        """Whether they would belong to it."""
        return any(each.user == one.user for each in self.members)

    def takes(self, one: Candidate, *, now: datetime) -> bool:
        """Whether their days start close enough to those of the others in it."""
        others = replace(self, members=tuple(each for each in self.members if each.user != one.user))
        return fits(others.region, one.worker, at=now)


def lay_out(
    team: Team | None, everyone: Sequence[Candidate], policy: Policy, *, now: datetime
) -> tuple[Spot, ...]:
    """Everyone's region: members stay where they fit, others come where they do, new ones are proposed.

    Those of a region whose days no longer start close together stay if they are most of it.
    """
    spots = [_kept(plan, everyone, now=now) for plan in (team.plans if team else ())]
    placed = {one.user for spot in spots for one in spot.members}
    homeless: list[Candidate] = []
    for one in everyone:
        if one.user in placed:
            continue
        at = _home_for(spots, one, now=now)
        if at is None:
            homeless.append(one)
        else:
            spots[at] = replace(spots[at], members=(*spots[at].members, one))
    spots += _proposed(homeless, [one.name for one in spots], policy, now=now)
    return tuple(one for one in spots if one.members)


def could_be_in(spots: Sequence[Spot], one: Candidate, *, now: datetime) -> tuple[Spot, ...]:
    """The regions whose days start close enough to theirs, their own among them."""
    return tuple(spot for spot in spots if spot.has(one) or spot.takes(one, now=now))


def moved(spots: Sequence[Spot], wanted: Mapping[UserRef, str]) -> tuple[Spot, ...]:
    """With those who were put elsewhere, by the regions' keys; what names no region changes nothing."""
    keys = {one.key for one in spots}
    going = {user: key for user, key in wanted.items() if key in keys}
    everyone = [(spot.key, one) for spot in spots for one in spot.members]
    return tuple(
        replace(
            spot,
            members=tuple(one for key, one in everyone if going.get(one.user, key) == spot.key),
        )
        for spot in spots
    )


def too_far(spot: Spot, *, now: datetime) -> tuple[Candidate, Candidate] | None:
    """Two in it whose days start three hours or more apart, if there are any."""
    seen: dict[object, Candidate] = {}
    for one in spot.members:  # whoever shares zone and week starts alike
        seen.setdefault(one.worker.calendar, one)
    for one, other in combinations(seen.values(), 2):
        if not replace(spot, members=(one,)).takes(other, now=now):
            return one, other
    return None


def zone_of(spot: Spot) -> str:
    """Its members' most common zone."""
    return common_zone(spot.region) if spot.members else spot.zone


def _kept(plan: RegionPlan, everyone: Sequence[Candidate], *, now: datetime) -> Spot:
    members = [one for one in everyone if one.member is not None and one.member.region == plan.id]
    groups = propose([one.worker for one in members], at=now)
    if len(groups) > 1:
        most = max(groups, key=lambda group: (len(group.members), group.zone == plan.zone))
        members = [one for one in members if one.worker.person in most.members]
    return Spot(
        key=f"region.{plan.id}",
        name=plan.name,
        zone=plan.zone,
        digest_minute=plan.digest_minute,
        members=tuple(members),
        id=plan.id,
    )


def _home_for(spots: Sequence[Spot], one: Candidate, *, now: datetime) -> int | None:
    """The one of their zone, whether empty or fitting; else the first that fits."""
    empty = [at for at, spot in enumerate(spots) if not spot.members and spot.zone == one.zone]
    fitting = empty or [at for at, spot in enumerate(spots) if spot.members and spot.takes(one, now=now)]
    same = [at for at in fitting if spots[at].zone == one.zone]
    return next(iter([*same, *fitting]), None)


def _proposed(
    homeless: Sequence[Candidate], taken: Iterable[str], policy: Policy, *, now: datetime
) -> list[Spot]:
    names, keys = list(taken), list[str]()
    found: list[Spot] = []
    for proposal in propose([one.worker for one in homeless], at=now):
        name = free_name(proposal.name, names)
        key = free_name(f"region.{proposal.zone}", keys)
        names.append(name)
        keys.append(key)
        inside = tuple(one for one in homeless if one.worker.person in proposal.members)
        minute = policy.digest_minute
        found.append(Spot(key=key, name=name, zone=proposal.zone, digest_minute=minute, members=inside))
    return found
