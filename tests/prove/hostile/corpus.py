"""What Slack sends in two days of a relay, recorded on its way: real payloads, with ids that are live."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from bot.app import App
from handlers import table
from tests.prove.mortal.road import ACTS, ATLAS, Road
from tests.support.slack.world import SlackWorld

Json = dict[str, Any]

HOST = "127.0.0.1"
WORDS = (
    "digest",
    "digest me",
    "when",
    "when team",
    "when @maya",
    "when 3pm PST thu",
    "why",
    "why week",
    "why @nora",
    "hours",
    "holidays",
    "holidays company",
    "away",
    "away 2 weeks from monday",
    "nudges",
    "setup",
    "join",
    "leave",
    "help",
    "handoff Ship *it* <!channel>",
    "handoff",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One payload, read. route: `json`, `payload` (a form's field) or `form` (a command's fields)."""

    route: str
    body: Json


@asynccontextmanager
async def listening_in(record: Callable[[Seen], None]) -> AsyncIterator[Callable[[str], str]]:
    """An agent between Slack and the bot. Gives a function from the bot's address to the agent's."""
    target = ""

    async def passed_on(request: web.Request) -> web.Response:
        raw = await request.read()
        record(read(raw))
        headers = {name: one for name, one in request.headers.items() if name.startswith(("X-", "Content-T"))}
        async with http.post(target, data=raw, headers=headers) as answer:
            return web.Response(
                status=answer.status, body=await answer.read(), content_type=answer.content_type
            )

    def between(url: str) -> str:
        nonlocal target
        target = url
        return f"http://{HOST}:{runner.addresses[0][1]}/slack/events"

    app = web.Application()
    app.router.add_post("/slack/events", passed_on)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, HOST, 0).start()
        yield between


def read(raw: bytes) -> Seen:
    """A body as Slack sends it."""
    if raw.startswith(b"{"):
        return Seen(route="json", body=json.loads(raw))
    fields = dict(parse_qsl(raw.decode(), keep_blank_values=True))
    if "payload" in fields:
        return Seen(route="payload", body=json.loads(fields["payload"]))
    return Seen(route="form", body=fields)


async def recorded(world: SlackWorld) -> list[Seen]:
    """Play the road, and then everything else that people do; the bot is to be running over HTTP."""
    found: list[Seen] = []
    async with listening_in(found.append) as between:
        assert isinstance(world.bot, App), "it runs in this process"
        assert await world.box.deliver_to(between(f"http://{HOST}:{world.bot.port}/slack/events"))
        road = Road(world)
        for act in ACTS:
            await act(road)
        await _everything_else(road)
    return [one for one in found if one.body.get("type") != "url_verification"]


async def _everything_else(road: Road) -> None:
    lena = road.who("lena")
    for words in WORDS:
        await lena.commands("/sunrelay", words, where=ATLAS)
        if lena.has_form:
            await lena.sends()
        while lena.has_form:
            await lena.closes()
    said = await road.who("sam").says("The vouchers fail in staging since noon.", where=ATLAS)
    for shortcut in table.SHORTCUTS:
        await lena.uses(shortcut, on=said)
        if lena.has_form:
            await lena.closes()
    await lena.opens_home()
    pressed: set[str] = set()
    while left := [one for one in lena.home.buttons if one not in pressed]:
        await lena.presses(left[0], on=lena.home)
        pressed.add(left[0])
        while lena.has_form:
            await lena.closes()
    await road.who("nora").writes("Look at the queue tomorrow")
    await road.who("maya").moves_to("Asia/Kolkata")
