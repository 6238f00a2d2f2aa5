"""Which region of a team somebody belongs to: as planned, else as their days propose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.identity import PersonId, RegionId, TeamId, UserRef
from bot.domain.person import Person
from bot.domain.region import Region, Worker, city, common_zone, fits, propose
from bot.domain.team import Member, RegionPlan, Team
from bot.domain.workday import Calendar
from bot.services.plan import Home
from storage import teams
from storage.transaction import Tx


def found(tx: Tx, team: Team, everyone: Sequence[Person], *, now: datetime) -> dict[PersonId, RegionId]:
    """The first regions of a team follow from its members' days; returns who belongs to which."""
    workers = [Worker(person=one.id, calendar=one.calendar(team.policy.week)) for one in everyone]
    homes: dict[PersonId, RegionId] = {}
    for proposal in propose(workers, at=now):
        minute = team.policy.digest_minute
        made = teams.add_region(tx, team.id, name=proposal.name, zone=proposal.zone, digest_minute=minute)
        homes |= dict.fromkeys(proposal.members, made)
    return homes


def laid_out(tx: Tx, team: TeamId, homes: Iterable[Home]) -> dict[UserRef, RegionId]:
    """Make the planned regions, and bring those that are there in line; returns who belongs to which."""
    found: dict[UserRef, RegionId] = {}
    for home in homes:
        region = home.id
        if region is None:
            region = teams.add_region(
                tx, team, name=home.name, zone=home.zone, digest_minute=home.digest_minute
            )
        else:
            teams.change_region(tx, region, name=home.name, digest_minute=home.digest_minute)
        found |= dict.fromkeys(home.users, region)
    return found


def region_for(tx: Tx, team: Team, person: Person, *, now: datetime) -> RegionId:
    """The region whose days start when theirs does, the nearest of several; else a new one."""
    there = fitting(team, person, now=now)
    return there.id if there is not None else new_region(tx, team, person)


def fitting(
    team: Team, person: Person, *, besides: RegionId | None = None, now: datetime
) -> RegionPlan | None:
    """The region whose days start when theirs does, of several that of their zone; none: a new one would.

    besides: one that is left out, theirs.
    """
    worker = Worker(person=person.id, calendar=_settled(person, team))
    there = {plan.id: settled(team, plan.id) for plan in team.plans if plan.id != besides}
    empty = [one for one in there.values() if not one.members and one.zone == person.zone]
    found = empty or [one for one in there.values() if one.members and fits(one, worker, at=now)]
    same = [one for one in found if one.zone == person.zone]
    nearest = next(iter([*same, *found]), None)
    return next((plan for plan in team.plans if nearest is not None and plan.id == nearest.id), None)


def new_region(tx: Tx, team: Team, person: Person) -> RegionId:
    """One for them, named after their city."""
    return teams.add_region(
        tx,
        team.id,
        name=new_name(team, person),
        zone=person.settled_in,
        digest_minute=team.policy.digest_minute,
    )


def new_name(team: Team, person: Person) -> str:
    """What a new region for them is called."""
    return free_name(city(person.settled_in), [plan.name for plan in team.plans])


def settled(team: Team, region: RegionId) -> Region:
    """The region with everyone's days as they are at home: who is on a visit is counted there."""
    workers = tuple(
        Worker(person=one.person.id, calendar=_settled(one.person, team))
        for one in team.members
        if one.region == region
    )
    return replace(team.region(region), members=workers)


def suits(team: Team, member: Member, *, now: datetime) -> bool:
    """Whether their day starts close enough to those of the others in their region."""
    home = settled(team, member.region)
    others = tuple(one for one in home.members if one.person != member.person.id)
    worker = Worker(person=member.person.id, calendar=_settled(member.person, team))
    return not others or fits(replace(home, members=others), worker, at=now)


def _settled(person: Person, team: Team) -> Calendar:
    return replace(person.calendar(team.policy.week), zone=person.settled_in)


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where it is taken."""
    names = set(taken)
    number = 2
    free = name
    while free in names:
        free = f"{name} {number}"
        number += 1
    return free


def follow(tx: Tx, team: Team) -> None:
    """A region's zone is its members' most common one."""
    for one in team.regions:
        zone = common_zone(one)
        if zone != one.zone:
            teams.change_region(tx, one.id, zone=zone)
