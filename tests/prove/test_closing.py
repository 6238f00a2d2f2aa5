"""Ten thousand decisions on one PostgreSQL, closed by workers of which one is killed every few seconds."""

import asyncio
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.prove.closing import closed_well, left, proposed
from tests.prove.conftest import Proved
from tests.prove.fleet import TELLS, Fleet

pytestmark = pytest.mark.prove

PEOPLE = 1_000
COUNT = 10_000
ROLES = ("worker", "worker", "worker", "worker", "web")
RATE = 2
KILL_EVERY = 5.0  # seconds of the machine's
WAIT = 500


@pytest.mark.timeout(900)
async def test_ten_thousand_decisions_close_once_each_whichever_process_is_killed(
    tmp_path: Path, postgres_database: str, proved: Proved
) -> None:
    fill = partial(proposed, count=COUNT, now=TELLS, rng=Random(6))
    begun = time.monotonic()
    async with Fleet(
        tmp_path, postgres_database, PEOPLE, Random(7), roles=ROLES, rate=RATE, fill=fill
    ) as fleet:
        killing = asyncio.create_task(_kills(fleet))
        try:
            await _until_left(postgres_database, closing=0)
        finally:
            killing.cancel()
            with suppress(asyncio.CancelledError):
                await killing
        await _until_left(postgres_database, closing=0, waiting=0)
        came_to = closed_well(postgres_database, fleet.posted, count=COUNT)
    assert [key for key, times in fleet.posted.items() if key and times > 1] == []
    assert fleet.kills > 0
    proved(decisions=dict(came_to), kills=fleet.kills, seconds=round(time.monotonic() - begun))


async def _kills(fleet: Fleet) -> None:
    while True:
        await asyncio.sleep(KILL_EVERY)
        await fleet.loses_one()


async def _until_left(database: str, *, closing: int, waiting: int | None = None) -> None:
    """What a killed process had taken is free again after five minutes of their clock."""
    found = (-1, -1)
    for _ in range(WAIT):
        found = await asyncio.to_thread(left, database)
        if found[0] == closing and waiting in (None, found[1]):
            return
        await asyncio.sleep(1.0)
    raise AssertionError(f"decisions still open and letters that wait: {found}")
