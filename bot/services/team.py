"""A team is set up, joined, left: who takes part, in which region, and what they are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.identity import PersonId, Place, RegionId, TeamId, TenantRef, UserRef
from bot.domain.person import Person, Profile
from bot.domain.region import Worker, fits, propose
from bot.domain.team import Member, Part, Policy, Team
from bot.messages import team as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.messages.letter import Letter
from bot.services import evening, moving, project, prompt, region
from bot.services import welcome as welcomes
from bot.services.posting import post, tenant_of
from bot.services.project import ProjectPlan
from storage import people, teams
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A team as someone wants it. `writes` and `receives` are profiles of members of the channel.

    projects: at least one, each with a name of its own; the first is the one that forms propose.
    leavers: who may leave for not being among those who take part; None: whoever is not.
    Raises ValueError for no project, and for two of one name.
    """

    place: Place
    name: str
    projects: tuple[ProjectPlan, ...]
    writes: tuple[Profile, ...]
    receives: tuple[Profile, ...]
    leavers: frozenset[UserRef] | None = None
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        if not self.projects or not all(one.key for one in self.projects):
            raise ValueError("A team has at least one project, and each has a name.")
        if same := project.twice(self.projects):
            raise ValueError(f"Two projects are called {same}.")

    def lets_go(self, user: UserRef) -> bool:
        """Whether somebody who was not picked leaves."""
        return self.leavers is None or user in self.leavers


def set_up(tx: Tx, plan: Plan, *, by: UserRef, welcome: bool = True, now: datetime) -> TeamId:
    """Make the channel's team, or bring it in line with the plan. Everyone new is welcomed, or told nothing.

    Projects are added, and renamed in their place, but never taken away: see `project.agree`.
    by: who asked for it; taking part in it, they look after it.
    """
    team = teams.at(tx, plan.place)
    team_id = team.id if team else _make(tx, plan, now=now)
    if team is not None:
        teams.rename(tx, team.id, plan.name)
    project.agree(tx, team_id, team.projects if team else (), plan.projects)
    _take_parts(tx, team_id, plan, now=now)
    _name_steward(tx, team_id, by)
    whole = _whole(tx, team_id)
    for member in whole.members:
        if member.welcomed_at is None:
            _meet(tx, whole, member, by, welcomed=welcome, now=now)
    _plan_all(tx, whole, now=now)
    if welcome and (team is None or _taking_part(team) != _taking_part(whole)):
        _announce(tx, whole, by, changed=team is not None, now=now)
    return team_id


def join(tx: Tx, profile: Profile, *, place: Place, part: Part, now: datetime) -> Answer:
    """Take part in the team of a channel; a member changes how they do."""
    team = teams.at(tx, place)
    if team is None:
        return Tell(document=messages.no_team_here(locale=profile.locale))
    if not profile.eligible:
        return Tell(document=messages.not_eligible(locale=profile.locale))
    (person,) = people.keep(tx, [profile], now=now)
    _take_part(tx, team.id, person, part, now=now)
    teams.change_member(tx, team.id, person.id, welcomed_at=now)
    whole = _whole(tx, team.id)
    _plan_all(tx, whole, now=now)
    member = whole.member(person.id)
    assert member is not None, "they have just joined"
    return Tell(
        document=messages.joined(
            name=whole.name,
            region=whole.region(member.region).name,
            prompt_at=prompt.next_due(tx, person.id),
            zone=person.zone,
            locale=person.locale,
        )
    )


def leave(tx: Tx, by: UserRef, *, team: TeamId | None, place: Place | None, now: datetime) -> Answer:
    """Leave a team, named by a button or by its channel. Steps in hand go back to where they waited."""
    whole = teams.get(tx, team) if team is not None else teams.at(tx, place) if place else None
    person = people.by_ref(tx, by)
    if whole is None:
        return Tell(document=messages.no_team_here(locale=""))
    if person is None or whole.member(person.id) is None:
        return Tell(document=messages.not_in(locale=""))
    drop(tx, whole, person.id, now=now)
    return Tell(document=messages.left(name=whole.name, locale=person.locale))


def left_channel(tx: Tx, user: UserRef, *, place: Place, now: datetime) -> Answer:
    """Leaving the channel leaves the team."""
    team = teams.at(tx, place)
    person = people.by_ref(tx, user)
    if team is not None and person is not None and team.member(person.id) is not None:
        drop(tx, team, person.id, now=now)
    return Nothing()


def drop(tx: Tx, team: Team, person: PersonId, *, now: datetime) -> None:
    """End a membership; what they held waits again where it waited before, or where somebody still is."""
    moving.let_go(tx, team, person, now=now)
    teams.drop_member(tx, team.id, person)
    welcomes.forget(tx, team.id, person)
    _stop_writing(tx, person, now=now)
    whole = _whole(tx, team.id)
    moving.empty_out(tx, whole, now=now)
    region.plan(tx, whole, now=now)


def _make(tx: Tx, plan: Plan, *, now: datetime) -> TeamId:
    tenant = people.tenant(tx, TenantRef(platform=plan.place.platform, id=plan.place.tenant))
    place = people.place(tx, plan.place)
    return teams.add(tx, tenant=tenant, place=place, name=plan.name, policy=plan.policy, now=now)


def _take_parts(tx: Tx, team: TeamId, plan: Plan, *, now: datetime) -> None:
    """Those picked take part; those no longer picked leave."""
    wanted: list[tuple[Part, Person]] = []
    wanted += [("writes", person) for person in people.keep(tx, plan.writes, now=now)]
    wanted += [("receives", person) for person in people.keep(tx, plan.receives, now=now)]
    before = _whole(tx, team)
    staying = {person.id for _, person in wanted}
    for member in before.members:
        if member.person.id not in staying and plan.lets_go(member.person.user):
            drop(tx, before, member.person.id, now=now)
    homes = {} if before.plans else _found_regions(tx, before, [person for _, person in wanted], now=now)
    for part, person in wanted:
        _take_part(tx, team, person, part, home=homes.get(person.id), now=now)


def _found_regions(
    tx: Tx, team: Team, everyone: Sequence[Person], *, now: datetime
) -> dict[PersonId, RegionId]:
    """The first regions follow from the members' days; returns who belongs to which."""
    workers = [Worker(person=one.id, calendar=one.calendar(team.policy.week)) for one in everyone]
    homes: dict[PersonId, RegionId] = {}
    for proposal in propose(workers, at=now):
        minute = team.policy.digest_minute
        made = teams.add_region(tx, team.id, name=proposal.name, zone=proposal.zone, digest_minute=minute)
        homes |= dict.fromkeys(proposal.members, made)
    return homes


def _take_part(
    tx: Tx, team: TeamId, person: Person, part: Part, *, home: RegionId | None = None, now: datetime
) -> None:
    whole = _whole(tx, team)
    there = whole.member(person.id)
    if there is not None:
        teams.change_member(tx, team, person.id, part=part)
        if there.part != part:
            _stop_writing(tx, person.id, now=now)
        return
    home = home or _region_for(tx, whole, person, now=now)
    teams.add_member(tx, team, person.id, part=part, region=home, steward=False, now=now)


def _region_for(tx: Tx, team: Team, person: Person, *, now: datetime) -> RegionId:
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
        name=_free_name(proposal.name, [plan.name for plan in team.plans]),
        zone=proposal.zone,
        digest_minute=team.policy.digest_minute,
    )


def _free_name(name: str, taken: Iterable[str]) -> str:
    names = set(taken)
    number = 2
    free = name
    while free in names:
        free = f"{name} {number}"
        number += 1
    return free


def _name_steward(tx: Tx, team: TeamId, by: UserRef) -> None:
    person = people.by_ref(tx, by)
    whole = _whole(tx, team)
    if (
        person is not None
        and whole.member(person.id) is not None
        and not any(m.steward for m in whole.members)
    ):
        teams.change_member(tx, team, person.id, steward=True)


def _plan_all(tx: Tx, team: Team, *, now: datetime) -> None:
    prompt.plan(tx, [member.person.id for member in team.members], not_before=now)
    region.plan(tx, team, now=now)


def _meet(tx: Tx, team: Team, member: Member, by: UserRef, *, welcomed: bool, now: datetime) -> None:
    if welcomed:
        inviter = people.by_ref(tx, by)
        welcomes.plan(tx, team, member, by=inviter.name if inviter else "A colleague", now=now)
    else:
        teams.change_member(tx, team.id, member.person.id, welcomed_at=now)


def _stop_writing(tx: Tx, person: PersonId, *, now: datetime) -> None:
    prompt.plan(tx, [person], not_before=now)
    evening.left(tx, person, now=now)


def _announce(tx: Tx, team: Team, by: UserRef, *, changed: bool, now: datetime) -> None:
    inviter = people.by_ref(tx, by)
    lines = [
        messages.RegionLine(
            name=one.name,
            digest=messages.clock(one.digest_minute),
            people=tuple(member.person.name for member in team.members if member.region == one.id),
        )
        for one in team.regions
    ]
    document = messages.announced(
        team=team.id,
        name=team.name,
        by=inviter.name if inviter else "Someone",
        regions=lines,
        changed=changed,
        locale="",
    )
    key = f"announcement/{team.id}/{int(now.timestamp() * 1000)}"
    letter = Letter(key=key, tenant=tenant_of(team.where), to=team.where, document=document)
    post(tx, letter, tenant=team.tenant, now=now)


def _taking_part(team: Team) -> object:
    """What an announcement tells."""
    return team.name, team.projects, {(one.person.id, one.part) for one in team.members}


def _whole(tx: Tx, team: TeamId) -> Team:
    whole = teams.get(tx, team)
    assert whole is not None, "the team was made or found in this transaction"
    return whole
