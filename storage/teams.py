"""Teams, whole: members, projects, regions, policies."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    Text,
    and_,
    bindparam,
    case,
    delete,
    insert,
    null,
    select,
    type_coerce,
    update,
)

from bot.domain.identity import PersonId, Place, PlaceId, ProjectId, RegionId, TeamId, TenantId
from bot.domain.person import Person
from bot.domain.team import Member, Part, Policy, Project, RegionPlan, Team
from storage import people, team_texts
from storage.among import Of, among
from storage.newest import Newest
from storage.policies import policy_json, policy_of
from storage.tables import handoffs, members, places, projects, regions, teams, tenants
from storage.transaction import Tx

_MINE = Of(
    select(members.c.person_id, members.c.team_id).order_by(members.c.joined_at, members.c.team_id),
    members.c.person_id,
)
_IS_MEMBER = select(members.c.person_id).where(
    members.c.team_id == bindparam("team"), members.c.person_id == bindparam("person")
)
_POLICIES = Of(
    select(members.c.person_id, type_coerce(teams.c.policy, Text).label("policy"))
    .join(teams, teams.c.id == members.c.team_id)
    .order_by(members.c.joined_at.desc(), members.c.team_id.desc()),
    members.c.person_id,
)
_HEADS = (
    select(
        *(teams.c.id, teams.c.tenant_id, teams.c.place_id, teams.c.name, type_coerce(teams.c.policy, Text)),
        *(tenants.c.platform, tenants.c.external.label("tenant"), places.c.kind, places.c.external),
    )
    .join(places, places.c.id == teams.c.place_id)
    .join(tenants, tenants.c.id == teams.c.tenant_id)
    .where(among(teams.c.id, "ids"))
)
_PROJECTS = (
    select(projects.c.team_id, projects.c.id, projects.c.name, projects.c.page)
    .where(among(projects.c.team_id, "ids"))
    .order_by(projects.c.id)
)
_PLANS = (
    select(regions.c.team_id, regions.c.id, regions.c.name, regions.c.zone, regions.c.digest_minute)
    .where(among(regions.c.team_id, "ids"))
    .order_by(regions.c.id)
)
_MEMBERS = (
    select(
        *(members.c.team_id, members.c.person_id, members.c.part, members.c.region_id),
        *(members.c.steward, members.c.joined_at, members.c.welcomed_at),
    )
    .where(among(members.c.team_id, "ids"))
    .order_by(members.c.joined_at, members.c.person_id)
)

# Teams change seldom, and one of fifty takes longer to put together than to look up.
_newest = Newest[Team](128)

# Its row, and those of its projects, its regions, and its members with whom they are.
_Rows = tuple[
    tuple[Any, ...],
    tuple[tuple[Any, ...], ...],
    tuple[tuple[Any, ...], ...],
    tuple[tuple[tuple[Any, ...], tuple[Any, ...]], ...],
]


def get(tx: Tx, team: TeamId) -> Team | None:
    """One team."""
    return many(tx, [team]).get(team)


def at(tx: Tx, place: Place) -> Team | None:
    """The team of a channel."""
    same = and_(
        tenants.c.platform == place.platform,
        tenants.c.external == place.tenant,
        places.c.external == place.id,
    )
    joined = teams.join(places, places.c.id == teams.c.place_id).join(
        tenants, tenants.c.id == places.c.tenant_id
    )
    found = tx.value(select(teams.c.id).select_from(joined).where(same))
    return get(tx, TeamId(found)) if found is not None else None


def of_people(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, list[Team]]:
    """Each one's teams, the first joined first; people in none are left out."""
    rows = _MINE.all(tx, ids)
    whole = many(tx, {TeamId(row.team_id) for row in rows})
    found: dict[PersonId, list[Team]] = defaultdict(list)
    for row in rows:
        found[PersonId(row.person_id)].append(whole[TeamId(row.team_id)])
    return dict(found)


def is_member(tx: Tx, team: TeamId, person: PersonId) -> bool:
    """Whether they are in it. Loads nobody: it is asked of every letter."""
    return tx.value(_IS_MEMBER, team=team, person=person) is not None


def policies(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Policy]:
    """That of the first team each has joined; people in none are left out. Loads no members."""
    return {PersonId(row.person_id): policy_of(row.policy) for row in _POLICIES.all(tx, ids)}


def of_regions(tx: Tx, ids: Iterable[RegionId]) -> dict[RegionId, Team]:
    """The team of each region."""
    rows = tx.all(select(regions.c.id, regions.c.team_id).where(regions.c.id.in_(list(ids))))
    whole = many(tx, {TeamId(row.team_id) for row in rows})
    return {RegionId(row.id): whole[TeamId(row.team_id)] for row in rows}


def many(tx: Tx, ids: Iterable[TeamId]) -> dict[TeamId, Team]:
    """Several, by id, in six statements at most, however many they are."""
    wanted = list(ids)
    if not wanted:
        return {}
    if tx.dialect != "sqlite":
        return {
            one: _newest.get(one, rows, partial(_put_together, rows))
            for one, rows in _rows(tx, wanted).items()
        }
    texts = team_texts.of(tx, wanted)
    there = {one: _newest.known(one, text) for one, text in texts.items()}
    rows = _rows(tx, [one for one, team in there.items() if team is None])
    return {
        one: team or _newest.get(one, texts[one], partial(_put_together, rows[one]))
        for one, team in there.items()
    }


def channels(tx: Tx, tenant: TenantId) -> dict[TeamId, Place]:
    """Where the teams of a workspace are that have members. Loads no members."""
    joined = teams.join(places, places.c.id == teams.c.place_id).join(
        tenants, tenants.c.id == teams.c.tenant_id
    )
    columns = (
        teams.c.id,
        places.c.external,
        places.c.kind,
        tenants.c.platform,
        tenants.c.external.label("tenant"),
    )
    peopled = select(members.c.person_id).where(members.c.team_id == teams.c.id).exists()
    theirs = select(*columns).select_from(joined).where(teams.c.tenant_id == tenant, peopled)
    return {
        TeamId(row.id): Place(platform=row.platform, tenant=row.tenant, kind=row.kind, id=row.external)
        for row in tx.all(theirs.order_by(teams.c.id))
    }


def add(tx: Tx, *, tenant: TenantId, place: PlaceId, name: str, policy: Policy, now: datetime) -> TeamId:
    """Make a team without members, regions or projects."""
    row = {
        "tenant_id": tenant,
        "place_id": place,
        "name": name,
        "policy": policy_json(policy),
        "created_at": now,
    }
    return TeamId(int(tx.value(insert(teams).values(row).returning(teams.c.id))))


def rename(tx: Tx, team: TeamId, name: str) -> None:
    """Give a team another name."""
    tx.run(update(teams).where(teams.c.id == team).values(name=name))


def change_policy(tx: Tx, team: TeamId, policy: Policy) -> None:
    """Let a team run otherwise."""
    tx.run(update(teams).where(teams.c.id == team).values(policy=policy_json(policy)))


def add_project(tx: Tx, team: TeamId, *, name: str, page: str) -> ProjectId:
    """Make a project."""
    row = {"team_id": team, "name": name, "page": page or None}
    return ProjectId(int(tx.value(insert(projects).values(row).returning(projects.c.id))))


def change_project(tx: Tx, project: ProjectId, *, name: str, page: str) -> None:
    """Rename a project or give it another landing page, which nobody has confirmed yet."""
    same = projects.c.page == page
    kept = {
        "page_at": case((same, projects.c.page_at), else_=null()),
        "page_by_id": case((same, projects.c.page_by_id), else_=null()),
    }
    tx.run(update(projects).where(projects.c.id == project).values(name=name, page=page or None, **kept))


def drop_project(tx: Tx, project: ProjectId) -> bool:
    """Take a project away; False, and it stays, where hand-offs are filed under it."""
    filed = select(handoffs.c.id).where(handoffs.c.project_id == project).limit(1)
    if tx.one(filed) is not None:
        return False
    tx.run(delete(projects).where(projects.c.id == project))
    return True


def add_region(tx: Tx, team: TeamId, *, name: str, zone: str, digest_minute: int) -> RegionId:
    """Make a region."""
    row = {"team_id": team, "name": name, "zone": zone, "digest_minute": digest_minute}
    return RegionId(int(tx.value(insert(regions).values(row).returning(regions.c.id))))


def change_region(tx: Tx, region: RegionId, **columns: Any) -> None:
    """Set columns of a region: `name`, `zone`, `digest_minute`."""
    tx.run(update(regions).where(regions.c.id == region).values(**columns))


def add_member(
    tx: Tx, team: TeamId, person: PersonId, *, part: Part, region: RegionId, steward: bool, now: datetime
) -> None:
    """Make someone a member."""
    row = {
        "team_id": team,
        "person_id": person,
        "part": part,
        "steward": steward,
        "region_id": region,
        "joined_at": now,
    }
    tx.run(insert(members).values(row))


def change_member(tx: Tx, team: TeamId, person: PersonId, **columns: Any) -> None:
    """Set columns of a membership: `part`, `region_id`, `steward`, `welcomed_at`."""
    tx.run(update(members).where(_membership(team, person)).values(**columns))


def drop_member(tx: Tx, team: TeamId, person: PersonId) -> None:
    """End a membership."""
    tx.run(delete(members).where(_membership(team, person)))


def _membership(team: TeamId, person: PersonId) -> Any:
    return and_(members.c.team_id == team, members.c.person_id == person)


def _rows(tx: Tx, wanted: Sequence[TeamId]) -> dict[TeamId, _Rows]:
    """What each is put together from."""
    if not wanted:
        return {}
    of_each = [_by_team(tx.each(one, ids=wanted)) for one in (_PROJECTS, _PLANS, _MEMBERS)]
    there, plans, inside = of_each
    who = {row[0]: row for row in people.rows(tx, {row[0] for some in inside.values() for row in some})}
    heads = tx.each(_HEADS, ids=wanted)
    return {
        TeamId(row[0]): (
            row,
            tuple(there[row[0]]),
            tuple(plans[row[0]]),
            tuple((member, who[member[0]]) for member in inside[row[0]]),
        )
        for row in heads
    }


def _by_team(rows: Iterable[Sequence[Any]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for team, *row in rows:
        found[team].append(tuple(row))
    return found


def _put_together(rows: _Rows) -> Team:
    head, there, plans, inside = rows
    number, tenant, place, name, policy, platform, workspace, kind, external = head
    return Team(
        id=TeamId(number),
        tenant=TenantId(tenant),
        place=PlaceId(place),
        where=Place(platform=platform, tenant=workspace, kind=kind, id=external),
        name=name,
        policy=policy_of(policy),
        projects=tuple(Project(id=one, name=called, page=page or "") for one, called, page in there),
        plans=tuple(
            RegionPlan(id=one, name=called, zone=zone, digest_minute=minute)
            for one, called, zone, minute in plans
        ),
        members=tuple(_member(row, people.fact(who)) for row, who in inside),
    )


def _member(row: tuple[Any, ...], person: Person) -> Member:
    _, part, region, steward, joined_at, welcomed_at = row
    return Member(
        person=person,
        part=part,
        region=region,
        steward=steward,
        joined_at=joined_at,
        welcomed_at=welcomed_at,
    )
