"""The machine's clock is set ahead and back by up to an hour, day after day: nothing twice, nothing lost."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from sandbox.clock import SteppedClock
from tests.prove import channel, checks
from tests.prove.conftest import Proved
from tests.prove.crowd import USUAL, Crowd
from tests.prove.facts import facts
from tests.prove.platform import Platform, Trouble
from tests.prove.reckoning import DAY, HOUR, MINUTE
from tests.prove.relay import NONE, SETTLED, Bot, Relay, begun

pytestmark = pytest.mark.prove

FIRST, LAST = date(2027, 2, 1), date(2027, 2, 19)
AGAIN = timedelta(hours=7)
AHEAD, BACK = 60 * MINUTE, -60 * MINUTE
GRACE = 2 * HOUR  # what is later by the machine's clock is left out
# So that calls are asked about again, and methods rest, while the clock is somewhere else.
BAD = Trouble(lost=20, gone=20, throttled=20)


@dataclass(slots=True)
class Jumping:
    """A machine's clock that is set: so much ahead of the true one."""

    true: SteppedClock
    rng: Random
    by: timedelta = NONE
    next_at: datetime | None = None
    ahead: int = 0
    back: int = 0

    def now(self) -> datetime:
        return self.true.now() + self.by

    async def jumps(self) -> None:
        """Every few hours to somewhere within the hour around what is true."""
        if self.next_at is not None and self.true.now() < self.next_at:
            return
        before, self.by = self.by, self.rng.choice((BACK, -5 * MINUTE, NONE, NONE, 5 * MINUTE, AHEAD))
        self.ahead += self.by > before
        self.back += self.by < before
        self.next_at = self.true.now() + self.rng.random() * AGAIN


@pytest.mark.timeout(600)
async def test_a_clock_that_jumps_makes_nothing_twice_and_loses_nothing(
    database_in_memory: str, proved: Proved
) -> None:
    began_at, end = (datetime.combine(day, time(9), UTC) for day in (FIRST, LAST))
    true = SteppedClock(began_at)
    platform = Platform(true, Random(21))
    clock = Jumping(true, Random(22))
    bot = Bot(database_in_memory, clock, platform, Random(23))
    relay = Relay(clock=true, platform=platform, bots=[bot], rng=Random(24))
    crowd = Crowd(relay, Random(25), USUAL)
    async with relay:
        await begun(relay, crowd.cast)
        crowd.gathers(FIRST + SETTLED, LAST)
        platform.trouble = BAD
        await relay.run_until(end - 3 * DAY, between=clock.jumps)
        clock.by = NONE
        await relay.run_until(end)
        known = await facts(bot.house.store, crowd.cast)
    came: Counter[str] = Counter(post.kind for post in platform.all())
    assert min(came["prompt"], came["digest"], clock.ahead, clock.back) > 15
    for post in platform.all():
        if post.kind == "prompt":
            who, day = crowd.cast.by_handle[post.person], post.day
            due_at = known.evenings[who.handle, day].due_at if day else None
            assert due_at is not None
            assert BACK <= post.at - due_at <= AHEAD + GRACE, (post.key, post.at, due_at)
    proved(
        set_ahead=clock.ahead,
        set_back=clock.back,
        troubles=dict(platform.troubles),
        messages=dict(came),
        posts_none_twice=checks.no_post_twice(platform),
        in_full_once=channel.in_full_once(platform),
        kept=checks.nothing_lost(crowd, known),
    )
