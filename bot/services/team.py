"""A team is set up, joined, left: who takes part, in which region, and what they are told."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.identity import PersonId, Place, RegionId, TeamId, TenantRef, UserRef
from bot.domain.person import Person, Profile
from bot.domain.team import Member, Part, Policy, Team
from bot.messages import team as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.messages.letter import Letter
from bot.services import (
    change,
    decision_letters,
    evening,
    home,
    moving,
    note,
    pressing_waiting,
    project,
    prompt,
    region,
    request_letters,
    steward,
)
from bot.services import welcome as welcomes
from bot.services.border import crosses
from bot.services.plan import Home, Plan
from bot.services.posting import post, tenant_of
from storage import people, teams
from storage.transaction import Tx

__all__ = [
    "Home",
    "Plan",
    "drop",
    "join",
    "leave",
    "left_channel",
    "part_with",
    "set_up",
    "stop_writing",
]


def set_up(tx: Tx, plan: Plan, *, by: UserRef, welcome: bool = True, now: datetime) -> TeamId:
    """Make the channel's team, or bring it in line with the plan. Everyone new is welcomed, or told nothing.

    What changes in a team that is there is posted in its channel, and can be undone.
    Projects are added, and renamed in their place, but never taken away: see `project.agree`.
    by: who asked for it; taking part in it, they look after it where the plan names nobody.
    """
    before = teams.at(tx, plan.place)
    team = before.id if before else _make(tx, plan, now=now)
    if before is not None:
        _amend(tx, before, plan)
    project.agree(tx, team, before.projects if before else (), plan.projects)
    _take_parts(tx, team, plan, now=now)
    _name_stewards(tx, team, plan, by)
    home.follow(tx, _whole(tx, team))
    whole = _whole(tx, team)
    moving.empty_out(tx, whole, now=now)
    there = {member.person.id for member in before.members} if before else set()
    fresh = [one for one in whole.members if one.welcomed_at is None and one.person.id not in there]
    _meet(tx, whole, fresh, by, welcomed=welcome, now=now)
    _plan_all(tx, whole, now=now)
    note.plan_again(tx, before, whole, now=now)
    if welcome:
        _tell_channel(tx, before, whole, by, now=now)
    return team


def join(
    tx: Tx,
    profile: Profile,
    *,
    place: Place | None = None,
    team: TeamId | None = None,
    part: Part,
    now: datetime,
) -> Answer:
    """Take part in a team, named by a button or by its channel; a member changes how they do."""
    there = _named(tx, team, place)
    if there is None or crosses(profile.user, there):
        return Tell(document=messages.no_team_here(locale=profile.locale))
    if not profile.eligible:
        return Tell(document=messages.not_eligible(locale=profile.locale))
    (person,) = people.keep(tx, [profile], now=now)
    if _take_part(tx, there, person, part, now=now):
        stop_writing(tx, [person.id], now=now)
    teams.change_member(tx, there.id, person.id, welcomed_at=now)
    welcomes.forget(tx, there.id, person.id)
    whole = _whole(tx, there.id)
    moving.empty_out(tx, whole, now=now)
    _plan_all(tx, whole, now=now)
    note.plan_again(tx, there, whole, now=now)
    member = whole.member(person.id)
    assert member is not None, "they have just joined"
    return Tell(
        document=messages.joined(
            name=whole.name,
            region=whole.region(member.region).name,
            prompt_at=prompt.next_due(tx, person.id) if member.writes else None,
            zone=person.zone,
            orphan=steward.has_none(whole),
            team=whole.id,
            locale=person.locale,
        )
    )


def leave(tx: Tx, by: UserRef, *, team: TeamId | None, place: Place | None, now: datetime) -> Answer:
    """Leave a team, named by a button or by its channel. Steps in hand go back to where they waited."""
    whole = _named(tx, team, place)
    person = people.by_ref(tx, by)
    if whole is None or crosses(by, whole):
        return Tell(document=messages.no_team_here(locale=""))
    if person is None or whole.member(person.id) is None:
        return Tell(document=messages.not_in(locale=""))
    drop(tx, whole, person.id, now=now)
    after = _whole(tx, whole.id)
    last = steward.has_none(after) and not steward.has_none(whole)
    return Tell(document=messages.left(name=whole.name, last_steward=last, locale=person.locale))


def left_channel(tx: Tx, user: UserRef, *, place: Place, now: datetime) -> Answer:
    """Leaving the channel leaves the team, and what is asked and decided there."""
    team = teams.at(tx, place)
    person = people.by_ref(tx, user)
    if person is None:
        return Nothing()
    decision_letters.left_place(tx, person.id, place, now=now)
    if team is not None and team.member(person.id) is not None:
        drop(tx, team, person.id, now=now)
    else:
        request_letters.left_place(tx, person.id, place, now=now)
        pressing_waiting.left_place(tx, person.id, place)
    return Nothing()


def drop(tx: Tx, team: Team, person: PersonId, *, now: datetime) -> None:
    """End a membership; the channel is told where nobody is left to look after the relay."""
    part_with(tx, team, [person], now=now)
    whole = _whole(tx, team.id)
    moving.empty_out(tx, whole, now=now)
    region.plan(tx, whole, now=now)
    steward.tell_if_orphaned(tx, team, whole, now=now)


def part_with(tx: Tx, team: Team, ids: Sequence[PersonId], *, now: datetime) -> None:
    """What they held waits again where it waited before; the team is not yet arranged anew without them."""
    for person in ids:
        _take_out(tx, team, person, now=now)
    stop_writing(tx, ids, now=now)


def stop_writing(tx: Tx, ids: Sequence[PersonId], *, now: datetime) -> None:
    """They write for one team less, or one more: their evenings follow."""
    prompt.plan(tx, ids, not_before=now)
    for person in ids:
        evening.left(tx, person, now=now)


def _take_out(tx: Tx, team: Team, person: PersonId, *, now: datetime) -> None:
    moving.let_go(tx, team, person, now=now)
    teams.drop_member(tx, team.id, person)
    note.call_back(tx, person, now=now)
    someone = team.member(person)
    request_letters.left_place(tx, person, team.where, now=now)
    pressing_waiting.left_place(tx, person, team.where)
    if someone is not None:
        request_letters.left(tx, someone.person, now=now)
        decision_letters.left(tx, someone.person, now=now)
    welcomes.forget(tx, team.id, person)


def _named(tx: Tx, team: TeamId | None, place: Place | None) -> Team | None:
    return teams.get(tx, team) if team is not None else teams.at(tx, place) if place else None


def _make(tx: Tx, plan: Plan, *, now: datetime) -> TeamId:
    tenant = people.tenant(tx, TenantRef(platform=plan.place.platform, id=plan.place.tenant))
    place = people.place(tx, plan.place)
    policy = plan.policy or Policy()
    return teams.add(tx, tenant=tenant, place=place, name=plan.name, policy=policy, now=now)


def _amend(tx: Tx, team: Team, plan: Plan) -> None:
    teams.rename(tx, team.id, plan.name)
    if plan.policy is not None:
        teams.change_policy(tx, team.id, plan.policy)


def _take_parts(tx: Tx, team: TeamId, plan: Plan, *, now: datetime) -> None:
    """Those picked take part; those no longer picked leave."""
    wanted: list[tuple[Part, Person]] = []
    wanted += [("writes", person) for person in people.keep(tx, plan.writes, now=now)]
    wanted += [("receives", person) for person in people.keep(tx, plan.receives, now=now)]
    before = _whole(tx, team)
    staying = {person.id for _, person in wanted}
    others = [one.person for one in before.members if one.person.id not in staying]
    leaving = [one.id for one in others if plan.lets_go(one.user)]
    for gone in leaving:
        _take_out(tx, before, gone, now=now)
    homes = _homes(tx, before, plan, [person for _, person in wanted], now=now)
    changed = [
        person.id
        for part, person in wanted
        if _take_part(tx, before, person, part, home_id=homes.get(person.id), now=now)
    ]
    stop_writing(tx, [*leaving, *changed], now=now)
    for member in _whole(tx, team).members:
        region_id = homes.get(member.person.id)
        if region_id is not None and member.region != region_id:
            teams.change_member(tx, team, member.person.id, region_id=region_id)


def _homes(
    tx: Tx, before: Team, plan: Plan, wanted: list[Person], *, now: datetime
) -> dict[PersonId, RegionId]:
    """The region of everyone whom the plan, or the lack of any region, gives one."""
    if plan.homes is not None:
        laid_out = home.laid_out(tx, before.id, plan.homes)
        everyone = {one.user: one.id for one in (*(each.person for each in before.members), *wanted)}
        return {everyone[user]: region for user, region in laid_out.items() if user in everyone}
    return {} if before.plans else home.found(tx, before, wanted, now=now)


def _take_part(
    tx: Tx, before: Team, person: Person, part: Part, *, home_id: RegionId | None = None, now: datetime
) -> bool:
    """Whether they took part otherwise. `before`: the team as it was before anyone came."""
    there = before.member(person.id)
    if there is None:
        where = home_id or home.region_for(tx, _whole(tx, before.id), person, now=now)
        teams.add_member(tx, before.id, person.id, part=part, region=where, steward=False, now=now)
        return False
    if there.part != part:
        teams.change_member(tx, before.id, person.id, part=part)
    return there.part != part


def _name_stewards(tx: Tx, team: TeamId, plan: Plan, by: UserRef) -> None:
    """Whom the plan names; without that, who asked for it, where nobody looks after it yet."""
    whole = _whole(tx, team)
    wanted = plan.stewards
    if wanted is None:
        there = {one.person.user for one in whole.members if one.steward}
        wanted = frozenset(there or {by})
    for member in whole.members:
        if member.steward != (member.person.user in wanted):
            teams.change_member(tx, team, member.person.id, steward=not member.steward)


def _plan_all(tx: Tx, team: Team, *, now: datetime) -> None:
    prompt.plan(tx, [member.person.id for member in team.members], not_before=now)
    region.plan(tx, team, now=now)


def _meet(tx: Tx, team: Team, fresh: list[Member], by: UserRef, *, welcomed: bool, now: datetime) -> None:
    if welcomed:
        inviter = people.by_ref(tx, by)
        welcomes.plan_all(tx, team, fresh, by=inviter.name if inviter else "A colleague", now=now)
        return
    for member in fresh:
        teams.change_member(tx, team.id, member.person.id, welcomed_at=now)


def _tell_channel(tx: Tx, before: Team | None, team: Team, by: UserRef, *, now: datetime) -> None:
    """A new relay is announced; of one that is there the channel is told what changed."""
    person = people.by_ref(tx, by)
    if before is None:
        _announce(tx, team, person.name if person else "Someone", now=now)
        return
    if person is not None:
        change.record(tx, before, by=person, now=now)
    steward.tell_if_orphaned(tx, before, team, now=now)


def _announce(tx: Tx, team: Team, by: str, *, now: datetime) -> None:
    lines = [
        messages.RegionLine(
            name=one.name,
            digest=messages.clock(one.digest_minute),
            people=tuple(member.person.name for member in team.members if member.region == one.id),
        )
        for one in team.regions
    ]
    stewards = [member.person.name for member in team.members if member.steward]
    document = messages.announced(
        team=team.id, name=team.name, by=by, regions=lines, stewards=stewards, locale=""
    )
    key = f"announcement/{team.id}/{int(now.timestamp() * 1000)}"
    letter = Letter(key=key, tenant=tenant_of(team.where), to=team.where, document=document)
    post(tx, letter, tenant=team.tenant, now=now)


def _whole(tx: Tx, team: TeamId) -> Team:
    whole = teams.get(tx, team)
    assert whole is not None, "the team was made or found in this transaction"
    return whole
