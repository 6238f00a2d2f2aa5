"""A quarter, and a year, of a relay of forty in twelve awkward zones, through the whole engine."""

from datetime import UTC, date, datetime, time
from random import Random

import pytest

from sandbox.clock import SteppedClock
from tests.prove import channel, checks
from tests.prove.checks import Span
from tests.prove.conftest import Proved
from tests.prove.crowd import CALM, USUAL, Crowd, Habits
from tests.prove.facts import facts
from tests.prove.platform import Platform
from tests.prove.reckoning import DAY
from tests.prove.relay import SETTLED, Bot, Relay, begun

pytestmark = pytest.mark.prove


@pytest.mark.timeout(1800)
async def test_a_year_on_sqlite(database_in_memory: str, proved: Proved) -> None:
    """Every clock change of 2027 and Casablanca's Ramadan."""
    await _prove(database_in_memory, date(2027, 1, 3), date(2028, 1, 2), CALM, seed=2027, proved=proved)


@pytest.mark.year
@pytest.mark.timeout(1800)
async def test_a_quarter_on_postgresql(postgres_database: str, proved: Proved) -> None:
    """From Nuuk's last winter week to Cairo's first of summer."""
    await _prove(postgres_database, date(2027, 2, 14), date(2027, 5, 9), USUAL, seed=4, proved=proved)


async def _prove(
    database: str, first: date, last: date, habits: Habits, *, seed: int, proved: Proved
) -> None:
    began_at = datetime.combine(first, time(9), UTC)
    end = datetime.combine(last, time(12), UTC)
    clock = SteppedClock(began_at)
    platform = Platform(clock, Random(seed))
    relay = Relay(
        clock=clock,
        platform=platform,
        bots=[Bot(database, clock, platform, Random(seed))],
        rng=Random(seed),
    )
    crowd = Crowd(relay, Random(seed + 1), habits)
    async with relay:
        await begun(relay, crowd.cast)
        crowd.gathers(first + SETTLED, last)
        await relay.run_until(end)
        known = await facts(relay.bots[0].house.store, crowd.cast)
    span = Span(began_at=began_at + SETTLED, settled_at=end - DAY, first=first, last=last)
    proved(
        steps_of_the_clock=relay.steps,
        posts_none_twice=checks.no_post_twice(platform),
        edits=platform.edits,
        evenings=checks.one_row_an_evening(crowd, known, span),
        prompts=checks.asked_at_their_own_minute(platform, crowd, known, span),
        reminders_and_snoozes=checks.reminded_once_if_silent(platform, crowd, span),
        private_messages=checks.few_and_in_hours(platform, crowd),
        mentions=channel.only_who_works_is_mentioned(platform),
        digests=channel.digests_at_their_own_minute(platform, known),
        seen_by_a_region=channel.seen_by_every_region(known, span),
        inherited_and_handed_over=channel.inherited_by_who_is_awake_next(known),
        in_full_once=channel.in_full_once(platform),
        kept=checks.nothing_lost(crowd, known),
        shown=channel.everything_shown(platform, known, span),
        next_steps=dict(channel.steps_wait_in_one_place(known)),
    )
