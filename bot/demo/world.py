"""A bot and a workspace that share one clock, which is stepped: never before both have come to rest."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.app import App
from sandbox.box import Sandbox
from sandbox.clock import SteppedClock

Act = Callable[[], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class World:
    """Moves the clock from one thing that happens to the next: what the bot has due, and what people do."""

    box: Sandbox
    app: App
    clock: SteppedClock
    _plans: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def plan(self, at: datetime, act: Act) -> None:
        """Have someone do something at that instant, or at once if it has passed."""
        heapq.heappush(self._plans, (at, next(self._numbers), act))

    async def rest(self) -> None:
        """Wait until nothing is unanswered, unacknowledged or unsent on either side."""
        while True:
            await self.box.settled()
            await self.app.settled()
            if not self.box.pending and not self.app.busy:
                return

    async def run_until(self, end: datetime) -> None:
        """Let everything happen that is due by then, each at its own instant."""
        await self.rest()
        while True:
            at = await self._next()
            if at is None or at > end:
                break
            await self._step(at)
        await self._step(max(end, self.clock.now()))

    async def _step(self, at: datetime) -> None:
        """To that instant: first the bot, whose timers are due on it, then the people."""
        self.clock.move_to(at)
        await self.app.tick()
        await self.rest()
        while self._plans and self._plans[0][0] <= at:
            _, _, act = heapq.heappop(self._plans)
            await act()
            await self.rest()

    async def _next(self) -> datetime | None:
        planned = [self._plans[0][0]] if self._plans else []
        due = await self.app.next_due()
        found = min([*planned, *([due] if due else [])], default=None)
        return None if found is None else max(found, self.clock.now())
