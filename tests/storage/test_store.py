"""A unit is done once, in time, and alone; or it is not done at all."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import func, insert, select

from storage.store import Store
from storage.tables import inbox
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)


def hear(tx: Tx, key: str) -> str:
    tx.run(insert(inbox).values(key=key, heard_at=NOW))
    tx.wakes("outbox")
    return key


def heard(tx: Tx) -> int:
    return int(tx.value(select(func.count()).select_from(inbox)))


async def test_what_a_unit_returns_comes_back_after_its_commit(store: Store) -> None:
    assert await store.transact(hear, "a") == "a"
    assert await store.read(heard) == 1


async def test_many(store: Store) -> None:
    await asyncio.gather(*(store.transact(hear, str(n)) for n in range(200)))
    assert await store.read(heard) == 200
