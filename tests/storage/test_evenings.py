"""The ledger: one row a person and day, found one by one and many at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.evening import Evening
from bot.domain.identity import PersonId
from storage import evenings
from storage.store import Store

MONDAY = date(2026, 11, 2)
DUE = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)


def evening(person: PersonId, day: date = MONDAY, *, state: str = "asked") -> Evening:
    return Evening(
        person=person,
        day=day,
        state=state,  # type: ignore[arg-type]  # one of the four, from a table
        shift_ends_at=DUE + timedelta(minutes=15),
        due_at=DUE,
        asked_at=DUE if state == "asked" else None,
    )


async def test_it_comes_back_as_it_was_written(store: Store, lena: PersonId) -> None:
    await store.transact(evenings.add, [evening(lena)])
    assert await store.read(evenings.get, lena, MONDAY) == evening(lena)
    assert await store.read(evenings.many, [(lena, MONDAY), (lena, date(2026, 11, 3))]) == {
        (lena, MONDAY): evening(lena)
    }


async def test_a_second_row_for_the_same_evening_is_refused(store: Store, lena: PersonId) -> None:
    await store.transact(evenings.add, [evening(lena)])
    with pytest.raises(IntegrityError):
        await store.transact(evenings.add, [evening(lena)])


async def test_only_those_asked_fall_quiet(store: Store, lena: PersonId) -> None:
    days = [MONDAY + timedelta(days=one) for one in range(3)]
    states = ("asked", "answered", "skipped")
    rows = [evening(lena, day, state=state) for day, state in zip(days, states, strict=True)]
    await store.transact(evenings.add, rows)
    assert await store.read(evenings.asked, lena) == rows[:1]
    await store.transact(evenings.fall_quiet, [(lena, day) for day in days])
    found = await store.read(evenings.since, lena, MONDAY)
    assert [one.state for one in found] == ["quiet", "answered", "skipped"]
    assert await store.read(evenings.asked, lena) == []
    assert await store.read(evenings.last_days, [lena, PersonId(99)]) == {lena: days[-1]}


async def test_whose_days_are_there_from_one_on(store: Store, lena: PersonId) -> None:
    days = [MONDAY + timedelta(days=one) for one in range(3)]
    await store.transact(evenings.add, [evening(lena, day) for day in days])
    assert await store.read(evenings.days_from, [lena, PersonId(99)], days[1]) == {lena: {*days[1:]}}
    assert await store.read(evenings.days_from, [PersonId(99)], MONDAY) == {}


async def test_nothing_for_nobody(store: Store) -> None:
    await store.transact(evenings.add, [])
    await store.transact(evenings.fall_quiet, [])
    assert await store.read(evenings.many, []) == {}
    assert await store.read(evenings.last_days, []) == {}
    assert await store.read(evenings.days_from, [], MONDAY) == {}
