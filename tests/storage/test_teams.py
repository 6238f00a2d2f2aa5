"""Teams, whole: what is put on the shelf is what comes back, many in a few statements."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Table, event, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.identity import PersonId, Place, TeamId, TenantId, UserRef
from bot.domain.person import Profile
from bot.domain.team import Policy, Project, RegionPlan, TeamHead
from bot.domain.workday import parse_week
from storage import people, tables, teams, writing
from storage.alike import alike
from storage.store import Store
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, tzinfo=UTC)
CHANNEL = Place(platform="slack", tenant="T1", kind="private", id="C1")
CHANGES: Sequence[tuple[Table, str, object]] = (
    (tables.teams, "policy", {}),
    (tables.places, "kind", "public"),
    (tables.tenants, "external", "T9"),
    (tables.tenants, "company_days", '{"2026-12-24": "Christmas Eve"}'),
    (tables.projects, "page", "https://pages.example.com/new"),
    (tables.regions, "digest_minute", 600),
    (tables.members, "steward", False),
    (tables.members, "welcomed_at", NOW),
    (tables.people, "external", "U9"),
    (tables.people, "name", 'Lena " Ö'),
    (tables.people, "week", "mon-thu 9-17"),
    (tables.people, "promise", 3600),
    (tables.people, "eligible", False),
)
POLICY = Policy(lead=timedelta(minutes=20), week=parse_week("sun-thu 8-16"))


def made(tx: Tx, tenant: TenantId, lena: PersonId, *, channel: Place = CHANNEL) -> TeamId:
    place = people.place(tx, channel)
    team = teams.add(tx, tenant=tenant, place=place, name="Atlas", policy=POLICY, now=NOW)
    teams.add_project(tx, team, name="Vouchers", page="https://pages.example.com")
    home = teams.add_region(tx, team, name="Berlin", zone="Europe/Berlin", digest_minute=510)
    teams.add_member(tx, team, lena, part="writes", region=home, steward=True, now=NOW)
    return team


async def test_a_team_comes_back_whole(store: Store, tenant: TenantId, lena: PersonId) -> None:
    number = await store.transact(made, tenant, lena)
    team = await store.read(teams.get, number)
    assert team is not None
    assert team == await store.read(teams.at, CHANNEL)
    assert (team.name, team.where, team.policy) == ("Atlas", CHANNEL, POLICY)
    assert team.projects == (
        Project(id=team.projects[0].id, name="Vouchers", page="https://pages.example.com"),
    )
    berlin = team.plans[0].id
    assert team.plans == (RegionPlan(id=berlin, name="Berlin", zone="Europe/Berlin", digest_minute=510),)
    [member] = team.members
    assert (member.person.id, member.part, member.region, member.steward) == (lena, "writes", berlin, True)
    assert await store.read(teams.of_people, [lena, PersonId(99)]) == {lena: [team]}
    assert await store.read(teams.of_regions, [berlin]) == {berlin: team}


async def test_a_team_is_put_together_once_for_as_long_as_nothing_of_it_changes(
    store: Store, tenant: TenantId, lena: PersonId
) -> None:
    number = await store.transact(made, tenant, lena)
    first = await store.read(teams.get, number)
    assert await store.read(teams.get, number) is first
    await store.transact(people.set_zone, lena, "Asia/Tokyo", "hand", now=NOW)
    moved = await store.read(teams.get, number)
    assert moved is not None
    assert moved.members[0].person.zone == "Asia/Tokyo"
    await store.transact(teams.rename, number, "Borealis")
    renamed = await store.read(teams.get, number)
    assert renamed is not None
    assert (renamed.name, renamed.members) == ("Borealis", moved.members)


async def test_membership_and_the_first_teams_policy_are_told_without_loading_anyone(
    store: Store, tenant: TenantId, lena: PersonId
) -> None:
    number = await store.transact(made, tenant, lena)
    later = await store.transact(_join_another, tenant, lena)
    assert await store.read(teams.is_member, number, lena)
    assert not await store.read(teams.is_member, number, PersonId(99))
    assert not await store.read(teams.is_member, TeamId(later + 1), lena)
    assert await store.read(teams.policies, [lena, PersonId(99)]) == {lena: POLICY}


def _join_another(tx: Tx, tenant: TenantId, lena: PersonId) -> TeamId:
    place = people.place(tx, Place(platform="slack", tenant="T1", kind="public", id="C2"))
    team = teams.add(tx, tenant=tenant, place=place, name="Borealis", policy=Policy(), now=NOW)
    home = teams.add_region(tx, team, name="Berlin", zone="Europe/Berlin", digest_minute=540)
    joined_at = NOW + timedelta(days=1)
    teams.add_member(tx, team, lena, part="writes", region=home, steward=True, now=joined_at)
    return team


async def test_whom_somebody_writes_for_is_told_without_loading_anyone(
    store: Store, tenant: TenantId, lena: PersonId
) -> None:
    one = await store.transact(made, tenant, lena)
    other = await store.transact(_join_another, tenant, lena)
    atlas, borealis = (TeamHead(id=one, name="Atlas", policy=POLICY), TeamHead(id=other, name="Borealis"))
    await store.transact(lambda tx: teams.change_member(tx, other, lena, welcomed_at=NOW))
    found = await store.read(writing.written_for, [lena, PersonId(99)])
    assert found == {lena: [(atlas, False), (borealis, True)]}
    assert await store.read(writing.of_one, lena) == found[lena]
    assert await store.read(writing.of_one, PersonId(99)) == []
    await store.transact(lambda tx: teams.change_member(tx, one, lena, part="receives"))
    assert await store.read(writing.written_for, [lena]) == {lena: [(borealis, True)]}


async def test_who_is_in_the_same_teams_is_told_so(store: Store, tenant: TenantId, lena: PersonId) -> None:
    one = await store.transact(made, tenant, lena)
    later = await store.transact(_join_another, tenant, lena)
    sam = await store.transact(_joins_both, tenant, one, later)
    both = await store.read(alike, [sam, lena, PersonId(99)])
    assert both.keys() == {lena, sam}
    (named, theirs), (_, lenas) = both[sam], both[lena]
    assert named == (sam, tenant, UserRef(platform="slack", tenant="T1", id="U2"))
    assert [team.name for team, _ in lenas.teams] == ["Atlas", "Borealis"], "the first joined first"
    assert [team.name for team, _ in theirs.teams] == ["Borealis", "Atlas"]
    assert lenas.hours == theirs.hours
    await store.transact(_moves_and_leaves, sam, one, later)
    both = await store.read(alike, [sam, lena])
    (_, theirs), (_, lenas) = both[sam], both[lena]
    assert lenas.hours != theirs.hours
    assert [team.name for team, _ in theirs.teams] == ["Borealis"]


async def test_who_is_alike_in_all_has_it_in_common(store: Store, tenant: TenantId, lena: PersonId) -> None:
    one = await store.transact(made, tenant, lena)
    later = await store.transact(_join_another, tenant, lena)
    sam = await store.transact(_joins_both, tenant, later, one)
    both = await store.read(alike, [sam, lena])
    assert both[sam][1] is both[lena][1]


def _moves_and_leaves(tx: Tx, person: PersonId, one: TeamId, other: TeamId) -> None:
    people.set_zone(tx, person, "Asia/Tokyo", "hand", now=NOW)
    teams.change_member(tx, one, person, part="receives")


def _joins_both(tx: Tx, tenant: TenantId, one: TeamId, later: TeamId) -> PersonId:
    [lena] = people.of_tenant(tx, tenant)
    known = people.get(tx, lena)
    assert known is not None
    user = UserRef(platform="slack", tenant="T1", id="U2")
    profile = Profile(user=user, name="Sam", zone=known.zone, locale=known.locale, eligible=True)
    [sam] = people.keep(tx, [profile], now=NOW)
    for number, team in enumerate((later, one)):
        [home, *_] = tx.all(select(tables.regions.c.id).where(tables.regions.c.team_id == team))
        when = NOW + timedelta(days=number)
        teams.add_member(tx, team, sam.id, part="writes", region=home.id, steward=False, now=when)
    return sam.id


async def test_changes_are_seen(store: Store, tenant: TenantId, lena: PersonId) -> None:
    number = await store.transact(made, tenant, lena)

    def change(tx: Tx) -> None:
        team = teams.get(tx, number)
        assert team is not None
        teams.rename(tx, number, "Atlas 2")
        teams.change_project(tx, team.projects[0].id, name="Cards", page="")
        teams.change_region(tx, team.plans[0].id, zone="Europe/Paris")
        teams.change_member(tx, number, lena, part="receives", welcomed_at=NOW)

    await store.transact(change)
    team = await store.read(teams.get, number)
    assert team is not None
    assert (team.name, team.projects[0].name, team.projects[0].page) == ("Atlas 2", "Cards", "")
    assert (team.plans[0].zone, team.members[0].part) == ("Europe/Paris", "receives")
    assert team.members[0].welcomed_at == NOW
    await store.transact(teams.drop_member, number, lena)
    assert (await store.read(teams.get, number)).members == ()  # type: ignore[union-attr]
    assert await store.read(teams.of_people, [lena]) == {}


async def test_of_whatever_a_team_is_made_it_is_seen_when_it_changes(
    store: Store, tenant: TenantId, lena: PersonId
) -> None:
    def changed(tx: Tx) -> None:
        number = made(tx, tenant, lena)
        before = teams.get(tx, number)
        for table, name, value in CHANGES:
            tx.run(update(table).values({name: value}))
            after = teams.get(tx, number)
            assert after != before, name
            assert teams.get(tx, number) is after
            before = after

    await store.transact(changed)


async def test_a_channel_has_one_team(store: Store, tenant: TenantId, lena: PersonId) -> None:
    await store.transact(made, tenant, lena)
    with pytest.raises(IntegrityError):
        await store.transact(made, tenant, lena)
    elsewhere = Place(platform="slack", tenant="T2", kind="public", id="C1")
    assert await store.read(teams.at, elsewhere) is None
    assert await store.read(teams.get, TeamId(99)) is None


async def test_many_take_as_few_statements_as_one(store: Store, tenant: TenantId, lena: PersonId) -> None:
    def count(tx: Tx, ids: list[TeamId]) -> int:
        ran: list[str] = []
        event.listen(tx.connection, "before_cursor_execute", lambda *args: ran.append(args[2]))
        assert set(teams.many(tx, ids)) == set(ids)
        return len(ran)

    channels = [Place(platform="slack", tenant="T1", kind="public", id=f"C{one}") for one in range(20)]
    ids = [await store.transact(made, tenant, lena, channel=one) for one in channels]
    assert await store.read(count, ids[:1]) == await store.read(count, ids)
    assert await store.read(teams.many, []) == {}
