"""What has not been sent is listed by how it stands; a dead letter waits again, or never will."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text, update

from bot.domain.identity import TenantId
from storage import outbox, unsent
from storage.outbox_row import OutboxRow
from storage.store import Store
from storage.tables import outbox as table
from storage.transaction import Tx
from storage.unsent import Unsent
from tests.storage.letter import ELSEWHERE, LENA, edit, letter

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def four(tx: Tx, tenant: TenantId) -> None:
    """`waits` waits, `sent` was sent, `first` and `second` are dead."""
    for key in ("first", "waits", "second", "sent"):
        one = letter(key, to=LENA if key == "waits" else ELSEWHERE)
        outbox.put(tx, one, tenant=tenant, now=NOW)
    for key, state in (("first", "dead"), ("second", "dead"), ("sent", "sent")):
        over = {"state": state, "why": "no", "attempts": 11, "settled_at": NOW, "uncertain": True}
        tx.run(update(table).where(table.c.key == key).values(over))


async def found(store: Store, key: str) -> Unsent:
    every = await store.read(unsent.get, range(1, 9))
    return next(one for one in every.values() if one.key == key)


def claimed(tx: Tx, tenant: TenantId, *, now: datetime) -> list[OutboxRow]:
    until = now + timedelta(minutes=5)
    outbox.lease_tenants(tx, holder="one", now=now, until=until)
    return outbox.claim(tx, tenant, holder="one", now=now, until=until)


async def test_the_dead_are_read_latest_first_and_what_waits_oldest_first(
    store: Store, tenant: TenantId
) -> None:
    await store.transact(four, tenant)
    assert [one.key for one in await store.read(unsent.dead)] == ["second", "first"]
    assert [one.key for one in await store.read(unsent.dead, most=1)] == ["second"]
    assert [one.key for one in await store.read(unsent.waiting)] == ["waits"]
    assert await store.read(unsent.count) == (1, 2)


async def test_one_is_read_with_its_letter_and_how_it_stands(store: Store, tenant: TenantId) -> None:
    await store.transact(four, tenant)
    one = await found(store, "first")
    assert (one.state, one.why, one.attempts, one.uncertain, one.is_edit) == ("dead", "no", 11, True, False)
    assert (one.put_at, one.settled_at, one.leased_until) == (NOW, NOW, None)
    assert one.row is not None
    assert one.row.letter == letter("first", to=ELSEWHERE)


async def test_one_of_a_newer_version_is_listed_all_the_same(store: Store, tenant: TenantId) -> None:
    def spoil(tx: Tx) -> None:
        tx.run(update(table).where(table.c.key == "first").values(letter={"v": 99}))

    await store.transact(four, tenant)
    await store.transact(spoil)
    assert (await found(store, "first")).row is None


async def test_a_dead_one_waits_again_as_if_it_had_never_been_tried(store: Store, tenant: TenantId) -> None:
    await store.transact(four, tenant)
    first = await found(store, "first")
    woken: list[frozenset[str]] = []
    store.on_wake(woken.append)
    await store.transact(unsent.revive, first, not_before=LATER, uncertain=True)
    assert woken == [frozenset({"outbox"})]
    assert "first" not in [row.key for row in await store.transact(claimed, tenant, now=NOW)]
    [row] = [row for row in await store.transact(claimed, tenant, now=LATER) if row.key == "first"]
    assert (row.attempts, row.uncertain) == (0, True)


async def test_only_a_dead_one_is_revived(store: Store, tenant: TenantId) -> None:
    await store.transact(four, tenant)
    sent = await found(store, "sent")
    await store.transact(unsent.revive, sent, not_before=NOW, uncertain=False)
    assert await found(store, "sent") == sent


async def test_what_is_dropped_is_never_sent_and_lets_what_waited_for_it_pass(
    store: Store, tenant: TenantId
) -> None:
    await store.transact(outbox.put, letter("a"), tenant=tenant, now=NOW)
    await store.transact(outbox.put, letter("b"), tenant=tenant, now=NOW)
    await store.transact(unsent.drop, await found(store, "a"), why="by hand", now=LATER)
    one = await found(store, "a")
    assert (one.state, one.why, one.settled_at) == ("dropped", "by hand", LATER)
    assert [row.key for row in await store.transact(claimed, tenant, now=NOW)] == ["b"]


async def test_what_was_sent_is_not_dropped(store: Store, tenant: TenantId) -> None:
    await store.transact(four, tenant)
    sent = await found(store, "sent")
    await store.transact(unsent.drop, sent, why="by hand", now=LATER)
    assert await found(store, "sent") == sent


async def test_an_edit_is_told_from_a_post(store: Store, tenant: TenantId) -> None:
    await store.transact(outbox.revise, edit("a", "new"), tenant=tenant, now=NOW)
    assert (await found(store, "edit/a")).is_edit


async def test_the_dead_are_found_without_reading_what_was_sent(store: Store) -> None:
    def plan(tx: Tx) -> str:
        asked = "SELECT id FROM outbox WHERE state = 'dead' ORDER BY id DESC"
        return " ".join(str(row) for row in tx.all(text(f"EXPLAIN QUERY PLAN {asked}")))

    def indexes(tx: Tx) -> str:
        return " ".join(
            row.indexdef for row in tx.all(text("SELECT indexdef FROM pg_indexes WHERE tablename = 'outbox'"))
        )

    if "sqlite" in await store.read(lambda tx: tx.dialect):
        assert "ix_outbox_dead" in await store.read(plan)
    else:
        assert "ix_outbox_dead" in await store.read(indexes)
