"""The operations endpoint of one process: served beside whatever else it does, with a watch on its loop."""

import asyncio
from contextlib import suppress
from typing import Final

from bot.log import logger
from bot.metrics import Metrics
from bot.operations.door import Door
from bot.serving import Server

LOOK_EVERY: Final = 0.25  # seconds

log = logger(__name__)


class NoEndpoint(Exception):
    """The operations endpoint's address cannot be had."""


class Endpoint:
    """Serves the door from `start` to `stop`; port 0 takes any that is free."""

    def __init__(self, door: Door, *, metrics: Metrics, host: str, port: int) -> None:
        self._metrics = metrics
        self._server = Server(door, host=host, port=port)
        self._watching: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.port

    async def start(self) -> None:
        """Listen. Raises `NoEndpoint`."""
        try:
            await self._server.start()
        except (OSError, SystemExit) as error:
            raise NoEndpoint(
                "OPS_HOST and OPS_PORT cannot be listened on: is something else there?"
            ) from error
        self._watching = asyncio.create_task(watch(self._metrics))
        log.info("operations.listening", port=self.port)

    async def stop(self) -> None:
        """Within a second, whatever is under way. A second call does nothing."""
        await self._server.stop()
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching


async def watch(metrics: Metrics) -> None:
    """Measure by how much the event loop is late, for as long as this runs."""
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(LOOK_EVERY)
        metrics.lagged(max(0.0, loop.time() - before - LOOK_EVERY))
