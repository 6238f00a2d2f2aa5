"""The demo's clock as the page moves it: from one event that somebody can see to the next."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from bot.demo.lately import lately
from bot.demo.people import Cast
from bot.demo.upcoming import Outlook, Words, at_home, first_name, outlook
from bot.demo.world import World
from bot.domain.identity import UserRef
from bot.domain.workday import week_text
from bot.log import logger
from sandbox.box import Sandbox
from sandbox.page import Happened, Mode, NextEvent

log = logger(__name__)

# While it runs by itself, someone who watches has so long to read an event.
READING_SECONDS = 1.0

# What happens so soon after an event belongs to it: a long digest goes on in its thread, a message at a time.
SAME_EVENT = timedelta(seconds=30)


class DemoClockwork:
    """Steps the world, one event at a time. Belongs to the event loop that made it."""

    def __init__(self, world: World, cast: Cast) -> None:
        self._world, self._cast = world, cast
        self._mode: Mode = "paused"
        self._played: str | None = None
        self._flying = False
        self._stepping = asyncio.Lock()
        self._halted = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._following: set[asyncio.Task[None]] = set()
        self._watchers: list[Callable[[], None]] = []
        self._outlook = Outlook()
        self._lately: tuple[Happened, ...] = ()

    # What can be seen of it.

    @property
    def box(self) -> Sandbox:
        """The workspace whose clock it is."""
        return self._world.box

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self._world.clock.now()

    @property
    def mode(self) -> Mode:
        """Whether it goes on by itself."""
        return self._mode

    @property
    def busy(self) -> bool:
        """Whether it is on its way to an event."""
        return self._stepping.locked()

    @property
    def next_event(self) -> NextEvent | None:
        """What comes first, of what the bot has before it and of what the colleagues are about to do."""
        users = self._world.box.workspace.people
        planned = (one for one in self._world.plans if users.find(one.who).id != self._played)
        first = next(planned, None)
        events = list(self._outlook.events[:1])
        if first is not None:
            user = users.find(first.who)
            words = Words(first.what, first.done)
            events.append(
                at_home(first_name(user.shown_name), words, first.at, user.tz or "UTC", who=user.id)
            )
        return min(events, key=lambda one: one.at, default=None)

    @property
    def lately(self) -> Sequence[Happened]:
        """What the last step came to; nothing after a flight."""
        return self._lately

    def watch(self, changed: Callable[[], None]) -> None:
        """Call this with every change."""
        self._watchers.append(changed)

    def working(self, user_id: str, at: datetime) -> bool:
        """Whether it is their working time, by the calendar that the bot goes by."""
        calendar = self._outlook.calendars.get(user_id)
        return calendar is not None and calendar.working_at(at)

    def hours(self, user_id: str) -> str:
        """Their working week in words."""
        calendar = self._outlook.calendars.get(user_id)
        return week_text(calendar.week) if calendar is not None else ""

    def played_by_itself(self, user_id: str) -> bool:
        """Whether they act by their script."""
        return user_id != self._played

    # What it is told.

    async def playing(self, user_id: str | None) -> None:
        """Their script stops, once a flight is over; whoever was played before goes on by theirs."""
        self._played = user_id
        if not self._flying:
            self._cast.played = user_id
        self._tell()

    async def step(self) -> None:
        """On to the next event that somebody can see, with all that belongs to it."""
        async with self._moving():
            box = self._world.box
            await self._world.rest()
            seen, came = len(box.log), self.next_event
            while len(box.log) == seen and (at := await self._world.next_at()) is not None:
                came = self.next_event
                await self._world.step_to(at)
            happened_at = self.now
            await self._world.run_what_is_due(happened_at + SAME_EVENT)
            self._lately = lately(box, box.log[seen:], came, now=happened_at)

    async def run(self) -> None:
        """Step, let it be read, step again, until paused."""
        self._mode = "running"
        self._halted.clear()
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._go_on())
        self._tell()

    async def pause(self) -> None:
        """Stand still once the event under way is over."""
        self._mode = "paused"
        self._halted.set()
        self._tell()

    async def acted(self) -> None:
        """Let what follows at once from someone's act happen, behind their back."""
        if len(self._following) < 2:  # one under way, and one that sees whatever it missed
            task = asyncio.create_task(self._follow())
            self._following.add(task)
            task.add_done_callback(self._following.discard)

    async def at_rest(self) -> None:
        """Wait until it is on its way to nothing."""
        async with self._stepping:
            pass

    async def fly_to(self, at: datetime) -> None:
        """Let everything happen until then, without a stop; everyone acts by themselves meanwhile."""
        self._flying, self._cast.played, self._lately = True, None, ()
        try:
            async with self._moving():
                await self._world.run_until(at)
        finally:
            self._flying, self._cast.played = False, self._played

    async def stop(self) -> None:
        """Come to rest for good."""
        await self.pause()
        running = [self._running] if self._running is not None else []
        await asyncio.gather(*running, *self._following, return_exceptions=True)

    # How it goes.

    async def _go_on(self) -> None:
        try:
            while self._mode == "running":
                await self.step()
                if self.next_event is None:
                    return
                await self._read()
        except Exception as error:
            log.exception("demo.stood_still", error=type(error).__name__)
        finally:
            self._mode = "paused"
            self._tell()

    async def _read(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._halted.wait(), READING_SECONDS)

    async def _follow(self) -> None:
        async with self._moving():
            await self._world.run_what_is_due(self.now + SAME_EVENT)

    @asynccontextmanager
    async def _moving(self) -> AsyncIterator[None]:
        """One at a time; before and after, whoever watches is told."""
        async with self._stepping:
            self._tell()
            try:
                yield
            finally:
                self._outlook = await self._looked()
        self._tell()

    async def _looked(self) -> Outlook:
        workspace = self._world.box.workspace
        tenant = workspace.team.id
        users = [
            UserRef(platform="slack", tenant=tenant, id=user.id)
            for user in workspace.people.all.values()
            if not user.is_bot
        ]
        return await self._world.app.house.store.read(outlook, users, now=self.now)

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()
