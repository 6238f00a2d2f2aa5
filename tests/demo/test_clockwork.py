"""The demo's clock: from one event that somebody can see to the next, by itself or step by step."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

from bot.demo.browser import opened, opening, working_day_before
from bot.demo.clockwork import DemoClockwork
from sandbox.page import Happened, Page
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what was announced, when it came, how much reached somebody, and what is told of it."""

    announced: str
    at: datetime
    reached: int
    told: tuple[Happened, ...]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def whole() -> AsyncIterator[Demo]:
    """As it opens, after a day that has gone round; for tests that leave it as it is."""
    async with opened(START) as (page, clockwork):
        await clockwork.fly_to(opening(START))
        yield Demo(page, clockwork)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def day() -> AsyncIterator[tuple[Demo, list[Step]]]:
    """The day that follows, step by step, and how the workspace is after it."""
    async with opened(START) as (page, clockwork):
        await clockwork.fly_to(opening(START))
        demo, steps = Demo(page, clockwork), []
        while clockwork.now < opening(START) + timedelta(hours=24):
            seen, following = len(demo.box.log), clockwork.next_event
            await clockwork.step()
            steps.append(
                Step(
                    announced=following.what if following is not None else "",
                    at=clockwork.now,
                    reached=len(demo.box.log) - seen,
                    told=tuple(clockwork.lately),
                )
            )
        yield demo, steps


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    """Before the first evening of all, which is quickly reached; for tests that meddle."""
    async with opened(START + timedelta(days=1)) as (page, clockwork):
        await clockwork.fly_to(opening(START))
        yield Demo(page, clockwork)


@pytest.mark.asyncio(loop_scope="module")
async def test_it_opens_before_the_first_is_asked_with_a_day_that_has_gone_round(whole: Demo) -> None:
    clockwork = whole.clockwork
    assert (clockwork.mode, clockwork.busy, clockwork.lately) == ("paused", False, ())
    assert clockwork.next_event is not None
    assert clockwork.next_event.at == QUARTER_PAST_FIVE
    assert clockwork.next_event.what == "Mia is asked for a hand-off, 17:15 in Sydney"
    said = [whole.box.read(one) for one in whole.box.messages("atlas")]
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


def test_a_step_goes_to_the_next_thing_that_somebody_can_see(day: tuple[Demo, list[Step]]) -> None:
    _, steps = day
    assert steps[0].at == QUARTER_PAST_FIVE
    assert all(one.reached for one in steps)
    times = [one.at for one in steps]
    assert times == sorted(set(times))


def test_each_step_is_announced_before_it_comes(day: tuple[Demo, list[Step]]) -> None:
    _, steps = day
    assert [one.announced for one in steps[:7]] == [
        "Mia is asked for a hand-off, 17:15 in Sydney",
        "Mia hands over, 17:21 in Sydney",
        "Sydney stops, and its open steps move on, 17:30 in Sydney",
        "Kolkata is told of new hand-offs, 12:21 in Kolkata",
        "Arjun picks up a step, 12:33 in Kolkata",
        "Arjun asks about a step, 12:41 in Kolkata",
        "Berlin has its morning digest, 09:00 in Berlin",
    ]


def test_after_each_step_it_is_told_what_happened_and_where_it_is_seen(day: tuple[Demo, list[Step]]) -> None:
    demo, steps = day
    assert [[one.what for one in step.told] for step in steps[:7]] == [
        ["Mia was asked for a hand-off"],
        ["Mia handed over"],
        ["Sydney stopped, and its open steps moved on"],
        ["Kolkata was told of new hand-offs"],
        ["Arjun picked up a step"],
        ["Arjun asked about a step"],
        ["Berlin has its morning digest", "Lena has a morning note"],
    ]
    asked = steps[0].told[0]
    assert (asked.channel, asked.who) == (demo.person("mia").dm, demo.person("mia").id)
    assert asked.you == "Sunrelay asked you for your hand-off"
    for step in steps:
        assert step.told
        assert all(demo.box.workspace.timeline.of(one.channel).get(one.ts) for one in step.told)
        assert not any("Something" in one.what or "a message" in one.what for one in step.told)


def test_a_question_goes_to_its_author_in_the_morning_and_the_answer_back(
    day: tuple[Demo, list[Step]],
) -> None:
    demo, _ = day
    (asked,) = [one for one in demo.person("mia").dms if "asks about a step" in demo.box.read(one)]
    (answered,) = [one for one in demo.person("arjun").dms if "answered you" in demo.box.read(one)]
    assert "done by Arjun Rao" in "".join(demo.box.read(one) for one in demo.box.messages("atlas"))
    assert answered.ts > asked.ts


async def test_who_is_played_acts_no_more_by_the_script_and_the_others_go_on(demo: Demo) -> None:
    mia = demo.person("mia")
    await demo.clockwork.playing(mia.id)
    assert not demo.clockwork.played_by_itself(mia.id)
    await demo.clockwork.step()
    following = demo.clockwork.next_event
    assert following is not None
    assert not following.what.startswith("Mia hands over")
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
    await demo.box.until(lambda: "receipt" in demo.kinds("mia"), timeout=10)
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


@pytest.mark.asyncio(loop_scope="module")
async def test_hours_and_working_times_are_those_the_bot_goes_by(whole: Demo) -> None:
    lena = whole.person("lena")
    assert whole.clockwork.hours(lena.id) == "mon-fri 09:00-17:30"
    assert not whole.clockwork.working(lena.id, datetime(2026, 11, 2, 7, 59, tzinfo=UTC))
    assert whole.clockwork.working(lena.id, datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    assert whole.clockwork.hours("U404") == ""
    assert not whole.clockwork.working("U404", whole.clockwork.now)


@pytest.mark.parametrize(
    ("start", "before"),
    [(date(2026, 11, 2), date(2026, 10, 30)), (date(2026, 11, 4), date(2026, 11, 3))],
    ids=["a Monday", "a Wednesday"],
)
def test_the_day_before_is_one_on_which_everybody_works(start: date, before: date) -> None:
    assert working_day_before(start) == before
