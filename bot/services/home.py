"""Which region of a team somebody belongs to: as planned, else as their days propose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.identity import PersonId, RegionId, TeamId, UserRef
from bot.domain.person import Person
from bot.domain.region import Worker, common_zone, fits, propose
from bot.domain.team import Member, Team
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
    worker = Worker(person=person.id, calendar=person.calendar(team.policy.week))
    there = [team.region(plan.id) for plan in team.plans]
    empty = [one for one in there if not one.members and one.zone == person.zone]
    fitting = empty or [one for one in there if one.members and fits(one, worker, at=now)]
    if fitting:
        same = next((one for one in fitting if one.zone == person.zone), fitting[0])
        return same.id
    (proposal,) = propose([worker], at=now)
    return teams.add_region(
        tx,
        team.id,
        name=free_name(proposal.name, [plan.name for plan in team.plans]),
        zone=proposal.zone,
        digest_minute=team.policy.digest_minute,
    )


def suits(team: Team, member: Member, *, now: datetime) -> bool:
    """Whether their day starts close enough to those of the others in their region."""
    home = team.region(member.region)
    others = tuple(one for one in home.members if one.person != member.person.id)
    worker = Worker(person=member.person.id, calendar=team.calendar(member))
    return not others or fits(replace(home, members=others), worker, at=now)


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
