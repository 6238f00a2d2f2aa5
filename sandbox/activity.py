"""What is still under way: calls being answered, payloads not yet acknowledged."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

# How often the loop must come round with nothing under way before the sandbox calls itself settled.
QUIET_TURNS = 3


class Activity:
    """Counts what is under way and tells when nothing is."""

    def __init__(self) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def pending(self) -> int:
        """How many calls and deliveries are under way."""
        return self._count

    @contextmanager
    def one(self) -> Iterator[None]:
        """One more thing is under way, until this block is left."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def begin(self) -> None:
        """One more thing is under way."""
        self._count += 1
        self._idle.clear()

    def end(self) -> None:
        """One of them is over."""
        self._count -= 1
        if self._count == 0:
            self._idle.set()

    async def settled(self) -> None:
        """Wait until nothing is under way, and still nothing when the loop has come round."""
        quiet = 0
        while quiet < QUIET_TURNS:
            await self._idle.wait()
            await asyncio.sleep(0)
            quiet = 0 if self._count else quiet + 1
