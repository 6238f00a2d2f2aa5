"""The demo's clock: from one event that somebody can see to the next, by itself or step by step."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.demo.browser import opened, opening, working_day_before
from bot.demo.clockwork import DemoClockwork
from sandbox.page import Page
from sandbox.person import Person

START = date(2026, 11, 2)
QUARTER_PAST_FIVE = datetime(2026, 11, 2, 6, 15, tzinfo=UTC)  # in Sydney


class Demo:
    """What a test holds of a demo: its clock, and the workspace behind the page."""

    def __init__(self, page: Page, clockwork: DemoClockwork) -> None:
        self.url, self.clockwork, self.box = page.url, clockwork, clockwork.box

    def person(self, name: str) -> Person:
        return self.box.person(name)

    def kinds(self, name: str) -> list[str]:
        """What the bot's private messages to them are, oldest first."""
        found = [one.metadata or {} for one in self.person(name).dms if one.by_bot]
        return [one.get("event_payload", {}).get("kind", "") for one in found]

    async def steps_until(self, at: datetime) -> int:
        """Step until then; how many steps that took."""
        steps = 0
        while self.clockwork.now < at:
            await self.clockwork.step()
            steps += 1
        return steps


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    async with opened(START) as (page, clockwork):
        await clockwork.fly_to(opening(START))
        yield Demo(page, clockwork)


async def test_it_opens_before_the_first_is_asked_with_a_day_that_has_gone_round(demo: Demo) -> None:
    clockwork = demo.clockwork
    assert (clockwork.mode, clockwork.busy) == ("paused", False)
    assert clockwork.next_event is not None
    assert clockwork.next_event.at == QUARTER_PAST_FIVE
    assert clockwork.next_event.what == "Mia is asked for a hand-off, 17:15 in Sydney"
    said = [demo.box.read(one) for one in demo.box.messages("atlas")]
    assert any("Handed over to" in one for one in said)
    (waiting,) = [one for one in said if "Digest for Sydney, Mon 2 Nov" in one]
    assert "[Pick up]" in waiting.partition("Waiting on you")[2]


async def test_who_is_played_while_it_flies_there_is_played_from_then_on() -> None:
    async with opened(START) as (page, clockwork):
        demo = Demo(page, clockwork)
        mia = demo.person("mia")
        flying = asyncio.create_task(clockwork.fly_to(opening(START)))
        await asyncio.sleep(0)
        await clockwork.playing(mia.id)
        await flying
        assert "receipt" in demo.kinds("mia")
        assert not clockwork.played_by_itself(mia.id)
        await demo.steps_until(QUARTER_PAST_FIVE + timedelta(hours=1))
        assert demo.kinds("mia")[-2:] == ["prompt", "reminder"]


async def test_a_step_goes_to_the_next_thing_that_somebody_can_see(demo: Demo) -> None:
    seen = len(demo.box.log)
    await demo.clockwork.step()
    assert demo.clockwork.now == QUARTER_PAST_FIVE
    assert demo.kinds("mia")[-1] == "prompt"
    for _ in range(12):
        seen, at = len(demo.box.log), demo.clockwork.now
        await demo.clockwork.step()
        assert len(demo.box.log) > seen
        assert demo.clockwork.now > at


async def test_each_step_is_announced_before_it_comes(demo: Demo) -> None:
    said = []
    for _ in range(7):
        assert demo.clockwork.next_event is not None
        said.append(demo.clockwork.next_event.what)
        await demo.clockwork.step()
    assert said == [
        "Mia is asked for a hand-off, 17:15 in Sydney",
        "Mia hands over, 17:21 in Sydney",
        "Sydney stops, and its open steps move on, 17:30 in Sydney",
        "Kolkata inherits new hand-offs, 12:21 in Kolkata",
        "Arjun picks up a step, 12:33 in Kolkata",
        "Arjun asks about a step, 12:41 in Kolkata",
        "Berlin has its morning digest, 09:00 in Berlin",
    ]


async def test_who_is_played_acts_no_more_by_the_script_and_the_others_go_on(demo: Demo) -> None:
    mia = demo.person("mia")
    await demo.clockwork.playing(mia.id)
    assert not demo.clockwork.played_by_itself(mia.id)
    await demo.clockwork.step()
    following = demo.clockwork.next_event
    assert following is not None
    assert following.what == "Sydney stops, and its open steps move on, 17:30 in Sydney"
    await demo.steps_until(QUARTER_PAST_FIVE + timedelta(hours=6))
    assert demo.kinds("mia")[-2:] == ["prompt", "reminder"]
    assert demo.kinds("arjun")[-1] == "receipt"
    await demo.clockwork.playing(None)
    await demo.steps_until(QUARTER_PAST_FIVE + timedelta(hours=24, minutes=10))
    assert demo.kinds("mia")[-1] == "receipt"


async def test_what_somebody_does_on_the_page_is_answered_though_the_clock_stands_still(demo: Demo) -> None:
    mia = demo.person("mia")
    await demo.clockwork.playing(mia.id)
    await demo.clockwork.step()
    await mia.press(mia.dms[-1], text="Nothing to hand over")
    await demo.clockwork.acted()
    await demo.box.until(lambda: demo.kinds("mia")[-1] == "receipt")
    assert demo.clockwork.now - QUARTER_PAST_FIVE < timedelta(minutes=1)


async def test_a_question_goes_to_its_author_in_the_morning_and_the_answer_back(demo: Demo) -> None:
    await demo.steps_until(opening(START) + timedelta(hours=16))
    (asked,) = [one for one in demo.person("mia").dms[-3:] if "asks about a step" in demo.box.read(one)]
    assert "Your morning note" in demo.box.read(asked)
    await demo.steps_until(opening(START) + timedelta(hours=24))
    (answered,) = [one for one in demo.person("arjun").dms if "answered you" in demo.box.read(one)]
    assert "done by Arjun Rao" in "".join(demo.box.read(one) for one in demo.box.messages("atlas"))
    assert answered.ts > asked.ts


async def test_what_somebody_has_done_already_is_left_by_the_script(demo: Demo) -> None:
    await demo.clockwork.step()
    mia = demo.person("mia")
    await mia.press(mia.dms[-1], text="Nothing to hand over")
    await demo.clockwork.step()
    await demo.clockwork.step()
    assert mia.view is None


async def test_it_runs_by_itself_until_it_is_paused(demo: Demo) -> None:
    told: list[str] = []
    demo.clockwork.watch(lambda: told.append(demo.clockwork.mode))
    await demo.clockwork.run()
    await demo.clockwork.run()
    await demo.box.until(lambda: demo.kinds("mia")[-1] == "receipt", timeout=10)
    await demo.clockwork.pause()
    await demo.clockwork.at_rest()
    stands = demo.clockwork.now
    await asyncio.sleep(1.2)
    assert demo.clockwork.now == stands
    assert told[0] == "running"
    assert told[-1] == "paused"


async def test_steps_asked_for_together_come_one_after_the_other(demo: Demo) -> None:
    await asyncio.gather(*(demo.clockwork.step() for _ in range(3)))
    assert demo.clockwork.now > QUARTER_PAST_FIVE + timedelta(minutes=6)
    assert not demo.clockwork.busy


async def test_hours_and_working_times_are_those_the_bot_goes_by(demo: Demo) -> None:
    lena = demo.person("lena")
    assert demo.clockwork.hours(lena.id) == "mon-fri 09:00-17:30"
    assert not demo.clockwork.working(lena.id, datetime(2026, 11, 2, 7, 59, tzinfo=UTC))
    assert demo.clockwork.working(lena.id, datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    assert demo.clockwork.hours("U404") == ""
    assert not demo.clockwork.working("U404", demo.clockwork.now)


@pytest.mark.timeout(150)
async def test_a_week_is_stepped_through_in_less_than_two_minutes(demo: Demo) -> None:
    began = time.monotonic()
    steps = await demo.steps_until(opening(START) + timedelta(days=7))
    assert time.monotonic() - began < 120
    assert 60 < steps < 400


@pytest.mark.parametrize(
    ("start", "before"),
    [(date(2026, 11, 2), date(2026, 10, 30)), (date(2026, 11, 4), date(2026, 11, 3))],
    ids=["a Monday", "a Wednesday"],
)
def test_the_day_before_is_one_on_which_everybody_works(start: date, before: date) -> None:
    assert working_day_before(start) == before
