"""Random weeks of five colleagues: whatever they answer, nothing is asked twice, lost, or told twice."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from bot.domain.identity import StepId
from bot.messages.answer import Ask
from bot.metrics import Metrics
from storage import questions
from storage.store import Store
from storage.tables import metadata
from storage.transaction import Tx
from tests.services.given import DAYS, ZONES, Relay, at, day

NAMES = tuple(ZONES)
WORKDAYS = DAYS[:5]
ANSWERS = ("write", "early", "nothing", "snooze", "off", "undo", "silent", "twice", "late")
OWNERS = ("awake", "me", "person:1", "person:3", "region:1", "region:3")
HALF_AN_HOUR = timedelta(minutes=30)
START = at("lena", "Sun 12:00", week=-1)

# What someone does about an evening, how many minutes after the prompt, and whom their steps are for.
Plan = Mapping[tuple[str, str], tuple[str, int, list[str]]]
# Who does what, each morning, with the oldest step that can be acted on.
Taken = list[tuple[str, str]]
Act = tuple[datetime, Callable[[], Awaitable[object]]]

an_evening = st.tuples(
    st.sampled_from(ANSWERS), st.integers(0, 200), st.lists(st.sampled_from(OWNERS), max_size=3)
)
plans = st.permutations(NAMES).flatmap(
    lambda some: st.fixed_dictionaries({(name, one): an_evening for name in some[:3] for one in WORKDAYS})
)
DEEDS = ("pick_up", "give_back", "ask", "answer", "done", "not_needed", "undo")
takings = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(DEEDS)), max_size=8)


class Week:
    """One week played, and what must hold at its end."""

    def __init__(self, relay: Relay, plan: Plan, taken: Taken) -> None:
        self.relay = relay
        self.plan = plan
        self.taken = taken
        self.names = list(dict.fromkeys(name for name, _ in plan))

    async def play(self) -> None:
        await self.relay.team(*self.names)
        acts = [one for name, day_name in self.plan for one in self._acts(name, day_name)]
        acts += [self._taking(one) for one in WORKDAYS]
        for when, act in sorted(acts, key=lambda one: one[0]):
            await self.relay.until(when)
            await act()
            await self.relay.delivers()
        await self.relay.until(at("sam", "Tue 12:00", week=1))

    def _acts(self, name: str, day_name: str) -> list[Act]:
        what, minutes, owners = self.plan[name, day_name]
        when = at(name, f"{day_name} 17:15") + timedelta(minutes=minutes)
        soon = when + timedelta(minutes=5)
        relay = self.relay

        def writes(text: str, some: list[str]) -> Callable[[], Awaitable[object]]:
            steps = [(f"{text} {name} {day_name} {number}", owner) for number, owner in enumerate(some)]
            summary = f"{text}, mark {name}-{day_name}."
            return lambda: relay.hands_over(name, summary, *steps)

        def presses(button: str) -> Callable[[], Awaitable[object]]:
            return lambda: relay.presses(name, button, day_name)

        match what:
            case "write":
                return [(when, writes("Fix", owners))]
            case "early":
                return [(at(name, f"{day_name} 14:00"), writes("Fix", owners))]
            case "late":
                return [(at(name, f"{day_name} 23:15"), writes("Fix", owners))]
            case "twice":
                return [(when, writes("Fix", owners)), (soon, writes("Mend", owners[1:]))]
            case "undo":
                return [(when, presses("off")), (soon, presses("undo"))]
            case "silent":
                return []
            case _:
                return [(when, presses(what))]

    def _taking(self, day_name: str) -> Act:
        async def take() -> None:
            for name, what in self.taken:
                for step in (await self.relay.unfinished())[:1]:
                    await self._acts_on(step.id, name, what)

        return at("lena", f"{day_name} 10:00"), take

    async def _acts_on(self, step: StepId, name: str, what: str) -> None:
        """A question or an answer is two things: the button, and the form if there is one."""
        if what == "answer":
            waiting = await self.relay.store.read(questions.open_of, step)
            answer = await self.relay.answers(name, waiting.id if waiting else 1)
        else:
            answer = await self.relay.acts(name, what, step)
        if isinstance(answer, Ask):
            await self.relay.says(name, answer.form, f"{name.title()} says.")

    async def check(self) -> None:
        await self._every_evening_is_in_the_ledger_once()
        await self._nobody_is_asked_twice()
        await self._everything_is_told_once()
        await self._every_step_waits_in_one_place()

    async def _every_evening_is_in_the_ledger_once(self) -> None:
        for name in self.names:
            found = [one for one, _, _ in await self.relay.evenings(name)]
            assert [one for one in found if one < day("Sat")] == [day(one) for one in WORKDAYS]

    async def _nobody_is_asked_twice(self) -> None:
        letters = [
            one for name in self.names for one in await self.relay.posted(to=name) if one.state == "sent"
        ]
        dated = [one for one in letters if one.letter.document.day is not None]
        asked = Counter((one.kind, one.letter.to.id, one.letter.document.day) for one in dated)
        assert set(asked.values()) <= {1}
        for name, one in self.plan:
            evening = await self.relay.evening(name, one)
            assert evening is not None
            assert evening.asked_at in (None, at(name, f"{one} 17:15"))
            assert evening.reminded_at in (None, at(name, f"{one} 18:00"))
            if evening.snoozed_until is not None and evening.reminded_at is not None:
                assert evening.snoozed_until >= evening.reminded_at + HALF_AN_HOUR, "it replaces the reminder"

    async def _everything_is_told_once(self) -> None:
        seen = await self.relay.seen()
        count = max((handoff for _, handoff, _, _ in seen), default=0)
        regions = [one.id for one in (await self.relay.whole()).plans]
        assert sorted((region, handoff) for region, handoff, _, _ in seen) == sorted(
            (region, handoff) for region in regions for handoff in range(1, count + 1)
        )
        assert Counter(handoff for _, handoff, _, in_full in seen if in_full) == Counter(range(1, count + 1))
        posts = [one.text for one in await self.relay.posted("digest", "handover", to="atlas")]
        for name, one in self.plan:
            assert sum(text.count(f"mark {name}-{one}.") for text in posts) <= 1

    async def _every_step_waits_in_one_place(self) -> None:
        regions = {one.id for one in (await self.relay.whole()).regions}
        for step in await self.relay.unfinished():
            waiting = await self.relay.store.read(questions.open_of, step.id)
            assert (step.state == "returned") == (waiting is not None)
            if step.state == "picked_up":
                assert step.holder is not None
            elif step.holder is not None:
                assert step.state == "returned"
            else:
                assert not step.read_back
                assert (step.region is None) != (step.person is None)
                assert step.region is None or step.region in regions


class AtOnce:
    """A store that does in the caller's thread, on one connection, what it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._tx = Tx(connection)
        self.metrics = Metrics()

    async def transact(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return work(self._tx, *args, **kwargs)

    read = transact


async def _hold_together(relay: Relay, plan: Plan, taken: Taken) -> None:
    week = Week(relay, plan, taken)
    await week.play()
    await week.check()


# A week takes a second or two: a few a run, others in the next run, and none spent on a smaller example.
@pytest.mark.crossed
@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(plan=plans, taken=takings)
def test_whatever_they_answer_a_week_holds_together(plan: Plan, taken: Taken) -> None:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        relay = Relay(cast(Store, AtOnce(connection)), START)
        asyncio.run(_hold_together(relay, plan, taken))
    engine.dispose()


async def test_a_week_of_every_answer_holds_together(relay: Relay) -> None:
    names = ("mia", "lena", "maya")
    plan = {
        (name, one): (ANSWERS[(3 * row + column) % len(ANSWERS)], 7 * row, list(OWNERS[column : column + 3]))
        for row, name in enumerate(names)
        for column, one in enumerate(WORKDAYS[2:])
    }
    taken = [("lena", "pick_up"), ("lena", "ask"), ("maya", "answer"), ("maya", "undo"), ("mia", "ask")]
    taken += [("maya", "done"), ("mia", "pick_up"), ("mia", "undo"), ("lena", "give_back")]
    await _hold_together(relay, plan, taken)
