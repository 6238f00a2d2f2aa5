"""A month of a team of forty in five regions, across the clock changes, and of a second team beside it."""

from collections import Counter
from datetime import UTC, date, datetime, time
from random import Random

import pytest

from sandbox.clock import SteppedClock
from tests.prove import checks
from tests.prove.conftest import Proved
from tests.prove.crowd import Crowd, Habits
from tests.prove.facts import facts
from tests.prove.month import private, steps
from tests.prove.month.cast import SILENT, forty
from tests.prove.month.crew import Crew, Town, silent_for
from tests.prove.month.private import Month
from tests.prove.month.turns import Turns
from tests.prove.platform import Platform
from tests.prove.reckoning import DAY, HOUR, MINUTE
from tests.prove.relay import Bot, Relay, begun

pytestmark = pytest.mark.prove

# Europe's clocks change on the 25th, North America's on the 1st, Sydney's had changed a week before.
FIRST, LAST = date(2026, 10, 12), date(2026, 11, 17)
# From this Friday on nobody does anything more; then work goes round for four days.
STILL = datetime(2026, 11, 13, 12, tzinfo=UTC)
USUAL = Habits(writes=16, nothing=32, silent=33, snoozes=14, steps=2)


@pytest.mark.timeout(1200)
async def test_a_month_on_sqlite(database_in_memory: str, proved: Proved) -> None:
    await _prove(database_in_memory, seed=40, proved=proved)


@pytest.mark.year
@pytest.mark.timeout(1800)
async def test_a_month_on_postgresql(postgres_database: str, proved: Proved) -> None:
    await _prove(postgres_database, seed=41, proved=proved)


async def _prove(database: str, *, seed: int, proved: Proved) -> None:
    began_at, end = datetime.combine(FIRST, time(10, 30), UTC), datetime.combine(LAST, time(12), UTC)
    clock = SteppedClock(began_at)
    platform = Platform(clock, Random(seed))
    cast = forty()
    bot = Bot(database, clock, platform, Random(seed), directory=Town(cast))
    relay = Relay(clock=clock, platform=platform, bots=[bot], rng=Random(seed))
    crowd = Crowd(relay, Random(seed + 1), USUAL, cast)
    crew = Crew(crowd, Random(seed + 2), silent_for(SILENT, began_at + 5 * DAY, 21))
    turns = Turns(crowd, began_at)
    seen: Counter[str] = Counter()
    async with relay:
        await begun(relay, cast, settled=HOUR)
        crew.gathers(FIRST, LAST, until=STILL)
        turns.take()
        # Not at a full or half hour: just then some region's digest is on its way, a part at a time.
        at = began_at + 3 * DAY + HOUR + 17 * MINUTE
        while at < end:
            await relay.run_until(at, between=turns.shakes)
            seen += steps.visible(platform, await facts(bot.house.store, cast), now=clock.now())
            at += 43 * HOUR
        await relay.run_until(end)
        known = await facts(bot.house.store, cast)
    month = Month(platform=platform, crew=crew, turns=turns, facts=known, end=end)
    proved(
        steps_of_the_clock=relay.steps,
        posts_none_twice=checks.no_post_twice(platform),
        edits=platform.edits,
        did=dict(crew.did),
        kept=checks.nothing_lost(crowd, known),
        promised=private.nothing_promised_is_lost(month),
        unasked_for_a_day=dict(private.few_a_day(month)),
        at_night=dict(private.quiet_at_night(month)),
        notes=private.notes_open_the_day(month),
        questions=dict(private.questions_reach_their_author(month)),
        answers=dict(private.answers_reach_their_asker(month)),
        mentions=private.mentioned_at_work(month),
        after_the_outage=private.no_storm(month),
        carried_once=steps.carried_once(platform, known, before=STILL),
        in_hand=steps.held_by_members(known),
        asked_about=steps.asked_about(known),
        mornings=dict(steps.marked_from_the_third_morning(platform, known)),
        looked_at=dict(seen),
        next_steps=dict(steps.visible(platform, known, now=end)),
    )
