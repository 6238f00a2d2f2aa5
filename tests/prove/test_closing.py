"""Many decisions on one PostgreSQL, closed by processes of which one is killed every few seconds.

Their clock is stepped, so that what is proved does not depend on how busy the machine is.
"""

import asyncio
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from bot.services import decision_close
from sandbox.clock import SteppedClock
from storage.tables import timers
from storage.transaction import Tx
from tests.prove.asking.cast import EVERYONE
from tests.prove.cast import ATLAS, Cast
from tests.prove.closer import Record
from tests.prove.closing import AT_ONCE, closed_well, proposed, waiting
from tests.prove.conftest import Proved
from tests.prove.platform import Platform
from tests.prove.relay import Bot, Relay, begun

pytestmark = pytest.mark.prove

THREE = EVERYONE[:3]
# With 10,000 it is part of `make year`: each killed one's start takes seconds of a processor.
FEW, ALL, MINUTES = 500, 10_000, 240
PROCESSES = 3
KILL_EVERY = 4.0  # seconds of the machine's
BEGAN = datetime(2026, 11, 7, 1, tzinfo=UTC)
# Whoever is left looks again every second; it is enough to do so now and then after a kill.
AGAIN = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=20))


@dataclass(slots=True)
class Closers:
    """Some processes on one database."""

    database: str
    record: Path
    rng: Random
    alive: list[asyncio.subprocess.Process] = field(default_factory=list)
    kills: int = 0
    _killed_at: float = 0.0
    _coming: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def begin(self, now: datetime) -> None:
        """One more, from that instant on."""
        one = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.prove.closer", self.database, str(self.record), now.isoformat()),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert one.stdout is not None
        assert await one.stdout.readline() == b"ready\n"
        self.alive.append(one)

    async def tick(self, now: datetime) -> bool:
        """All at once; every few seconds one of them is killed meanwhile. Whether one was."""
        kills = time.monotonic() - self._killed_at > KILL_EVERY and len(self.alive) == PROCESSES
        here = list(self.alive)
        ticking = [asyncio.create_task(_ticks(one, now)) for one in here]
        if kills:
            await asyncio.sleep(self.rng.random() / 50)
            self.rng.choice(here).kill()
            self.kills += 1
            self._killed_at = time.monotonic()
        went_on = await asyncio.gather(*ticking)
        for one, well in zip(here, went_on, strict=True):
            assert well or kills, "none ends by itself"
            if one.returncode is not None or not well:
                await one.wait()
                self.alive.remove(one)
                task = asyncio.create_task(self.begin(now))
                self._coming.add(task)
                task.add_done_callback(self._coming.discard)
        return kills

    async def end(self) -> None:
        """All of them are gone."""
        await asyncio.gather(*self._coming)
        for one in self.alive:
            with suppress(ProcessLookupError):
                one.kill()
            await one.wait()


async def _ticks(one: asyncio.subprocess.Process, now: datetime) -> bool:
    """Whether it came to the end of it."""
    assert one.stdin is not None
    assert one.stdout is not None
    with suppress(ConnectionError):
        one.stdin.write(f"{now.isoformat()}\n".encode())
        await one.stdin.drain()
        return bool(await one.stdout.readline())
    return False


async def close_all(database: str, folder: Path, proved: Proved, *, count: int, minutes: int) -> None:
    rng, clock = Random(6), SteppedClock(BEGAN)
    bot = Bot(database, clock, Platform(clock, rng), rng)
    relay = Relay(clock=clock, platform=Platform(clock, rng), bots=[bot], rng=rng)
    closers = Closers(database, folder / "record", rng)
    store, started = bot.house.store, time.monotonic()
    async with relay:
        await begun(relay, Cast(people=THREE, teams={ATLAS: list(THREE)}), settled=timedelta())
        for _ in range(count // (5 * AT_ONCE)):
            put = partial(proposed, count=5 * AT_ONCE, minutes=minutes, now=clock.now(), rng=rng)
            await store.transact(put, THREE)
        try:
            await asyncio.gather(*(closers.begin(clock.now()) for _ in range(PROCESSES)))
            while (due_at := await store.read(_next_close)) is not None:
                clock.move_to(max(due_at, clock.now()))
                begun_at = clock.now()
                if await closers.tick(clock.now()):
                    for later in AGAIN:
                        clock.move_to(begun_at + later)
                        await closers.tick(clock.now())
            while await store.read(waiting):  # what a killed one had taken is free five minutes later
                clock.move_to(clock.now() + timedelta(seconds=30))
                await closers.tick(clock.now())
        finally:
            await closers.end()
        posted = Record(closers.record).keys()
        came_to = await store.read(closed_well, posted, count=count)
    assert closers.kills > 0
    seconds = round(time.monotonic() - started)
    proved(decisions=dict(came_to), posted=len(posted), kills=closers.kills, seconds=seconds)


def _next_close(tx: Tx) -> datetime | None:
    """When the next one closes, of those that nobody has taken."""
    found = select(timers.c.due_at).where(timers.c.kind == decision_close.CLOSE)
    return tx.value(found.order_by(timers.c.due_at).limit(1))  # type: ignore[no-any-return]


@pytest.mark.timeout(900)
async def test_decisions_close_once_each_whichever_process_is_killed(
    tmp_path: Path, postgres_database: str, proved: Proved
) -> None:
    await close_all(postgres_database, tmp_path, proved, count=FEW, minutes=FEW * MINUTES // ALL)


@pytest.mark.year
@pytest.mark.timeout(7200)
async def test_ten_thousand_decisions_close_once_each_whichever_process_is_killed(
    tmp_path: Path, postgres_database: str, proved: Proved
) -> None:
    await close_all(postgres_database, tmp_path, proved, count=ALL, minutes=MINUTES)
