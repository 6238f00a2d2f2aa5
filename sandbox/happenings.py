"""What the workspace tells the app about, and who waits for something to change."""

import asyncio
from collections.abc import Callable
from typing import Any

from sandbox.app import App
from sandbox.channel import Channel
from sandbox.shapes import Json


class Happenings:
    """Passes events on to whoever delivers them, and wakes those who wait for a change."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._outlets: list[Callable[[Json], None]] = []
        self._watchers: list[Callable[[], None]] = []
        self._changed = asyncio.Event()

    def to(self, outlet: Callable[[Json], None]) -> None:
        """Hand every event the app has subscribed to over to this."""
        self._outlets.append(outlet)

    def tell(self, event: Json, *, subscription: str = "", scopes: tuple[str, ...] = ()) -> None:
        """Send an event, if the app has subscribed to it and has the scopes; `event_ts` must be in it."""
        self.changed()
        if self._app.hears(subscription or event["type"], *scopes):
            for outlet in self._outlets:
                outlet(event)

    def about(self, channel: Channel, event: Json, *, subscription: str = "") -> None:
        """Send an event about a channel: only while the bot is in it, or in its own conversations."""
        inside = channel.kind == "im" or self._app.bot_user in channel.members
        if inside:
            self.tell(event, subscription=subscription, scopes=(f"{channel.scope}:read",))
        else:
            self.changed()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call this with every change from now on."""
        self._watchers.append(watcher)

    def changed(self) -> None:
        """Something a waiting test may look for is different now."""
        self._changed.set()
        self._changed = asyncio.Event()
        for watcher in self._watchers:
            watcher()

    async def until(self, true: Callable[[], Any], *, timeout: float) -> None:
        """Wait for this to hold, looked at on every change. TimeoutError after so many machine seconds."""
        async with asyncio.timeout(timeout):
            while not true():
                await self._changed.wait()
