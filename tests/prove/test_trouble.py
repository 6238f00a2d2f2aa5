"""Weeks in which everything goes wrong: restarts, replicas whose clocks differ, outages, a bad platform."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from sandbox.clock import SteppedClock
from tests.prove import channel, checks
from tests.prove.checks import Span
from tests.prove.conftest import Proved
from tests.prove.crowd import USUAL, Crowd
from tests.prove.facts import facts
from tests.prove.platform import QUIET, Platform, Trouble
from tests.prove.reckoning import DAY, HOUR, MINUTE
from tests.prove.relay import NONE, SETTLED, Bot, Relay, Skewed, begun

pytestmark = pytest.mark.prove

BAD = Trouble(lost=30, gone=30, late=20, throttled=30, refused=5)
SKEW = timedelta(seconds=90)
OUTAGE = 3 * HOUR
# Two that wait for one another's leases would else look every second.
POLL = {1: NONE, 2: timedelta(seconds=5)}
NEVER_YET = datetime.min.replace(tzinfo=UTC)

# Beirut and Nuuk change their clocks in the middle of it.
FIRST, LAST = date(2027, 3, 14), date(2027, 4, 4)


@pytest.mark.timeout(1200)
async def test_restarts_on_sqlite(sqlite_database: str, proved: Proved) -> None:
    await _prove(sqlite_database, [NONE], seed=11, proved=proved)


@pytest.mark.timeout(1200)
async def test_two_replicas_on_postgresql(postgres_database: str, proved: Proved) -> None:
    await _prove(postgres_database, [SKEW, -SKEW], seed=12, proved=proved)


@dataclass(slots=True)
class Fate:
    """What happens to the machinery. `down`: from when to when nothing of it ran."""

    relay: Relay
    rng: Random
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    restarts: int = 0
    _next_at: datetime = NEVER_YET

    def strikes(self, at: datetime) -> None:
        """An outage from then on."""
        self.down.append((at, at + OUTAGE))
        self.relay.plan(at, self._down)
        self.relay.plan(at + OUTAGE, self._up)

    async def shakes(self) -> None:
        """Every few hours a process vanishes in the middle of a tick, and another takes its place."""
        bot = self.rng.choice(self.relay.bots)
        if self.relay.down or self.relay.clock.now() < self._next_at or not bot.timer_is_due:
            return
        await self._vanishes(bot)
        await bot.comes_back(alone=len(self.relay.bots) == 1)
        self.restarts += 1
        self._next_at = self.relay.clock.now() + self.rng.randint(60, 360) * MINUTE

    async def _vanishes(self, bot: Bot) -> None:
        ticking = asyncio.create_task(bot.tick())
        await asyncio.sleep(self.rng.choice((0, 0.001, 0.003, 0.01)))
        await bot.vanishes(ticking)

    async def _down(self) -> None:
        self.relay.down = True
        for bot in self.relay.bots:
            await self._vanishes(bot)

    async def _up(self) -> None:
        for bot in self.relay.bots:
            await bot.comes_back(alone=len(self.relay.bots) == 1)
        self.relay.down = False
        await self.relay.tick()


async def _prove(database: str, skews: Sequence[timedelta], *, seed: int, proved: Proved) -> None:
    began_at, end = (datetime.combine(day, time(9), UTC) for day in (FIRST, LAST))
    clock = SteppedClock(began_at)
    platform = Platform(clock, Random(seed))
    bots = [Bot(database, Skewed(clock, by), platform, Random(seed), poll=POLL[len(skews)]) for by in skews]
    relay = Relay(clock=clock, platform=platform, bots=bots, rng=Random(seed))
    crowd = Crowd(relay, Random(seed + 1), USUAL)
    fate = Fate(relay, Random(seed + 2))
    async with relay:
        await begun(relay, crowd.cast)
        crowd.gathers(FIRST + SETTLED, LAST)
        platform.trouble = BAD
        for week in range(2):
            fate.strikes(began_at + (7 * week + 8) * DAY + Random(seed + week).randint(0, 1440) * MINUTE)
        await relay.run_until(end - 3 * DAY, between=fate.shakes)
        platform.trouble = QUIET
        await relay.run_until(end)
        known = await facts(relay.bots[0].house.store, crowd.cast)
    span = Span(began_at=began_at + SETTLED, settled_at=end - DAY, first=FIRST, last=LAST)
    proved(
        steps_of_the_clock=relay.steps,
        restarts=fate.restarts,
        troubles=dict(platform.troubles),
        unheard=crowd.unheard,
        busy=sum(bot.failures for bot in bots),
        posts_none_twice=checks.no_post_twice(platform),
        evenings=checks.one_row_an_evening(crowd, known, span),
        person_days=dict(checks.asked_or_accounted_for(platform, crowd, known, span, down=fate.down)),
        messages=dict(checks.never_too_late(platform, known)),
        in_full_once=channel.in_full_once(platform),
        kept=checks.nothing_lost(crowd, known),
        seen_by_a_region=channel.seen_in_the_end(known, span),
        shown=channel.everything_shown(platform, known, span),
        next_steps=dict(channel.steps_wait_in_one_place(known)),
    )
