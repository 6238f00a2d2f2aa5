"""Two hundred thousand hostile payloads: never a 5xx, never a traceback, never a wait."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.slack.heard import Heard
from bot.slack.read import Reader
from handlers import table
from storage.store import open_store
from tests.prove.conftest import Proved
from tests.prove.hostile.corpus import recorded
from tests.prove.hostile.door import FORGED, Behind, KnownDirectory, MuteWeb, signed
from tests.prove.hostile.mutate import Enemy
from tests.support.slack.world import SlackWorld
from tests.support.world import CHANNELS, PEOPLE

pytestmark = pytest.mark.prove

READ, KNOCKED = 172_000, 28_000
SLOWEST = 10.0  # machine seconds: nothing hangs, on a busy machine either
PATIENCE = timedelta(seconds=20)  # so that no wait for the store is taken for a trouble of the payload
AT_ONCE = 8
TAKEN = {200, 400, 401, 404, 413}  # 404: what Bolt finds no kind for
HUGE_EVERY = 5_000
HUGE = b"{" + b'"a":1,' * 200_000 + b'"b":2}'


@dataclass(slots=True)
class Count:
    """What came of it. slowest: machine seconds of the slowest."""

    of: Counter[object] = field(default_factory=Counter)
    slowest: float = 0.0

    def took(self, since: float) -> None:
        """What began then is done."""
        self.slowest = max(self.slowest, time.perf_counter() - since)


@dataclass(slots=True)
class Logged:
    """What was logged, as it is counted; `lines` would not all fit into memory."""

    lines: MutableSequence[MutableMapping[str, Any]]
    warnings: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def fold(self) -> None:
        """Count what has come, and keep what is an error."""
        for one in self.lines:
            if one["log_level"] in ("error", "critical"):
                self.wrong.append(f"{one}"[:2000])
            elif one["log_level"] == "warning":
                self.warnings[one["event"]] += 1
        self.lines.clear()


@pytest.mark.timeout(600)
async def test_two_hundred_thousand_payloads(
    database_in_memory: str, proved: Proved, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    with capture_logs() as lines:
        logged = Logged(lines)
        async with SlackWorld(database_in_memory, over="http") as world:
            whole = await recorded(world)
            directory = await known(world)
            await world.goes_down()
            web = MuteWeb(api_url=world.box.api_url, token=world.box.bot_token)
            reader = Reader(
                await web.identity(),
                commands=table.WORDS,
                concerns=table.concerns,
                quotes=table.QUOTES,
            )
            read = reads(reader, Enemy(whole, Random(1)), logged)
            store = open_store(database_in_memory, patience=PATIENCE)
            behind = Behind(store, directory, world.clock, web)
            await behind.front.start()
            try:
                knocked = await knocks(behind, Enemy(whole, Random(2)), Random(3), logged)
            finally:
                await behind.front.stop()
                await store.close()
                await web.close()
    logged.fold()
    assert logged.wrong == []
    assert [one.getMessage() for one in caplog.records] == []
    assert max(read.slowest, knocked.slowest) < SLOWEST
    proved(
        payloads=read.of.total() + knocked.of.total(),
        made_of=len(whole),
        read_as=dict(read.of),
        answered=dict(knocked.of),
        events_handled=behind.heard,
        warnings=dict(logged.warnings),
        slowest_seconds=round(max(read.slowest, knocked.slowest), 2),
    )


async def known(world: SlackWorld) -> KnownDirectory:
    """What Slack says of everyone and every channel."""
    directory = world.bot.house.directory
    channels = [await directory.channel(world.place(one)) for one in CHANNELS]
    profiles = await directory.profiles([world.user(name) for name, _, _ in PEOPLE])
    return KnownDirectory(profiles, [one for one in channels if one is not None])


def reads(reader: Reader, enemy: Enemy, logged: Logged) -> Count:
    """Read by itself: None, or an event that is whole; it never raises."""
    count = Count()
    for _ in range(READ):
        body, since = enemy.payload().body, time.perf_counter()
        heard = reader.read(body)
        count.took(since)
        assert heard is None or isinstance(heard, Heard)
        count.of[type(heard.event).__name__ if heard else "nothing"] += 1
        logged.fold()
    return count


async def knocks(behind: Behind, enemy: Enemy, rng: Random, logged: Logged) -> Count:
    """At the door, eight at once, real handlers and a store behind it, which now and then has no time."""
    count = Count()
    while count.of.total() < KNOCKED:
        behind.busy = rng.random() < 0.02
        some = [a_knock(enemy, rng, huge=not rng.randrange(HUGE_EVERY)) for _ in range(AT_ONCE)]
        some += [one for one in some if rng.random() < 0.1]  # a replay
        since = time.perf_counter()
        statuses = await asyncio.gather(*(behind.knock(one.body, one.headers) for one in some))
        await behind.front.drain()
        count.took(since)
        logged.fold()
        for one, status in zip(some, statuses, strict=True):
            assert status in TAKEN or (behind.busy and status == 500), (status, one.body[:2000])
            assert not one.forged or status in (401, 413), (status, one.forged)
            count.of[status] += 1
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A request. forged: what is wrong about its signature; "" for nothing, as of four in five."""

    body: bytes
    headers: Mapping[str, bytes]
    forged: str


def a_knock(enemy: Enemy, rng: Random, *, huge: bool) -> Knock:
    """The next."""
    body, kind = (HUGE, "application/json") if huge else enemy.raw()
    forged = rng.choice(FORGED) if rng.random() < 0.2 else ""
    return Knock(body=body, headers=signed(body, kind, forged=forged, rng=rng), forged=forged)
