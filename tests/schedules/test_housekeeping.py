"""What is past its keeping goes, however much there is of it; the rest stays."""

from datetime import UTC, datetime, timedelta

from bench.still import NOBODY, StillClock
from bot.services.platform import House
from schedules.housekeeping import sweep
from storage import inbox
from storage.store import Store
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, tzinfo=UTC)
MANY = 1_200  # more than one step takes


def heard(tx: Tx, *, now: datetime, count: int) -> None:
    for number in range(count):
        assert inbox.first_time(tx, f"{now:%d}/{number}", now=now)


async def test_all_that_is_old_goes_and_what_is_not_stays(store: Store) -> None:
    house = House(store=store, directory=NOBODY, clock=StillClock(NOW))
    await store.transact(heard, now=NOW - timedelta(days=8), count=MANY)
    await store.transact(heard, now=NOW - timedelta(days=6), count=3)
    assert await sweep(house) == MANY
    assert await sweep(house) == 0
    assert not await store.transact(inbox.first_time, f"{NOW - timedelta(days=6):%d}/0", now=NOW)
