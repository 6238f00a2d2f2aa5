"""The live feed: a number that grows with every change, sent to each open page; close ones count as one."""

import asyncio

from aiohttp import web

# So long after a change the next is awaited before it is told; and so often an open page hears at least.
TOGETHER_SECONDS = 0.04
SILENCE_SECONDS = 15.0


class Live:
    """Counts changes and tells those who listen."""

    def __init__(self) -> None:
        self.version = 1
        self._changed = asyncio.Event()
        self._closing = False

    def changed(self) -> None:
        """Something on somebody's screen is different now."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    def close(self) -> None:
        """End every stream."""
        self._closing = True
        self._changed.set()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Tell the version now and whenever it grows, until the page goes or the server stops."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        told = 0
        while not self._closing:
            try:
                if told != self.version:
                    told = self.version
                    await response.write(b'data: {"version": %d}\n\n' % told)
                    await asyncio.sleep(TOGETHER_SECONDS)
                else:
                    await self._waited(response)
            except ConnectionError:  # the page was closed
                break
        return response

    async def _waited(self, response: web.StreamResponse) -> None:
        """Wait for a change; a line of comment now and then finds out whether anyone still listens."""
        try:
            await asyncio.wait_for(self._changed.wait(), SILENCE_SECONDS)
        except TimeoutError:
            await response.write(b": still here\n\n")
