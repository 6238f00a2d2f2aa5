"""A unit is done once, alone and in time, or it is not done at all and its caller knows."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, text, update

from storage import timers
from storage.engines import address
from storage.store import Busy, Store, Unavailable, open_store
from storage.tables import inbox
from storage.tables import timers as timer_table
from storage.transaction import Tx
from tests.support.figures import figure

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
SOON = timedelta(seconds=0.4)


class Refusal(Exception):
    """What a service raises."""


def hear(tx: Tx, key: str) -> str:
    tx.run(insert(inbox).values(key=key, heard_at=NOW))
    return key


def heard(tx: Tx) -> list[str]:
    return sorted(row.key for row in tx.all(select(inbox.c.key)))


def hear_and_refuse(tx: Tx, key: str) -> None:
    hear(tx, key)
    raise Refusal(key)


def hear_slowly(tx: Tx, key: str, go_on: threading.Event) -> str:
    hear(tx, key)
    go_on.wait(5)
    return key


def count_up(tx: Tx) -> None:
    """Read, think, write: what loses updates where transactions do not keep apart."""
    before = tx.value(select(timer_table.c.failures))
    time.sleep(0.002)
    tx.run(update(timer_table).values(failures=before + 1))


def hear_the_next(tx: Tx) -> str:
    """A rule over rows that no one row holds: each number once."""
    return hear(tx, str(tx.value(select(func.count()).select_from(inbox))))


@contextmanager
def locked_by_another(database: str) -> Iterator[None]:
    engine = create_engine(address(database))
    with engine.connect() as connection:
        if database.startswith("sqlite"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE"))
        yield
        connection.rollback()
    engine.dispose()


@contextmanager
def before_each_commit(do: Callable[[], object]) -> Iterator[None]:
    def about_to(_: Connection) -> None:
        do()

    event.listen(Engine, "commit", about_to)
    yield
    event.remove(Engine, "commit", about_to)


async def test_what_a_unit_returns_comes_back_once_it_is_committed(store: Store) -> None:
    assert await store.transact(hear, "a") == "a"
    assert await store.read(heard) == ["a"]


async def test_what_a_unit_raises_comes_out_as_raised_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(Refusal, match="a"):
        await store.transact(hear_and_refuse, "a")
    assert await store.read(heard) == []


async def test_one_that_fails_takes_no_other_with_it(store: Store) -> None:
    units = [store.transact(hear_and_refuse if n % 3 else hear, f"{n:02}") for n in range(30)]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert await store.read(heard) == [f"{n:02}" for n in range(30) if n % 3 == 0]
    for n, outcome in enumerate(outcomes):
        assert isinstance(outcome, Refusal) if n % 3 else outcome == f"{n:02}"


async def test_no_update_is_lost(store: Store) -> None:
    await store.transact(timers.set, "count", "one", NOW)
    for _ in range(5):
        await asyncio.gather(*(store.transact(count_up) for _ in range(4)))
    assert await store.read(lambda tx: tx.value(select(timer_table.c.failures))) == 20


async def test_a_rule_over_many_rows_holds(store: Store) -> None:
    for _ in range(5):
        await asyncio.gather(*(store.transact(hear_the_next) for _ in range(3)))
    assert await store.read(heard) == sorted(str(n) for n in range(15))


async def test_one_read_sees_one_picture(store: Store) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def twice(tx: Tx) -> tuple[list[str], list[str]]:
        before = heard(tx)
        begun.set()
        go_on.wait(5)
        return before, heard(tx)

    reading = asyncio.create_task(store.read(twice))
    await asyncio.to_thread(begun.wait)
    await store.transact(hear, "a")
    go_on.set()
    assert await reading == ([], [])


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(Unavailable, match=r"read-?only"):
        await store.read(hear, "a")


async def test_what_woke_is_told_together_with_others_after_the_commit(store: Store) -> None:
    told: list[tuple[frozenset[str], int]] = []

    def wake(tx: Tx, *names: str) -> None:
        hear(tx, "".join(names))
        for name in names:
            tx.wakes(name)

    store.on_wake(lambda names: told.append((names, threading.get_ident())))
    await store.transact(wake)
    await store.transact(wake, "outbox", "timers")
    assert told == [(frozenset({"outbox", "timers"}), threading.get_ident())]


async def test_what_fails_wakes_nobody(store: Store) -> None:
    told: list[frozenset[str]] = []

    def wake_and_refuse(tx: Tx) -> None:
        tx.wakes("outbox")
        raise Refusal

    store.on_wake(told.append)
    with pytest.raises(Refusal):
        await store.transact(wake_and_refuse)
    assert told == []


async def test_while_another_holds_the_database_it_is_busy_and_nothing_is_done_later(database: str) -> None:
    store = open_store(database, patience=SOON)
    with locked_by_another(database):
        outcomes = await asyncio.gather(
            *(store.transact(hear, str(n)) for n in range(12)), return_exceptions=True
        )
        assert [type(outcome) for outcome in outcomes] == [Busy] * 12
    await store.transact(hear, "after")
    assert await store.read(heard) == ["after"]
    await store.close()


async def test_a_unit_that_takes_too_long_is_rolled_back(database: str) -> None:
    store = open_store(database, patience=SOON)
    go_on = threading.Event()
    with pytest.raises(Busy):
        await store.transact(hear_slowly, "slow", go_on)
    go_on.set()
    await store.close()
    store = open_store(database)
    assert await store.read(heard) == []
    await store.close()


async def test_a_unit_whose_caller_gave_up_before_its_turn_is_not_begun(database: str) -> None:
    store = open_store(database, patience=SOON)
    go_on = threading.Event()
    begun: list[str] = []

    def wait(_: Tx) -> None:
        go_on.wait(5)

    def begin(_: Tx) -> None:
        begun.append("begun")

    units = [*(store.transact(wait) for _ in range(8)), store.transact(begin)]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Busy] * 9
    go_on.set()
    await store.close()
    assert begun == []


async def test_a_commit_under_way_is_awaited_however_late(database: str) -> None:
    store = open_store(database, patience=SOON)
    await store.transact(hear, "a")
    with before_each_commit(lambda: time.sleep(0.6)):
        assert await store.transact(hear, "b") == "b"
    assert await store.read(heard) == ["a", "b"]
    await store.close()


async def test_a_cancelled_caller_leaves_nothing_behind(store: Store) -> None:
    go_on = threading.Event()
    task = asyncio.create_task(store.transact(hear_slowly, "a", go_on))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await store.transact(hear, "b")
    assert await store.read(heard) == ["b"]


async def test_closing_finishes_what_was_queued_and_takes_no_more(database: str) -> None:
    store = open_store(database)
    units = [asyncio.create_task(store.transact(hear, f"{n:02}")) for n in range(70)]
    await asyncio.sleep(0)
    await store.close()
    await store.close()
    assert await asyncio.gather(*units) == [f"{n:02}" for n in range(70)]
    with pytest.raises(Unavailable, match="closed"):
        await store.transact(hear, "late")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nowhere", "cannot be read"),
        ("mysql://localhost/sunrelay", "mysql"),
        ("sqlite://", "needs a file"),
        ("sqlite:////nonexistent/folder/sunrelay.db", "cannot be written"),
        ("postgresql://127.0.0.1:1/sunrelay", "cannot be reached"),
    ],
    ids=["no address", "another kind", "no file", "no folder", "no server"],
)
def test_without_a_database_there_is_no_store(url: str, words: str) -> None:
    with pytest.raises(Unavailable, match=words):
        open_store(url)


async def test_what_is_done_is_counted_by_how_it_ended(store: Store) -> None:
    await store.transact(hear, "a")
    await store.read(heard)
    with pytest.raises(Refusal):
        await store.transact(hear_and_refuse, "b")
    await store.close()
    for kind, outcome, count in (("write", "done", 1), ("read", "done", 1), ("write", "failed", 1)):
        assert figure(store.metrics, "sunrelay_transactions_total", kind=kind, outcome=outcome) == count
    assert figure(store.metrics, "sunrelay_transaction_seconds_count", kind="write") == 2
    assert figure(store.metrics, "sunrelay_transaction_retries_total", kind="write") == 0
