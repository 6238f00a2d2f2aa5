"""The page's server: files, screens, acts, the clock and the live feed, on the loopback only."""

import json
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.box import HOST, Sandbox
from sandbox.page import acts, asked, guard, uploads
from sandbox.page.clockwork import Clockwork
from sandbox.page.live import Live
from sandbox.page.menu import Menu
from sandbox.page.office import Office
from sandbox.page.refused import Refused
from sandbox.page.unread import Unread
from sandbox.page.whole import MOST_MESSAGES, screen

STATIC = Path(__file__).with_name("static")

# An act is a few fields and what someone typed.
MOST_BYTES = 512 * 1024
# So many messages at most are drawn at once.
LONGEST_SCREEN = 1_000


class Page:
    """Serves the workspace in a box to a browser. Belongs to the event loop that started it."""

    def __init__(
        self, box: Sandbox, clockwork: Clockwork, port: int = 0, *, menu: Menu | None = None
    ) -> None:
        """port: 0 takes a free one. menu: what the app registers; without it only its commands' names."""
        names = sorted(box.app.commands or ())
        bare = Menu(commands=tuple({"name": one, "usage": "", "description": ""} for one in names))
        self._office = Office(box=box, clockwork=clockwork, menu=menu or bare, unread=Unread(box))
        self._clockwork = clockwork
        self._port = port
        self._live = Live()
        clockwork.watch(self._live.changed)
        box.workspace.happenings.watch(self._live.changed)
        self.url = ""

    async def start(self) -> None:
        """Listen; OSError when the port is taken."""
        server = web.Application(client_max_size=MOST_BYTES, middlewares=[guard.guarded])
        server.on_response_prepare.append(guard.kept_fresh)
        server.add_routes(
            [
                web.get("/", self._page),
                web.static("/static", STATIC),
                web.get("/api/screen", self._screen),
                web.get("/api/live", self._live.stream),
                web.get("/file/{file}", self._shown_file),
                web.post("/api/act", self._act),
                web.post("/api/file", self._file),
                web.post("/api/clock", self._clock),
                web.post("/api/play", self._play),
            ]
        )
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self._port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}/"

    async def stop(self) -> None:
        """End the live feeds and listen no more."""
        self._live.close()
        await self._runner.cleanup()

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def _screen(self, request: web.Request) -> web.StreamResponse:
        asked_for = request.query
        shown = screen(
            self._office,
            who=asked_for.get("as", ""),
            where=asked_for.get("in"),
            thread_ts=asked_for.get("thread"),
            most=_most(asked_for.get("most")),
            version=self._live.version,
        )
        return web.json_response(shown)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        act = asked.act(await _body(request))
        outcome = await acts.done(self._office, act)
        self._live.changed()
        if not isinstance(act, asked.Seen):
            await self._clockwork.acted()
        return web.json_response(outcome.as_json())

    async def _file(self, request: web.Request) -> web.StreamResponse:
        person = self._office.person(request.query.get("as", ""))
        return web.json_response(await uploads.taken(request, person))

    async def _shown_file(self, request: web.Request) -> web.StreamResponse:
        return await uploads.shown(request, self._office)

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        match asked.clock(await _body(request)).do:
            case "pause":
                await self._clockwork.pause()
            case "step":
                await self._clockwork.step()
            case "run":
                await self._clockwork.run()
        return web.json_response({"ok": True})

    async def _play(self, request: web.Request) -> web.StreamResponse:
        who = asked.play(await _body(request)).who
        await self._clockwork.playing(who if who is None else self._office.person(who).id)
        self._live.changed()
        return web.json_response({"ok": True})


async def _body(request: web.Request) -> dict[str, Any]:
    """The JSON object in the request, else `Refused`."""
    if request.content_type != "application/json":
        raise Refused("Send JSON.", status=415)
    try:
        body = json.loads(await request.read())
        json.dumps(body, ensure_ascii=False).encode()  # half a letter cannot be sent on
    except (ValueError, RecursionError):
        raise Refused("That is no JSON.") from None
    if not isinstance(body, dict):
        raise Refused("Send one JSON object.")
    return body


def _most(text: str | None) -> int:
    if text is None:
        return MOST_MESSAGES
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= LONGEST_SCREEN):
        raise Refused(f"most: a number from 1 to {LONGEST_SCREEN}.")
    return int(text)
