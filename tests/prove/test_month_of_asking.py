"""A month of forty who ask, promise and decide: nothing of it comes at night or breaks the budget."""

from collections import Counter
from datetime import UTC, date, datetime, time
from functools import partial
from random import Random

import pytest

from sandbox.clock import SteppedClock
from tests.prove import checks as usual
from tests.prove.asking import checks
from tests.prove.asking.cast import TRAVELLERS, Calendars, forty
from tests.prove.asking.checks import Month
from tests.prove.asking.crew import Crew, Deed
from tests.prove.asking.deeds import Deeds
from tests.prove.asking.town import Town
from tests.prove.conftest import Proved
from tests.prove.crowd import Crowd, Habits
from tests.prove.platform import Platform, Post
from tests.prove.reckoning import DAY, HOUR, work_days
from tests.prove.relay import Bot, Relay, begun

pytestmark = pytest.mark.prove

# Europe's clocks change on the 25th, North America's on the 1st; four countries have a holiday.
FIRST, LAST = date(2026, 10, 18), date(2026, 11, 19)
# Each of these must have happened, or nothing is proved of it.
DONE = (
    "asked: Tell",
    "asked: Tell now",
    "sent request.reply",
    "request.pass_on",
    "request.withdraw",
    "proposed",
    "edited",
    "decision.approve",
    "sent decision.objection",
    "decision.withdraw",
    "reopened",
    "focus",
    "quiet",
    "away",
    "travelled",
    "context",
    "pressed",
    "pressing.remind",
    "nudge.add",
    "sent request.form",
)
USUAL = Habits(writes=6, nothing=30, silent=46, snoozes=18, steps=1)


@pytest.mark.timeout(900)
async def test_nobody_is_reached_at_night_or_too_often_however_busy_the_others_are(
    database_in_memory: str, proved: Proved
) -> None:
    began_at, end = datetime.combine(FIRST, time(10, 30), UTC), datetime.combine(LAST, time(12), UTC)
    clock = SteppedClock(began_at)
    platform, cast, calendars = Platform(clock, Random(1)), forty(), Calendars()
    town = Town(cast, clock)
    bot = Bot(database_in_memory, clock, platform, Random(2), directory=town)
    relay = Relay(clock=clock, platform=platform, bots=[bot], rng=Random(3))
    crowd = Crowd(relay, Random(4), USUAL, cast)
    crew = Crew(crowd, town, calendars, Random(5), until=end - DAY)
    deeds = Deeds(crew)
    async with relay:
        await begun(relay, cast, settled=HOUR)
        await crew.begins()
        platform.heard = partial(_heard, crew, deeds)
        _plan(crew, deeds)
        await relay.run_until(end)
    month = _month(platform, crew)
    assert [one for one in DONE if not crew.did[one]] == []
    reached = Counter(post.kind for _, post in month.private())
    proved(
        messages_that_reached_somebody=reached.total(),
        of_them=dict(reached),
        in_channels=len(month.posts) - reached.total(),
        posts_none_twice=usual.no_post_twice(platform),
        did=dict(crew.did),
        outside_their_hours=dict(checks.in_hours(month)),
        unasked_for_a_day=dict(checks.few_a_day(month)),
        mentions=dict(checks.mentioned_at_work(month)),
        requests=dict(checks.requests_told_once(month)),
        decisions=dict(checks.decisions_told_once(month)),
        help=dict(checks.help_is_rare(month)),
    )


def _heard(crew: Crew, deeds: Deeds, post: Post) -> None:
    crew.heard(post)
    deeds.heard(post)


def _plan(crew: Crew, deeds: Deeds) -> None:
    usual_deeds: dict[Deed, int] = {
        deeds.asks: 34,
        deeds.proposes: 8,
        crew.focuses: 10,
        crew.wants_quiet: 8,
        crew.presses_somebody: 14,
        crew.chases: 8,
        crew.says_nothing_much: 8,
        crew.asks_for_context: 5,
        crew.goes_away: 2,
    }
    for who in crew.crowd.cast.people:
        for day in work_days(who, FIRST + DAY, LAST - DAY):
            crew.plans(who, day, usual_deeds)
    for number, who in enumerate(TRAVELLERS):
        leaves = datetime.combine(FIRST, time(3), UTC) + (9 + 3 * number) * DAY
        crew.crowd.relay.plan(leaves, partial(crew.travels, who))
        crew.crowd.relay.plan(leaves + 8 * DAY, partial(crew.travels, who, who.zone))


def _month(platform: Platform, crew: Crew) -> Month:
    return Month(
        posts=platform.all(),
        people=crew.crowd.cast.by_handle,
        calendars=crew.calendars,
        acts={handle: sorted(at) for handle, at in crew.crowd.acts.items()},
        asked=crew.asked,
        urgent=crew.urgent,
        rounds=crew.rounds,
        pressed=crew.said,
    )
