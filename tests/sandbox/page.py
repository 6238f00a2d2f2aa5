"""A page over a running box, as a browser speaks to it, and a clock that only notes what it is told."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from sandbox import Sandbox, SteppedClock
from sandbox.page import Happened, Menu, Mode, NextEvent, Page

Json = dict[str, Any]

MENU = Menu.from_manifest(
    {
        "features": {
            "slash_commands": [
                {"command": "/handoff", "description": "Write what you leave", "usage_hint": "[a line]"}
            ],
            "shortcuts": [
                {"name": "Add to my hand-off", "type": "message", "callback_id": "add"},
                {"name": "Write a hand-off", "type": "global", "callback_id": "write"},
            ],
        }
    }
)


@dataclass(kw_only=True)
class NotedClockwork:
    """Steps an hour; everyone works from mia's point of view from nine to five in UTC."""

    clock: SteppedClock
    told: list[str] = field(default_factory=list)
    mode: Mode = "paused"
    busy: bool = False
    played: str | None = None
    lately: list[Happened] = field(default_factory=list)
    watchers: list[Callable[[], None]] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def next_event(self) -> NextEvent | None:
        return NextEvent(at=self.now + timedelta(hours=1), what="An hour passes")

    async def step(self) -> None:
        self.clock.move_to(self.now + timedelta(hours=1))
        self._tell("step")

    async def run(self) -> None:
        self.mode = "running"
        self._tell("run")

    async def pause(self) -> None:
        self.mode = "paused"
        self._tell("pause")

    async def acted(self) -> None:
        self.told.append("acted")

    def watch(self, changed: Callable[[], None]) -> None:
        self.watchers.append(changed)

    def working(self, user_id: str, at: datetime) -> bool:
        return 9 <= at.astimezone(UTC).hour < 17

    def hours(self, user_id: str) -> str:
        return "mon-fri 09:00-17:00"

    def played_by_itself(self, user_id: str) -> bool:
        return user_id != self.played

    async def playing(self, user_id: str | None) -> None:
        self.played = user_id
        self._tell(f"playing {user_id}")

    def _tell(self, what: str) -> None:
        self.told.append(what)
        for changed in self.watchers:
            changed()


@dataclass(kw_only=True)
class Browser:
    """One browser with the page open."""

    page: Page
    box: Sandbox
    clockwork: NotedClockwork
    session: aiohttp.ClientSession

    async def screen(self, who: str, place: str | None = None, **more: str) -> Json:
        """What that person sees, who is named by handle, as is the conversation."""
        where = {"in": self.place(who, place)} if place is not None else {}
        return await self.get("/api/screen", **{"as": self.id(who)}, **where, **more)

    async def act(self, who: str, do: str, *, place: str | None = None, **more: Any) -> Json:
        """Do something, which must be understood."""
        where = {"in": self.place(who, place)} if place is not None else {}
        status, told = await self.post("/api/act", {"as": self.id(who), "do": do, **where, **more})
        assert status == 200, told
        return told

    async def get(self, path: str, **query: str) -> Json:
        async with self.session.get(self.page.url.rstrip("/") + path, params=query) as answer:
            assert answer.status == 200, await answer.text()
            told: Json = await answer.json()
            return told

    async def post(self, path: str, body: Json) -> tuple[int, Json]:
        async with self.session.post(self.page.url.rstrip("/") + path, json=body) as answer:
            return answer.status, await answer.json()

    async def sends_file(self, who: str, name: str, content: bytes, media: str = "text/plain") -> Json:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("file", content, filename=name, content_type=media)
        where = f"{self.page.url}api/file?as={self.id(who)}"
        async with self.session.post(where, data=form) as answer:
            assert answer.status == 200, await answer.text()
            told: Json = await answer.json()
            return told

    async def hears(self, feed: aiohttp.ClientResponse) -> int:
        """The next version that the live feed tells."""
        async with asyncio.timeout(5):
            while not (line := (await feed.content.readline()).strip()).startswith(b"data: "):
                assert not feed.content.at_eof()
            return int(json.loads(line.removeprefix(b"data: "))["version"])

    def id(self, who: str) -> str:
        return self.box.person(who).id

    def place(self, who: str, place: str) -> str:
        """A channel's id; "bot" is their conversation with the bot."""
        return self.box.person(who).dm if place == "bot" else self.box.channel(place).id
