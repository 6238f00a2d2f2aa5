"""A bot and a workspace that share one clock, which is stepped: never before both have come to rest."""

import heapq
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.app import App
from sandbox.box import Sandbox
from sandbox.clock import SteppedClock

Act = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Plan:
    """What someone is going to do. who: their handle; what: in words; done: in words, afterwards."""

    at: datetime
    number: int
    who: str = field(compare=False)
    what: str = field(compare=False)
    done: str = field(compare=False)
    act: Act = field(compare=False)


@dataclass(slots=True, kw_only=True)
class World:
    """Moves the clock from one thing that happens to the next: what the bot has due, and what people do."""

    box: Sandbox
    app: App
    clock: SteppedClock
    _plans: list[Plan] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    @property
    def plans(self) -> Iterator[Plan]:
        """What people are going to do, the first first."""
        return iter(sorted(self._plans))

    def plan(self, at: datetime, act: Act, *, who: str, what: str, done: str) -> None:
        """Have someone do something at that instant, or at once if it has passed."""
        number = next(self._numbers)
        heapq.heappush(self._plans, Plan(at=at, number=number, who=who, what=what, done=done, act=act))

    async def rest(self) -> None:
        """Wait until nothing is unanswered, unacknowledged or unsent on either side."""
        while True:
            await self.box.settled()
            await self.app.settled()
            if not self.box.pending and not self.app.busy:
                return

    async def run_until(self, end: datetime) -> None:
        """Let everything happen that is due by then, each at its own instant."""
        await self.run_what_is_due(end)
        await self.step_to(max(end, self.clock.now()))

    async def run_what_is_due(self, end: datetime) -> None:
        """The same, but let the clock stand at the last thing that happened."""
        await self.rest()
        while True:
            at = await self.next_at()
            if at is None or at > end:
                return
            await self.step_to(at)

    async def step_to(self, at: datetime) -> None:
        """To that instant: first the bot, whose timers are due on it, then the people."""
        self.clock.move_to(at)
        await self.app.tick()
        await self.rest()
        while self._plans and self._plans[0].at <= at:
            await heapq.heappop(self._plans).act()
            await self.rest()

    async def next_at(self) -> datetime | None:
        """When something happens next, whether anybody can see it or not."""
        planned = [self._plans[0].at] if self._plans else []
        due = await self.app.next_due()
        found = min([*planned, *([due] if due else [])], default=None)
        return None if found is None else max(found, self.clock.now())
