"""A team: the members of a relay around one channel, with its projects, regions and policies."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.identity import PersonId, Place, PlaceId, ProjectId, RegionId, TeamId, TenantId
from bot.domain.light import dataclass
from bot.domain.person import Person
from bot.domain.region import Region, Worker
from bot.domain.turnout import Rule
from bot.domain.wait import LEAST_WAIT
from bot.domain.workday import DEFAULT_WEEK, Calendar, WorkingWeek

Part = Literal["writes", "receives"]

# Whether whoever picks up a step restates it in a line: never, if they like, or before they have it.
ReadBack = Literal["off", "optional", "required"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a team runs; only differences from these defaults are stored.

    lead: the prompt comes this long before the day ends. reminder: this long after it, if unanswered.
    snooze: so much later it is asked again. gather: how long hand-overs of a region's day are collected.
    digest_minute: local minutes after midnight at which a new region's digest comes.
    late: a prompt or reminder later than this is skipped. promise: an answer may take so long, and longer
    only for who does not work then. decides: how many have to vote on what the team decides.
    """

    lead: timedelta = timedelta(minutes=15)
    reminder: timedelta = timedelta(minutes=30)
    snooze: timedelta = timedelta(minutes=30)
    gather: timedelta = timedelta(minutes=30)
    late: timedelta = timedelta(hours=2)
    digest_minute: int = 9 * 60
    week: WorkingWeek = DEFAULT_WEEK
    read_back: ReadBack = "optional"
    promise: timedelta = LEAST_WAIT
    decides: Rule = "half"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Something the team works on, with its one landing page."""

    id: ProjectId
    name: str
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person's part in a team."""

    person: Person
    part: Part
    region: RegionId
    steward: bool = False
    joined_at: datetime
    welcomed_at: datetime | None = None

    @property
    def writes(self) -> bool:
        """Whether they are asked for a hand-off."""
        return self.part == "writes"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPlan:
    """A region as it is stored; its members are those of the team who belong to it."""

    id: RegionId
    name: str
    zone: str
    digest_minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamHead:
    """What an evening needs to know of a team: not who else is in it."""

    id: TeamId
    name: str
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAt(TeamHead):
    """And where it is."""

    tenant: TenantId
    place: PlaceId
    where: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(TeamAt):
    """One team, whole."""

    projects: tuple[Project, ...]
    plans: tuple[RegionPlan, ...]
    members: tuple[Member, ...]
    # Reckoned as they are asked for: nothing of a team changes.
    _peopled: Mapping[RegionId, Region] | None = field(default=None, init=False, repr=False, compare=False)

    def member(self, person: PersonId) -> Member | None:
        """That person's membership."""
        return next((one for one in self.members if one.person.id == person), None)

    def calendar(self, member: Member) -> Calendar:
        """A member's working calendar."""
        return member.person.calendar(self.policy.week)

    def region(self, region: RegionId) -> Region:
        """A region with its workers."""
        plan = next(one for one in self.plans if one.id == region)
        return self._region(plan)

    @property
    def regions(self) -> tuple[Region, ...]:
        """Every region that has members, in the order they were made."""
        everyone = (self._region(plan) for plan in self.plans)
        return tuple(region for region in everyone if region.members)

    def project(self, project: ProjectId) -> Project | None:
        """That project, if it is the team's."""
        return next((one for one in self.projects if one.id == project), None)

    def _region(self, plan: RegionPlan) -> Region:
        peopled = self._peopled
        if peopled is None:
            peopled = self._with_workers()
            object.__setattr__(self, "_peopled", peopled)
        return peopled[plan.id]

    def _with_workers(self) -> dict[RegionId, Region]:
        """Every region with its workers. Those who work alike share a calendar: it is asked once."""
        workers: dict[RegionId, list[Worker]] = {one.id: [] for one in self.plans}
        alike: dict[tuple[object, ...], Calendar] = {}
        for one in self.members:
            person = one.person
            key = (person.zone, person.week, id(person.days), person.holidays, id(person.company))
            calendar = alike.get(key) or alike.setdefault(key, self.calendar(one))
            if one.region in workers:
                workers[one.region].append(Worker(person=person.id, calendar=calendar))
        return {
            plan.id: Region(
                id=plan.id,
                name=plan.name,
                zone=plan.zone,
                digest_minute=plan.digest_minute,
                members=tuple(workers[plan.id]),
            )
            for plan in self.plans
        }
