"""PostgreSQL: two in each other's way run again, a cut connection is replaced, replicas do not double."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from bot.domain.identity import TenantId, TenantRef
from storage import inbox as inbox_shelf
from storage import installations, outbox, timers
from storage.store import Busy, Store, open_store
from storage.tables import inbox
from storage.transaction import Tx
from tests.storage.letter import letter
from tests.storage.test_store import hear, heard
from tests.support.figures import figure

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
LONG = timedelta(seconds=20)
MINUTE = timedelta(minutes=1)


def hear_the_next(tx: Tx, key: str) -> str:
    """One that looked how many there are."""
    tx.value(select(func.count()).select_from(inbox))
    return hear(tx, key)


async def test_two_that_collide_both_count(postgres_database: str) -> None:
    one, two = open_store(postgres_database), open_store(postgres_database)
    both_have_read = threading.Barrier(2)
    runs: list[int] = []
    woken: list[frozenset[str]] = []

    def hear_one_more(tx: Tx) -> str:
        count = tx.value(select(func.count()).select_from(inbox))
        runs.append(count)
        if len(runs) <= 2:
            both_have_read.wait(1)
        tx.wakes(f"after {count}")
        return hear(tx, str(count))

    for store in (one, two):
        store.on_wake(woken.append)
    done = await asyncio.gather(one.transact(hear_one_more), two.transact(hear_one_more))
    assert sorted(done) == ["0", "1"]
    assert sorted(runs) == [0, 0, 1]
    assert sorted(woken) == [{"after 0"}, {"after 1"}]
    await one.close()
    await two.close()


async def test_one_whom_another_was_quicker_than_looks_again(postgres_database: str) -> None:
    """PostgreSQL says no more than that the key is taken where the look was not by that key."""
    one, two = open_store(postgres_database), open_store(postgres_database)
    both_have_begun = threading.Barrier(2)
    runs: list[list[str]] = []

    def hear_once(tx: Tx) -> str:
        there = [row.key for row in tx.all(text("SELECT heard_at, key FROM inbox ORDER BY heard_at"))]
        runs.append(there)
        if len(runs) <= 2:
            both_have_begun.wait(10)
        return "there" if there else hear(tx, "heard")

    done = await asyncio.gather(one.transact(hear_once), two.transact(hear_once))
    assert sorted(done) == ["heard", "there"]
    assert runs == [[], [], ["heard"]]
    await one.close()
    await two.close()


async def test_what_can_never_be_kept_comes_out_as_raised(postgres_database: str) -> None:
    store = open_store(postgres_database)
    runs: list[str] = []

    def hear_twice(tx: Tx) -> None:
        runs.append(hear(tx, "the same"))
        hear(tx, "the same")

    with pytest.raises(IntegrityError):
        await store.transact(hear_twice)
    assert runs == ["the same"] * 6
    assert await store.read(heard) == []
    await store.close()


async def test_one_in_whose_way_many_others_are_is_done_in_the_end(postgres_database: str) -> None:
    """Now by a collision, now because the key is taken: neither is told to whoever waits."""
    store, other = open_store(postgres_database, patience=LONG), open_store(postgres_database)
    loop = asyncio.get_running_loop()
    runs: list[int] = []

    def interfered(tx: Tx) -> str:
        # Looked at by order, so that PostgreSQL may tell a taken key as such.
        there = [row.key for row in tx.all(text("SELECT heard_at, key FROM inbox ORDER BY heard_at"))]
        runs.append(len(there))
        if len(runs) <= 12:
            key = "mine" if len(runs) == 12 else f"other {len(runs)}"
            asyncio.run_coroutine_threadsafe(other.transact(hear_the_next, key), loop).result(2)
        return "there" if "mine" in there else hear(tx, "mine")

    assert await store.transact(interfered) == "there"
    assert runs == list(range(13))
    await store.close()
    await other.close()


async def test_one_that_collides_every_time_is_busy_in_the_end(postgres_database: str) -> None:
    store, other = open_store(postgres_database, patience=LONG), open_store(postgres_database)
    loop = asyncio.get_running_loop()
    runs: list[str] = []

    def collide(tx: Tx) -> None:
        count = tx.value(select(func.count()).select_from(inbox))
        runs.append(str(count))
        interfering = other.transact(hear_the_next, f"other {count}")
        asyncio.run_coroutine_threadsafe(interfering, loop).result(2)
        hear(tx, f"mine {count}")

    with pytest.raises(Busy):
        await store.transact(collide)
    assert runs == [str(n) for n in range(21)]
    assert figure(store.metrics, "sunrelay_transaction_retries_total", kind="write") == 20
    assert figure(store.metrics, "sunrelay_transactions_total", kind="write", outcome="busy") == 1
    assert await store.read(heard) == sorted(f"other {n}" for n in range(21))
    await store.close()
    await other.close()


async def test_connections_that_were_cut_are_replaced(postgres_database: str) -> None:
    store = open_store(postgres_database)
    await store.transact(hear, "a")
    await store.read(heard)
    with psycopg.connect(postgres_database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert await store.read(heard) == ["a"]
    assert await store.transact(hear, "b") == "b"
    await store.close()


async def test_a_statement_that_takes_too_long_is_ended_with_its_thread_free_again(
    postgres_database: str,
) -> None:
    store = open_store(postgres_database, patience=timedelta(seconds=0.4))
    for _ in range(2):
        stuck = (store.transact(lambda tx: tx.value(select(func.pg_sleep(30)))) for _ in range(8))
        outcomes = await asyncio.gather(*stuck, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [Busy] * 8
        await asyncio.sleep(0.1)
    assert await store.transact(hear, "a") == "a"
    await store.close()


async def test_two_replicas_hear_one_happening_once(postgres_database: str) -> None:
    stores = [open_store(postgres_database) for _ in range(2)]
    for n in range(20):
        first = await asyncio.gather(
            *(store.transact(inbox_shelf.first_time, f"{n}", now=NOW) for store in stores)
        )
        assert sorted(first) == [False, True]
    for store in stores:
        await store.close()


async def test_two_replicas_that_tick_claim_each_timer_once(postgres_database: str) -> None:
    stores = [open_store(postgres_database) for _ in range(2)]
    rows: list[tuple[str, datetime, dict[str, str]]] = [(f"{n:03}", NOW, {}) for n in range(200)]
    await stores[0].transact(timers.set_many, "prompt", rows)

    async def tick(store: Store) -> list[str]:
        mine: list[str] = []
        while claimed := await store.transact(timers.claim, "prompt", now=NOW, limit=7):
            mine.extend(timer.subject for timer in claimed)
        return mine

    both = await asyncio.gather(*(tick(store) for store in stores))
    assert sorted([*both[0], *both[1]]) == [f"{n:03}" for n in range(200)]
    for store in stores:
        await store.close()


async def test_two_workers_send_each_letter_once(postgres_database: str) -> None:
    stores = [open_store(postgres_database) for _ in range(2)]
    tenants = [await known(stores[0], f"T{n}") for n in range(4)]
    for n in range(80):
        one = letter(f"note/{n}")
        await stores[0].transact(outbox.put, one, tenant=tenants[n % 4], now=NOW)

    async def work(store: Store, holder: str) -> list[str]:
        sent: list[str] = []
        while keys := await store.transact(send_some, holder):
            sent.extend(keys)
            await asyncio.sleep(0)
        return sent

    both = await asyncio.gather(work(stores[0], "one"), work(stores[1], "two"))
    assert sorted([*both[0], *both[1]]) == sorted(f"note/{n}" for n in range(80))
    assert await stores[0].read(outbox.next_due) is None
    for store in stores:
        await store.close()


def send_some(tx: Tx, holder: str) -> list[str]:
    keys: list[str] = []
    for tenant in outbox.lease_tenants(tx, holder=holder, now=NOW, until=NOW + MINUTE):
        rows = outbox.claim(tx, tenant, holder=holder, now=NOW, until=NOW + MINUTE)
        outbox.settle_many(tx, [(row, "sent", None) for row in rows], now=NOW)
        keys.extend(row.key for row in rows)
    return keys


async def known(store: Store, name: str) -> TenantId:
    ref = TenantRef(platform="slack", id=name)
    return await store.transact(
        installations.keep, ref, bot_user="U0", bot="B0", name=name, scopes=[], now=NOW
    )
