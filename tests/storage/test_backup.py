"""A copy is the picture of one moment, whole, for its owner alone; or there is none, and nothing is left."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.domain.identity import TenantRef
from storage import installations
from storage.backup import CannotBackUp, back_up, dump_command
from storage.store import Store, open_store
from storage.tables import inbox
from storage.tables import installations as installed
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)


@pytest.fixture
async def store(sqlite_database: str) -> AsyncIterator[Store]:
    store = open_store(sqlite_database)
    await store.transact(
        installations.keep, TenantRef(platform="slack", id="T1"), bot_user="U0", bot="B0", name="Acme",
        scopes=["chat:write"], now=NOW,
    )  # fmt: skip
    yield store
    await store.close()


def heard(tx: Tx, first: int, many: int) -> None:
    """Some rows, of a kilobyte each."""
    rows = [{"key": f"{number} {'x' * 1000}", "heard_at": NOW} for number in range(first, first + many)]
    tx.run(insert(inbox), rows)


def numbers(url: str) -> list[int]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as there:
        return sorted(int(key.split()[0]) for (key,) in there.execute("SELECT key FROM inbox"))


async def test_a_copy_opens_as_the_database_it_was_made_of(
    store: Store, sqlite_database: str, tmp_path: Path
) -> None:
    to = tmp_path / "copies" / "a b#.db"
    to.parent.mkdir()
    copy = await asyncio.to_thread(back_up, sqlite_database, to)
    assert copy.size == to.stat().st_size
    assert copy.rows == 2, "the workspace, and where the bot is installed in it"
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert os.listdir(to.parent) == [to.name], "nothing beside it"
    again = open_store(f"sqlite:///{to}")
    assert await again.read(lambda tx: tx.value(select(installed.c.bot_user))) == "U0"
    await again.close()


async def test_the_bot_writes_meanwhile_and_the_copy_is_of_one_moment(
    store: Store, sqlite_database: str, tmp_path: Path
) -> None:
    await store.transact(heard, 0, 5000)
    copying = asyncio.create_task(asyncio.to_thread(back_up, sqlite_database, tmp_path / "copy.db"))
    written = 5000
    while not copying.done():
        await store.transact(heard, written, 1)
        written += 1
        await asyncio.sleep(0)
    await copying
    there = numbers(f"sqlite:///{tmp_path}/copy.db")
    assert there == list(range(len(there)))
    assert 5000 <= len(there) <= written
    assert written > 5002, "nobody waited for the copy"


async def test_a_bot_that_stops_gives_the_copy_up_and_leaves_nothing(
    store: Store, sqlite_database: str, tmp_path: Path
) -> None:
    await store.transact(heard, 0, 2000)
    asked = iter([False])
    (tmp_path / "copies").mkdir()
    with pytest.raises(CannotBackUp, match="the bot is stopping"):
        back_up(sqlite_database, tmp_path / "copies" / "copy.db", stopped=lambda: next(asked, True))
    assert os.listdir(tmp_path / "copies") == []


async def test_a_bot_that_stops_while_the_copy_is_checked_leaves_nothing_behind(
    store: Store, sqlite_database: str, tmp_path: Path
) -> None:
    await store.transact(heard, 0, 2000)
    (tmp_path / "copies").mkdir()
    to = tmp_path / "copies" / "copy.db"
    goes_on = count()
    back_up(sqlite_database, to, stopped=lambda: next(goes_on) < 0)
    asked = iter([False] * (next(goes_on) - 1))
    with pytest.raises(CannotBackUp, match="the bot is stopping"):
        back_up(sqlite_database, to, force=True, stopped=lambda: next(asked, True))
    assert os.listdir(tmp_path / "copies") == ["copy.db"]


async def test_what_is_there_is_replaced_only_when_that_is_said(
    store: Store, sqlite_database: str, tmp_path: Path
) -> None:
    to = tmp_path / "copy.db"
    to.write_text("yesterday's")
    with pytest.raises(CannotBackUp, match="--force"):
        back_up(sqlite_database, to)
    assert to.read_text() == "yesterday's"
    back_up(sqlite_database, to, force=True)
    assert to.read_bytes()[:6] == b"SQLite"


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("sunrelay.db", "belongs to the running database"),
        ("sunrelay.db-wal", "belongs to the running database"),
        ("sunrelay.db.lock", "belongs to the running database"),
        ("other/sunrelay.db", "is there already"),
        ("gone/copy.db", "is not there"),
        (".", "is a folder"),
        (f"{'x' * 300}.db", "could not be made"),
    ],
)
async def test_where_no_copy_can_be_is_said(
    store: Store, sqlite_database: str, tmp_path: Path, to: str, why: str
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "sunrelay.db").symlink_to(tmp_path / "sunrelay.db")
    with pytest.raises(CannotBackUp, match=why):
        back_up(sqlite_database, tmp_path / to, force=True)
    assert await store.read(lambda tx: tx.value(select(installed.c.bot_user))) == "U0"


async def test_a_damaged_file_makes_no_copy(store: Store, sqlite_database: str, tmp_path: Path) -> None:
    await store.transact(heard, 0, 300)
    await store.close()
    file = tmp_path / "sunrelay.db"
    with file.open("r+b") as there:
        there.seek(file.stat().st_size // 2)
        there.write(b"\xff" * 8192)
    (tmp_path / "copies").mkdir()
    with pytest.raises(CannotBackUp):
        back_up(sqlite_database, tmp_path / "copies" / "copy.db")
    assert os.listdir(tmp_path / "copies") == []


def test_postgresql_makes_its_own_and_its_password_is_not_told() -> None:
    url = "postgresql://bot:secret@db.example:6432/sunrelay?sslmode=require&password=secret"
    command = dump_command(url, Path("/backups/a b.dump"))
    assert command == (
        "pg_dump --format=custom '--file=/backups/a b.dump' "
        "'postgresql://bot@db.example:6432/sunrelay?sslmode=require'"
    )
    with pytest.raises(CannotBackUp, match="pg_dump"):
        back_up(url, Path("/backups/copy.db"))
