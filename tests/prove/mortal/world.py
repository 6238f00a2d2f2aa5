"""The workspace of the journeys, with a bot in another process that dies and is started again."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from bot.services.platform import House
from sandbox.clock import SteppedClock, microseconds
from tests.prove.mortal.edges import Agent
from tests.prove.mortal.nursery import BYTES
from tests.run.process import ROOT
from tests.support.slack.world import SlackWorld
from tests.support.world import START

WAIT = 20.0
NEWS = 2.0
# By then what the dead one had taken is free again on PostgreSQL, and what may be there is looked for.
LEASES_END = timedelta(minutes=6)
LOOKED_FOR = timedelta(minutes=3)


class Died(Exception):
    """The bot is gone."""


class SharedClock(SteppedClock):
    """A stepped clock that another process can follow, in a file."""

    def __init__(self, start: datetime, file: Path) -> None:
        super().__init__(start)
        self.file = file
        self._tell()

    def move_to(self, at: datetime) -> None:
        super().move_to(at)
        self._tell()

    def _tell(self) -> None:
        told = microseconds(self.now()).to_bytes(BYTES, "big")
        if not self.file.exists():
            self.file.write_bytes(told)
        with self.file.open("r+b") as held:
            held.write(told)


class Nursery:
    """Where bots come from. Use it as `async with`."""

    def __init__(self, folder: Path) -> None:
        self.said = folder / "said.log"

    async def __aenter__(self) -> Self:
        with self.said.open("wb") as said:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.prove.mortal.nursery",
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
                stdin=asyncio.subprocess.PIPE,
                stdout=said,
                stderr=said,
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process.stdin is not None, "a pipe was asked for"
        self._process.stdin.close()
        await self._process.wait()

    def bear(self, **given: str) -> None:
        """One more, with this for the way."""
        assert self._process.stdin is not None, "a pipe was asked for"
        self._process.stdin.write(json.dumps(given).encode() + b"\n")


class RemoteBot:
    """A bot at the other end of a line. What is asked of a dead one raises `Died`."""

    house: House
    busy = False

    def __init__(self, heard: asyncio.StreamReader, said: asyncio.StreamWriter) -> None:
        self._heard, self._said = heard, said
        self._turns = asyncio.Lock()
        self.dead = asyncio.Event()

    async def begin(self) -> None:
        """Learn who it is."""
        born = await self._next()
        self.pid, self.port = born["pid"], born["port"]
        self._answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listening = asyncio.create_task(self._listen())

    async def tick(self) -> None:
        await self.asked("tick")

    async def settled(self) -> None:
        self.busy = (await self.asked("settle"))["busy"]

    async def next_due(self) -> datetime | None:
        at = (await self.asked("next due"))["at"]
        return datetime.fromisoformat(at) if at else None

    async def stop(self) -> None:
        """In order."""
        with suppress(Died):
            await self.asked("stop")
        await self.dead.wait()
        self._said.close()

    async def died(self) -> bool:
        """Whether it is dead; whoever was talking to it may know before we do."""
        with suppress(TimeoutError):
            async with asyncio.timeout(NEWS):
                await self.dead.wait()
        return self.dead.is_set()

    async def kill(self) -> None:
        """SIGKILL, and wait for it to be gone."""
        os.kill(self.pid, signal.SIGKILL)
        await self.dead.wait()

    async def asked(self, what: str, **more: Any) -> dict[str, Any]:
        """Ask something of it, and wait for the answer."""
        async with self._turns:
            if self.dead.is_set():
                raise Died
            self._said.write(json.dumps({"what": what, **more}).encode() + b"\n")
            answer: dict[str, Any] = await unless(self.dead, self._answers.get())
            return answer

    async def _listen(self) -> None:
        with suppress(EOFError, ConnectionError):
            while True:
                self._answers.put_nowait(await self._next())
        while alive(self.pid):  # noqa: ASYNC110 -- nothing tells when it has let go of its database
            await asyncio.sleep(0.001)
        self.dead.set()

    async def _next(self) -> dict[str, Any]:
        line = await self._heard.readline()
        if not line:
            raise EOFError
        told: dict[str, Any] = json.loads(line)
        return told


def alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def unless(dead: asyncio.Event, work: Awaitable[Any]) -> Any:
    """What comes of it. Raises `Died` if that comes first, and `TimeoutError` if neither does."""
    doing, dying = asyncio.ensure_future(work), asyncio.ensure_future(dead.wait())
    try:
        await asyncio.wait({doing, dying}, timeout=WAIT, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return doing.result()
        raise Died if dying.done() else TimeoutError
    finally:
        doing.cancel()
        dying.cancel()


class MortalWorld(SlackWorld):
    """Use it as `async with`. over: `socket` on SQLite and `http` on PostgreSQL."""

    def __init__(self, database: str, *, folder: Path, nursery: Nursery) -> None:
        sqlite = database.startswith("sqlite")
        clock = SharedClock(START, folder / "clock")
        super().__init__(database, over="socket" if sqlite else "http", clock=clock, retry_scale=0.005)
        self._clock_file = clock.file
        self._line = folder / "line"
        self._nursery = nursery
        self._calls: asyncio.Queue[RemoteBot] = asyncio.Queue()
        self._leases_end = timedelta() if sqlite else LEASES_END
        self.agent = Agent("", self._kill)

    async def __aenter__(self) -> Self:
        self._dialled = await asyncio.start_unix_server(self._called_back, self._line)
        await self._stack.enter_async_context(self.box)
        self.agent = await self._stack.enter_async_context(Agent(self.box.api_url, self._kill))
        self._bot = await self.start_bot()
        return self

    async def __aexit__(self, *_: object) -> None:
        await super().__aexit__()
        self._dialled.close()

    @property
    def bot(self) -> RemoteBot:
        assert isinstance(self._bot, RemoteBot), "the bot is down"
        return self._bot

    async def start_bot(self) -> RemoteBot:
        box = self.box
        self._nursery.bear(
            database=self.database,
            clock=str(self._clock_file),
            line=str(self._line),
            api_url=self.agent.url,
            bot_token=box.bot_token,
            app_token=box.app_token,
            signing_secret=box.signing_secret,
        )
        async with asyncio.timeout(WAIT):
            bot = await self._calls.get()
            await bot.begin()
            if self._over == "socket":
                await box.connected()
            else:
                assert await box.deliver_to(f"http://127.0.0.1:{bot.port}/slack/events")
        return bot

    async def revives(self) -> None:
        """Another takes the dead one's place, and the clock goes on until nothing hangs in the air."""
        await self.bot.stop()
        self._bot = await self.start_bot()
        await self._step(self.clock.now() + self._leases_end)
        await self.until(self.clock.now() + LOOKED_FOR)

    async def rests(self) -> None:
        """Twice over: what the one side has done may have set the other going."""
        quiet = 0
        while quiet < 2:
            await unless(self.bot.dead, self.box.settled())
            await self.bot.settled()
            quiet = 0 if self.box.pending or self.bot.busy else quiet + 1

    async def _kill(self) -> None:
        await self.bot.kill()

    async def _called_back(self, heard: asyncio.StreamReader, said: asyncio.StreamWriter) -> None:
        self._calls.put_nowait(RemoteBot(heard, said))
