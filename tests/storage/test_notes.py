"""What waits for mornings, the notes there were, and what counts as a ping: kept once, forgotten in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.identity import PersonId, UserRef
from bot.domain.person import Profile
from storage import notes, people, pings, retention
from storage.notes import Item, Kept
from storage.store import Store
from storage.tables import held
from storage.tables import notes as notes_table
from storage.tables import pings as pings_table
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
MONDAY = date(2026, 11, 2)
QUESTION = Item(kind="question", subject="7")
DIGEST = Item(kind="digest", subject="digest/1/2026-11-02")


def somebody(name: str) -> Profile:
    user = UserRef(platform="slack", tenant="T1", id=name)
    return Profile(user=user, name=name, zone="Europe/Berlin", locale="en", eligible=True)


def met(tx: Tx, *names: str) -> list[PersonId]:
    return [one.id for one in people.keep(tx, [somebody(name) for name in names], now=NOW)]


@pytest.fixture
async def crowd(store: Store) -> list[PersonId]:
    return await store.transact(met, "U1", "U2", "U3")


async def test_what_waits_for_many_is_kept_once_for_each(store: Store, crowd: list[PersonId]) -> None:
    for _ in range(2):
        await store.transact(notes.hold, [*crowd, crowd[0]], DIGEST, now=NOW)
    await store.transact(notes.hold, crowd[:1], QUESTION, now=NOW + timedelta(seconds=1))
    found = await store.read(notes.holding, crowd)
    assert found == {crowd[0]: [DIGEST, QUESTION], crowd[1]: [DIGEST], crowd[2]: [DIGEST]}


async def test_nobody_is_nobody(store: Store) -> None:
    await store.transact(notes.hold, [], DIGEST, now=NOW)
    assert await store.read(notes.holding, []) == {}


async def test_what_was_told_waits_no_more(store: Store, crowd: list[PersonId]) -> None:
    await store.transact(notes.hold, crowd, DIGEST, now=NOW)
    await store.transact(notes.let_go, crowd[0], [DIGEST, QUESTION])
    assert set(await store.read(notes.holding, crowd)) == set(crowd[1:])


async def test_a_note_is_found_by_its_person_and_day(store: Store, crowd: list[PersonId]) -> None:
    kept = Kept(person=crowd[0], day=MONDAY, items=(DIGEST, QUESTION), parts=1, composed_at=NOW)
    await store.transact(notes.keep, kept)
    await store.transact(notes.grow, kept, 3)
    found = await store.read(notes.get, crowd[0], MONDAY)
    assert found is not None
    assert (found.items, found.parts, found.key) == ((DIGEST, QUESTION), 3, f"note/{crowd[0]}/2026-11-02")
    asked = [(one, day) for one in crowd for day in (MONDAY, MONDAY + timedelta(days=1))]
    assert set(await store.read(notes.many, asked)) == {(crowd[0], MONDAY)}
    await store.transact(notes.drop, kept)
    assert await store.read(notes.get, crowd[0], MONDAY) is None


async def test_a_ping_is_counted_once_and_on_its_day(store: Store, crowd: list[PersonId]) -> None:
    for _ in range(2):
        await store.transact(pings.note, crowd[0], MONDAY, "prompt/1/x", now=NOW)
    await store.transact(pings.note, crowd[0], MONDAY, "note/1/x", now=NOW - timedelta(hours=8))
    assert await store.read(pings.of_day, crowd[0], MONDAY) == ["note/1/x", "prompt/1/x"]
    assert await store.read(pings.of_day, crowd[0], MONDAY + timedelta(days=1)) == []
    assert await store.read(pings.of_day, crowd[1], MONDAY) == []


def counted(tx: Tx) -> list[int]:
    return [int(tx.value(select(func.count()).select_from(one))) for one in (notes_table, pings_table, held)]


@pytest.mark.parametrize(
    ("days", "left"), [(30, [1, 1, 1]), (32, [0, 0, 1]), (401, [0, 0, 0])], ids=["kept", "a month", "a year"]
)
async def test_they_are_forgotten_in_time(
    store: Store, crowd: list[PersonId], days: int, left: list[int]
) -> None:
    kept = Kept(person=crowd[0], day=MONDAY, items=(DIGEST,), parts=1, composed_at=NOW)
    await store.transact(notes.keep, kept)
    await store.transact(pings.note, crowd[0], MONDAY, kept.key, now=NOW)
    await store.transact(notes.hold, crowd[:1], QUESTION, now=NOW)
    await store.transact(retention.sweep, now=NOW + timedelta(days=days))
    assert await store.read(counted) == left
