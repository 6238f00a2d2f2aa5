"""SQLite: one process, one writer, groups that fall apart cleanly."""

import asyncio
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage.sqlite import WORTH_COPYING
from storage.store import AlreadyRunning, Busy, Unavailable, open_store
from storage.tables import inbox
from storage.transaction import Tx
from tests.delivery.bench import until
from tests.storage.test_store import hear, heard

_OPEN = (
    "import sys, storage.store as s\ntry: s.open_store(sys.argv[1])\nexcept s.AlreadyRunning as e: print(e)"
)


async def test_a_second_process_is_refused(sqlite_database: str) -> None:
    store = open_store(sqlite_database)
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _OPEN, sqlite_database, stdout=subprocess.PIPE
    )
    said, _ = await run.communicate()
    assert said.decode().startswith("another process is using ")
    await store.close()


async def test_the_next_process_may_open_it_once_the_first_has_closed(sqlite_database: str) -> None:
    store = open_store(sqlite_database)
    with pytest.raises(AlreadyRunning):
        open_store(sqlite_database)
    await store.close()
    await open_store(sqlite_database).close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 1500)],
)
async def test_the_writer_is_set_up_to_lose_nothing(sqlite_database: str, pragma: str, value: object) -> None:
    store = open_store(sqlite_database)
    assert await store.transact(lambda tx: tx.value(text(f"PRAGMA {pragma}"))) == value
    await store.close()


async def test_the_log_is_copied_into_the_file_once_nobody_writes(sqlite_database: str) -> None:
    store = open_store(sqlite_database)
    before = _size(sqlite_database)
    await store.transact(_hear_many, 3 * WORTH_COPYING)
    await until(lambda: _size(sqlite_database) > before)
    assert len(await store.read(heard)) == 3 * WORTH_COPYING
    await store.close()


def _size(url: str) -> int:
    return Path(url.removeprefix("sqlite:///")).stat().st_size


def _hear_many(tx: Tx, count: int) -> None:
    for number in range(count):
        hear(tx, f"{number:050}")


async def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    file = tmp_path / "sunrelay.db"
    file.write_text("a shopping list, rather long, that begins like nothing SQLite ever wrote" * 20)
    for _ in range(2):  # the second time too: the lock was let go of
        with pytest.raises(Unavailable, match="cannot be used"):
            open_store(f"sqlite:///{file}")


async def test_units_that_queue_up_share_one_commit(sqlite_database: str) -> None:
    store = open_store(sqlite_database)
    begun, go_on = threading.Event(), threading.Event()
    told: list[frozenset[str]] = []
    store.on_wake(told.append)

    def waits(_: Tx) -> None:
        begun.set()
        go_on.wait(5)

    first = asyncio.create_task(store.transact(waits))
    assert await asyncio.to_thread(begun.wait, 5)
    names = [f"{n:02}" for n in range(10)]
    rest = [asyncio.create_task(store.transact(hear_and_wake, name)) for name in names]
    await asyncio.sleep(0.02)
    go_on.set()
    await asyncio.gather(first, *rest)
    assert told == [frozenset(names)]
    await store.close()


def hear_and_wake(tx: Tx, name: str) -> str:
    tx.wakes(name)
    return hear(tx, name)


async def test_one_that_gives_up_while_others_of_its_group_run_takes_only_itself_out(
    sqlite_database: str,
) -> None:
    """The first unit is done and waits for the group's commit, its caller gives up: the rest runs again."""
    store = open_store(sqlite_database, patience=timedelta(seconds=0.6))
    go_on, gave_up = threading.Event(), threading.Event()
    runs: list[int] = []

    def hear_after(tx: Tx) -> list[str]:
        runs.append(len(tx.all(select(inbox))))
        gave_up.wait(5)
        hear(tx, "second")
        return heard(tx)

    blocker = asyncio.create_task(store.transact(lambda _: go_on.wait(5)))
    await asyncio.sleep(0.01)
    first = asyncio.create_task(store.transact(hear, "first"))
    await asyncio.sleep(0.45)
    second = asyncio.create_task(store.transact(hear_after))
    await asyncio.sleep(0.01)
    go_on.set()
    await blocker
    with pytest.raises(Busy):
        await first
    gave_up.set()
    assert await second == ["second"]
    assert runs == [1, 0]
    await store.close()
