"""A team's set-up at an instant: what a change of it replaced, and what it can be put back to."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.identity import PersonId, RegionId
from bot.domain.team import Part, Policy, Project, RegionPlan, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One person's part in a team, and since when."""

    person: PersonId
    part: Part
    region: RegionId
    steward: bool
    joined_at: datetime
    welcomed_at: datetime | None

    @property
    def told(self) -> tuple[Part, RegionId, bool]:
        """What somebody else may set of it."""
        return self.part, self.region, self.steward


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that the set-up form sets."""

    name: str
    policy: Policy
    projects: tuple[Project, ...]
    regions: tuple[RegionPlan, ...]
    seats: tuple[Seat, ...]

    def seat(self, person: PersonId) -> Seat | None:
        """That person's part."""
        return next((one for one in self.seats if one.person == person), None)

    def region(self, region: RegionId) -> RegionPlan | None:
        """That region."""
        return next((one for one in self.regions if one.id == region), None)


def snapshot(team: Team) -> Snapshot:
    """The team's set-up as it is now."""
    seats = (
        Seat(
            person=one.person.id,
            part=one.part,
            region=one.region,
            steward=one.steward,
            joined_at=one.joined_at,
            welcomed_at=one.welcomed_at,
        )
        for one in team.members
    )
    return Snapshot(
        name=team.name,
        policy=team.policy,
        projects=team.projects,
        regions=team.plans,
        seats=tuple(sorted(seats, key=lambda one: one.person)),
    )


def same(one: Snapshot, other: Snapshot) -> bool:
    """Whether there is nothing to tell: welcomes, zones and regions that nobody is in count for nothing."""
    return _told(one) == _told(other)


def _told(one: Snapshot) -> object:
    homes = {seat.region for seat in one.seats}
    regions = [(each.id, each.name, each.digest_minute) for each in one.regions if each.id in homes]
    return one.name, one.policy, one.projects, regions, {seat.person: seat.told for seat in one.seats}
