"""A day of everything that people do, for a bot in a process of its own, hour by hour."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from bot.services.platform import House
from tests.prove.reckoning import HOUR, MINUTE
from tests.run.process import Process
from tests.support.shown import Shown
from tests.support.slack.somebody import SlackPerson
from tests.support.slack.world import SlackWorld
from tests.support.somebody import AWAKE
from tests.support.world import CHANNELS, PEOPLE, Running

APART = ("-m", "tests.prove.apart")
NAMES = [name for name, _, _ in PEOPLE]
ASKS = ("Pick up", "Done", "Undo", "Give back")
DROPS = 8
LARGEST_ANSWER = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What the process holds. blocks: of memory, as the interpreter counts those it has given out."""

    kilobytes: int
    blocks: int
    files: int
    sockets: int
    tasks: int
    threads: int
    rows: dict[str, int]


class Distant:
    """The bot in the other process, which is asked over a socket."""

    def __init__(self, process: Process, path: Path, world: SlackWorld) -> None:
        self._process, self._path, self._world = process, path, world
        self._stack = AsyncExitStack()
        self._busy = False

    async def begin(self) -> None:
        """Wait for it to be reached."""
        await self._stack.enter_async_context(self._process)
        await self._process.logs("apart.ready", within=60.0)
        self._reader, self._writer = await asyncio.open_unix_connection(self._path, limit=LARGEST_ANSWER)

    @property
    def house(self) -> House:
        raise AssertionError("it is in another process")

    @property
    def busy(self) -> bool:
        """As it said last."""
        return self._busy

    async def tick(self) -> None:
        await self.asked("tick")

    async def settled(self) -> None:
        self._busy = bool(await self.asked("settled"))

    async def next_due(self) -> datetime | None:
        due = await self.asked("due")
        return datetime.fromisoformat(due) if due else None

    async def weighed(self) -> Weight:
        """What it holds by now."""
        return Weight(**await self.asked("weigh"))

    async def stop(self) -> None:
        await self.asked("stop")
        self._writer.close()
        assert await self._process.ended() == 0, self._process.said
        await self._stack.aclose()

    async def asked(self, what: str) -> Any:
        """What it answers to that."""
        asked = {"do": what, "at": self._world.clock.now().isoformat()}
        self._writer.write(json.dumps(asked).encode() + b"\n")
        answer = await self._reader.readline()
        assert answer, "it is gone:\n" + "\n".join(self._process.said)
        return json.loads(answer)


class SoakWorld(SlackWorld):
    """The usual one until `moves_out`; from then on its bot is in a process of its own."""

    def __init__(self, database: str, folder: Path) -> None:
        super().__init__(database, over="socket")
        self._folder = folder
        self._apart: Distant | None = None
        self._out = False

    async def moves_out(self) -> Distant:
        """Another process takes the place of the bot in this one."""
        await self.goes_down()
        self._out = True
        await self.comes_back()
        assert self._apart is not None, "it was just started"
        return self._apart

    async def start_bot(self) -> Running:
        if not self._out:
            return await super().start_bot()
        path = self._folder / "apart.sock"
        given = {
            "SLACK_BOT_TOKEN": self.box.bot_token,
            "SLACK_APP_TOKEN": self.box.app_token,
            "SLACK_API_URL": self.box.api_url,
            "DATABASE_URL": self.database,
            "CLOCK_STARTS": self.clock.now().isoformat(),
        }
        process = Process(f"{path}", given=given, folder=self._folder, program=APART)
        self._apart = Distant(process, path, self)
        await self._apart.begin()
        await self.box.connected()
        return self._apart


class Day:
    """The same mix in every hour, whoever's turn it is; what asks for an answer is answered."""

    def __init__(self, world: SoakWorld) -> None:
        self._world, self._rng = world, Random(3)
        self._turn = 0
        self.acts = 0

    async def hour(self) -> None:
        """One hour's, and the clock has gone on by it."""
        begun = self._world.clock.now()
        await self._talks()
        await self._hands_over()
        await self._asks()
        await self._world.until(begun + 20 * MINUTE)
        await self._answers()
        await self._trouble()
        await self._world.until(begun + HOUR)

    def _next(self) -> SlackPerson:
        self._turn += 1
        return self._world.person(NAMES[self._turn % len(NAMES)])

    async def _talks(self) -> None:
        for number in range(8):
            said = await self._next().says(f"Row {number} is done, see below.", where=CHANNELS[number % 2])
            if number % 4 == 0:
                await self._world.box.person(NAMES[0]).post(CHANNELS[0], "Good.", thread_ts=said.native.ts)
        who = self._next()
        said = await who.says("@maya can we talk?", where="atlas")
        await self._world.until(self._world.clock.now() + 3 * MINUTE)
        await who.edits(said, "@maya can we talk about row 7?")
        self.acts += 12

    async def _hands_over(self) -> None:
        who = self._next()
        await who.writes(f"A line of {who.name}.")
        await who.opens("/handoff")
        await who.hands_over(f"It stands where it stood, {self._turn}.", steps=[("Look at row 7", AWAKE)])
        self.acts += 5

    async def _asks(self) -> None:
        who = self._next()
        for command, text in (("/when", "@maya"), ("/digest", ""), ("/digest", "me"), ("/sunrelay", "why")):
            await who.commands(command, text, where="atlas")
            if who.has_form:
                await who.closes()
        await who.opens_home()
        await who.moves_to(who.zone)
        self.acts += 6

    async def _answers(self) -> None:
        """Evenings, and what stands in the channels."""
        for name in NAMES:
            who = self._world.person(name)
            if waiting := [one for one in who.private[-3:] if "Nothing to hand over" in one.buttons]:
                button = ("Nothing to hand over", "In 30 minutes")[self._turn % 2]
                await self._pressed(who, waiting[-1], button)
        for shown in self._world.person(NAMES[0]).posts("atlas")[-3:]:
            if pressed := [one for one in ASKS if one in shown.buttons]:
                await self._pressed(self._next(), shown, pressed[0])

    async def _pressed(self, who: SlackPerson, shown: Shown, button: str) -> None:
        if button not in shown.buttons:
            return
        await who.press_in(shown, button)
        if who.has_form:
            await who.closes()
        self.acts += 1

    async def _trouble(self) -> None:
        """Slack stumbles, and cuts the connection."""
        faults = self._world.box.faults
        faults.fail("chat.postMessage")
        faults.throttle("chat.update", retry_after=5)
        faults.redeliver("event", more=2)
        await self._world.box.refresh_sockets()
        if self._turn % DROPS == 0:  # which takes some seconds of the machine's until it is noticed
            self._world.box.drop_sockets()
            await self._world.box.connected()
        await self._next().writes(f"A line after all, {self._turn}.")
        faults.clear()


def third(weights: Sequence[Weight], name: str, *, last: bool) -> int:
    """A figure in the first or the last third of the hours: the median."""
    figures = [int(getattr(one, name)) for one in weights]
    some = figures[-len(figures) // 3 :] if last else figures[: len(figures) // 3]
    return sorted(some)[len(some) // 2]
