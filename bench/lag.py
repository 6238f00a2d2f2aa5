"""By how much the event loop is late while something goes on."""

import asyncio
import time
from contextlib import suppress
from types import TracebackType

LOOK = 0.002  # seconds


class Lag:
    """Looks every two milliseconds. worst: the latest that it came back, in milliseconds."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._looking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Lag":
        self._looking = asyncio.create_task(self._look())
        await asyncio.sleep(0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._looking is not None
        await asyncio.sleep(LOOK)  # it may have been kept out until now
        self._looking.cancel()
        with suppress(asyncio.CancelledError):
            await self._looking

    async def _look(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(LOOK)
            self.worst = max(self.worst, (time.perf_counter() - begun - LOOK) * 1000)
