"""What a change replaced is read as it was written, and it is undone once."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.change import Seat, Snapshot
from bot.domain.identity import ChangeId, PersonId, TenantId
from bot.domain.team import Policy, Project, RegionPlan
from bot.domain.workday import parse_week
from storage import changes, teams
from storage.changes import Change
from storage.store import Store
from storage.transaction import Tx
from tests.storage.work import NOW, Work, work

POLICY = Policy(lead=timedelta(minutes=20), week=parse_week("sun-thu 8-16"), read_back="off")


def written(there: Work) -> Snapshot:
    seat = Seat(
        person=there.author,
        part="receives",
        region=there.home,
        steward=True,
        joined_at=NOW,
        welcomed_at=None,
    )
    return Snapshot(
        name="Ünïcode & <co>",
        policy=POLICY,
        projects=(Project(id=there.project, name="Atlas", page="https://a.example.com"),),
        regions=(RegionPlan(id=there.home, name="Berlin", zone="Europe/Berlin", digest_minute=570),),
        seats=(seat, replace(seat, part="writes", steward=False, welcomed_at=NOW)),
    )


def kept(tx: Tx, tenant: TenantId, lena: PersonId) -> tuple[Snapshot, Change | None]:
    there = work(tx, tenant, lena)
    before = written(there)
    after = replace(before, name="Globe", policy=Policy())
    number = changes.add(tx, there.team, by=lena, before=before, after=after, now=NOW)
    return before, changes.get(tx, number)


async def test_it_comes_back_as_it_was(store: Store, tenant: TenantId, lena: PersonId) -> None:
    before, one = await store.transact(kept, tenant, lena)
    assert one is not None
    assert one.before == before
    assert one.after == replace(before, name="Globe", policy=Policy())
    assert (one.by, one.at, one.undone_at) == (lena, NOW, None)
    assert await store.read(changes.get, ChangeId(one.id + 1)) is None


async def test_it_is_undone_once(store: Store, tenant: TenantId, lena: PersonId) -> None:
    _, one = await store.transact(kept, tenant, lena)
    assert one is not None
    assert await store.transact(changes.undo, one.id, now=NOW)
    assert not await store.transact(changes.undo, one.id, now=NOW + timedelta(minutes=1))
    again = await store.read(changes.get, one.id)
    assert again is not None
    assert again.undone_at == NOW


async def test_a_project_goes_only_while_nothing_is_filed_under_it(
    store: Store, tenant: TenantId, lena: PersonId
) -> None:
    there = await store.transact(work, tenant, lena)
    empty = await store.transact(teams.add_project, there.team, name="Loans", page="")
    assert not await store.transact(teams.drop_project, there.project)
    assert await store.transact(teams.drop_project, empty)
    team = await store.read(teams.get, there.team)
    assert team is not None
    assert [one.id for one in team.projects] == [there.project]
