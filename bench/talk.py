"""What a busy workspace's talk costs: all of the bot's listeners, beside Bolt with one that does nothing."""

import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bench import caller, desk
from bench.desk import BOT
from bench.measure import PAIRS, Figure
from bench.still import StillClock
from bot.domain.identity import Place, UserRef
from bot.domain.nudge import Channel
from bot.domain.person import Profile
from bot.serving import Server
from bot.slack.front import Front
from bot.slack.listen import Http
from storage import nudges, people
from storage.store import open_store
from storage.transaction import Tx
from storage.upgrade import upgrade

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
SECRET: Final = "8f742231b10e8888abcd99yyyzzz85a5"
MESSAGES = 2_000
CHANNELS = 20
PEOPLE = (2, 200)
# Of a thousand messages of a help channel, two or three give nothing to act on.
EMPTY_ONE_IN = 400
SAID = (
    "The deploy of checkout is done, all green.",
    "I see 500s on /checkout since 14:02, looking into it",
    "<@U000000002> could you review https://git.example.com/pulls/311 before Thursday?",
    "thanks!",
    "+1",
    "Lunch at the river at half past twelve, who comes along?",
    "The vouchers are behind the flag in staging; card payments pass, and I have written down how to turn "
    "them off again in the runbook, which is linked from the ticket.",
    "hi all, here is the draft of the hand-off guide: https://wiki.example.com/guide",
)
# Besides plain messages: how many of a hundred are answers in a thread, bots', edits, files and joins.
THREADS, BOTS, EDITS, FILES, JOINS = 25, 12, 5, 3, 2
# What is promised, as a share of what Bolt takes.
WITHIN, OVER_HTTP = 1 / 1.5, 1 / 1.05


async def talk(folder: Path) -> list[Figure]:
    """A thousand messages of all kinds, half of the channels opted in; in the process, and over HTTP.

    The floor: an empty listener of Bolt, over HTTP behind the same server.
    """
    bodies = _bodies(Random(1))
    async with _bot(folder) as front, _serving(_empty(signing_secret=SECRET)) as port:
        subject, floor = front.bolt_app(), _empty()
        within: list[tuple[float, float]] = []
        over: list[tuple[float, float]] = []
        for _ in range(PAIRS):
            floor_took, took = await _took(floor, bodies), await _took(subject, bodies)
            within.append((took, floor_took))
        for _ in range(PAIRS):
            floor_took = await caller.took(port, SECRET, bodies)
            over.append((await caller.took(front.port, SECRET, bodies), floor_took))
    return [
        _figure("a thousand messages, in process", within, most=WITHIN),
        _figure("a thousand messages, over HTTP", over, most=OVER_HTTP),
    ]


def _figure(name: str, took: Sequence[tuple[float, float]], *, most: float) -> Figure:
    values, floors = zip(*took, strict=True)
    thousand = 1_000_000 / MESSAGES
    return Figure(
        name=name, value=median(values) * thousand, unit="ms", floor=median(floors) * thousand, most=most
    )


@asynccontextmanager
async def _bot(folder: Path) -> AsyncIterator[Front]:
    url = f"sqlite:///{folder / 'talk.db'}"
    upgrade(url)
    clock, store = StillClock(NOW), open_store(url)
    try:
        await store.transact(_opted_in)
        listen = Http(signing_secret=SECRET)
        async with desk.front(desk.answering(store, clock), clock, listen) as front:
            yield front
    finally:
        await store.close()


@asynccontextmanager
async def _serving(app: AsyncApp) -> AsyncIterator[int]:
    """By the server that the bot has; where it listens."""
    server = Server(AsyncSlackRequestHandler(app, path="/slack/events"), host="127.0.0.1", port=0)  # type: ignore[arg-type]
    await server.start()
    try:
        yield server.port
    finally:
        await server.stop()


async def _took(app: AsyncApp, bodies: Sequence[str]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    for body in bodies:
        await desk.dispatched(app, body)
    return time.perf_counter() - begun


def _empty(signing_secret: str | None = None) -> AsyncApp:
    """With the same options as the bot's; over HTTP it looks at the signature, as the bot's door does."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=BOT.tenant, bot_user_id=BOT.user, bot_id=BOT.bot, bot_token=None
        )

    app = AsyncApp(
        name="empty",
        signing_secret=signing_secret,
        process_before_response=True,
        authorize=authorize,
        request_verification_enabled=signing_secret is not None,
        ignoring_self_events_enabled=False,
    )

    async def nothing() -> None:
        """Hears a message, and does nothing."""

    app.event("message")(nothing)
    return app


def _opted_in(tx: Tx) -> None:
    """Every other channel, by somebody."""
    user = UserRef(platform="slack", tenant=BOT.tenant, id="U000000001")
    profile = Profile(user=user, name="Lena", zone="Europe/Berlin", locale="", eligible=True)
    (person,) = people.keep(tx, [profile], now=NOW)
    for number in range(0, CHANNELS, 2):
        where = Place(platform="slack", tenant=BOT.tenant, kind="public", id=f"C{number:09}")
        nudges.set_channel(tx, where, Channel(strength="every"), by=person.id, now=NOW)


def _bodies(rng: Random) -> list[str]:
    """As Slack sends them."""
    return [json.dumps(_body(number, rng)) for number in range(MESSAGES)]


def _body(number: int, rng: Random) -> dict[str, Any]:
    event = {
        "type": "message",
        "channel": f"C{rng.randrange(CHANNELS):09}",
        "channel_type": "channel",
        "ts": f"{NOW.timestamp() + number:.6f}",
        "event_ts": f"{NOW.timestamp() + number:.6f}",
        "team": BOT.tenant,
        **(_mixed(number, rng) if number % EMPTY_ONE_IN else _plain("can we talk?", rng)),
    }
    outer = {"type": "event_callback", "team_id": BOT.tenant, "event_id": f"Ev{number}", "api_app_id": "A1"}
    return {**outer, "event_time": int(NOW.timestamp()), "event": event}


def _mixed(number: int, rng: Random) -> dict[str, Any]:
    """One of the kinds, as often as it comes."""
    plain, drawn = _plain(rng.choice(SAID), rng), rng.randrange(100)
    if drawn < (upto := THREADS):
        return {**plain, "thread_ts": f"{NOW.timestamp() - 60:.6f}"}
    if drawn < (upto := upto + BOTS):
        return {**plain, "subtype": "bot_message", "bot_id": "B7", "username": "deploys"}
    if drawn < (upto := upto + EDITS):
        before = {**plain, "type": "message", "ts": f"{NOW.timestamp() + number - 9:.6f}"}
        return {"subtype": "message_changed", "hidden": True, "message": before, "previous_message": before}
    if drawn < (upto := upto + FILES):
        return {**plain, "subtype": "file_share", "files": [{"id": f"F{number}", "name": "flow.png"}]}
    if drawn < upto + JOINS:
        return {**plain, "subtype": "channel_join", "text": f"<@{plain['user']}> has joined the channel"}
    return plain


def _plain(text: str, rng: Random) -> dict[str, Any]:
    """With the blocks that Slack makes of what is typed."""
    spoken = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    blocks = [{"type": "rich_text", "block_id": "b", "elements": [spoken]}]
    return {"user": f"U{rng.randrange(*PEOPLE):09}", "text": text, "client_msg_id": "1", "blocks": blocks}
