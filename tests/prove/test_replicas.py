"""Four workers and two web processes on one database, one killed every few seconds: one effect of each."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bot.demo.lines import told
from sandbox.elements import NotPossible
from sandbox.message import Message
from sandbox.person import Person
from tests.prove.conftest import Proved
from tests.prove.fleet import Fleet
from tests.run import kept
from tests.run.office import LABEL

pytestmark = pytest.mark.prove

KILL_EVERY = 5.0  # seconds of the machine's
WAIT = 1800.0

ASKED = ("prompt", "receipt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """So many are asked, and so many do each of four things.

    over: seconds within which those act who wait for nothing. patience: seconds that somebody waits for a
    form; more people make the machine slow, and impatient ones slower.
    """

    people: int
    each: int
    over: float
    patience: float


# With 10,000 it is part of `make year`.
FEW = Town(people=1_000, each=20, over=20.0, patience=4.0)
ALL = Town(people=10_000, each=60, over=240.0, patience=30.0)


class Evening:
    """What people do meanwhile, again and again until Slack says that it was taken."""

    def __init__(self, fleet: Fleet, town: Town) -> None:
        self._fleet, self._town, self._rng = fleet, town, Random(8)
        self.again = 0

    async def writes(self, number: int) -> None:
        """Asked, they write."""
        person = self._person(number)
        await self._asked(person)
        await self._until(partial(self._sent, person, number, partial(self._presses, person)))

    async def goes_ahead(self, number: int) -> None:
        """They write by the command, asked or not."""
        person = self._person(number)
        await asyncio.sleep(self._rng.uniform(0, self._town.over))
        await self._until(partial(self._sent, person, number, partial(self._commands, person)))

    async def has_nothing(self, number: int) -> None:
        """Asked, they say so."""
        person = self._person(number)
        await self._asked(person)
        await self._until(partial(self._says_nothing, person))

    async def keeps_a_line(self, number: int) -> None:
        """They write to the bot; Slack itself delivers that again until it is taken."""
        await asyncio.sleep(self._rng.uniform(0, self._town.over))
        await self._person(number).post(None, line(number))

    def _person(self, number: int) -> Person:
        return self._fleet.box.person(f"U{number}")

    async def _asked(self, person: Person) -> None:
        await self._fleet.asked[person.id].wait()
        await asyncio.sleep(self._rng.uniform(0, 5))

    async def _until(self, taken: Callable[[], Awaitable[bool]]) -> None:
        while not await taken():
            self.again += 1
            await asyncio.sleep(self._rng.uniform(0.2, 1.0))

    async def _sent(self, person: Person, number: int, opens: Callable[[], Awaitable[bool]]) -> bool:
        if person.view is None and not await opens():
            return False
        if not (await person.fill({LABEL: words(number)})).ok:
            return False
        return (await person.submit()).outcome == "cleared"

    async def _presses(self, person: Person) -> bool:
        done = await person.press(asked(person)[0], text="Write hand-off")
        return done.ok and await self._sees_form(person)

    async def _commands(self, person: Person) -> bool:
        channel = f"C{(int(person.id[1:]) - 1) // 50 + 1}"
        return (await person.command(channel, "/handoff")).ok and await self._sees_form(person)

    async def _sees_form(self, person: Person) -> bool:
        try:
            await person.sees_form(timeout=self._town.patience)
        except TimeoutError:
            return False
        return True

    async def _says_nothing(self, person: Person) -> bool:
        """Where the answer to a press was lost, what they see tells that it was taken."""
        try:
            return (await person.press(asked(person)[0], text="Nothing to hand over")).ok
        except NotPossible:
            return True


@pytest.mark.timeout(900)
async def test_six_processes_of_which_one_is_killed_every_few_seconds(
    tmp_path: Path, postgres_database: str, proved: Proved
) -> None:
    await _one_effect_of_each(tmp_path, postgres_database, proved, FEW)


@pytest.mark.year
@pytest.mark.timeout(3600)
async def test_the_same_of_ten_thousand(tmp_path: Path, postgres_database: str, proved: Proved) -> None:
    await _one_effect_of_each(tmp_path, postgres_database, proved, ALL)


async def _one_effect_of_each(folder: Path, database: str, proved: Proved, town: Town) -> None:
    async with Fleet(folder, database, town.people, Random(7)) as fleet:
        evening = Evening(fleet, town)
        acts = (evening.writes, evening.has_nothing, evening.goes_ahead, evening.keeps_a_line)
        each = town.each
        chosen = Random(9).sample(range(1, town.people + 1), each * len(acts))
        writing, idle, ahead, keeping = (
            chosen[first : first + each] for first in range(0, len(chosen), each)
        )
        groups = zip(acts, (writing, idle, ahead, keeping), strict=True)
        begun = time.monotonic()
        async with asyncio.TaskGroup() as doing:
            killing = asyncio.create_task(_kills(fleet))
            for act, group in groups:
                for number in group:
                    doing.create_task(act(number))
            doing.create_task(
                fleet.box.until(lambda: fleet.kinds["prompt"] >= town.people - each, timeout=WAIT)
            )
        killing.cancel()
        with suppress(asyncio.CancelledError):
            await killing
        await fleet.balancer.settled()
        await _at_rest(fleet)
        took = time.monotonic() - begun
        _each_once(fleet, town.people, writing=writing, ahead=ahead, keeping=keeping)
        assert sorted(kept.summaries(database)) == sorted(map(words, [*writing, *ahead]))
        assert sorted(kept.lines(database)) == sorted(map(line, keeping))
        assert fleet.box.lost_events == []
    assert [said for said in fleet.said if '"level": "error"' in said] == []
    proved(
        prompts=fleet.kinds["prompt"],
        kills=fleet.kills,
        deliveries=dict(fleet.balancer.came),
        done_again_by_people=evening.again,
        seconds=round(took),
    )


async def _kills(fleet: Fleet) -> None:
    while True:
        await asyncio.sleep(KILL_EVERY)
        await fleet.loses_one()


def _each_once(
    fleet: Fleet, people: int, *, writing: list[int], ahead: list[int], keeping: list[int]
) -> None:
    """Every message came once, everyone was asked once, and each hand-off has one receipt."""
    assert [key for key, count in fleet.posted.items() if key and count > 1] == []
    prompts = Counter(key.split("/")[1] for key in fleet.posted if key.startswith("prompt/"))
    asked_once = {f"{number}" for number in range(1, people + 1)} - {f"{number}" for number in ahead}
    assert set(prompts.values()) == {1}
    assert asked_once <= prompts.keys() <= asked_once | {f"{number}" for number in ahead}
    for number in (*writing, *ahead):
        dms = fleet.box.person(f"U{number}").dms
        assert [told(one)[0] for one in dms].count("receipt") == 1, number
    for number in keeping:
        answers = [one for one in fleet.box.person(f"U{number}").dms if one.by_bot and told(one)[0] == ""]
        assert len(answers) == 1, number


async def _at_rest(fleet: Fleet) -> None:
    """What the killed had taken is free again after five minutes of their clock."""
    left = {}
    for _ in range(int(WAIT)):
        left = await asyncio.to_thread(fleet.left)
        if not any(left.values()):
            return
        await asyncio.sleep(1.0)
    raise AssertionError(f"it does not come to rest: {left}")


def asked(person: Person) -> list[Message]:
    """Their prompts, which turn into receipts."""
    return [one for one in person.dms if one.by_bot and told(one)[0] in ASKED]


def words(number: int) -> str:
    """What they hand over."""
    return f"Hand-off of {number}."


def line(number: int) -> str:
    """What they keep for it."""
    return f"Row {number} is empty."
