"""What a busy channel's talk costs: all of the bot's listeners, beside Bolt with one that does nothing."""

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bench.measure import PAIRS, Figure
from bench.still import NOBODY, StillClock
from bot.domain.identity import Place, UserRef
from bot.domain.nudge import Channel
from bot.domain.person import Profile
from bot.messages.answer import Answer
from bot.services.platform import House
from bot.slack.front import Front
from bot.slack.listen import SocketMode
from bot.slack.web import Web
from bot.slack.workspaces import Manner, OneWorkspace
from handlers import nudge, table
from handlers.event import Event
from sandbox.box import Sandbox
from sandbox.clock import SteppedClock
from storage import nudges, people
from storage.store import open_store
from storage.transaction import Tx
from storage.upgrade import upgrade

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
MESSAGES = 2_000
CHANNELS = 20
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


async def talk(folder: Path) -> Figure:
    """A thousand messages in process, half of the channels opted in; the floor: an empty listener of Bolt."""
    upgrade(f"sqlite:///{folder / 'talk.db'}")
    clock = SteppedClock(NOW)
    async with Sandbox(clock=clock) as box:
        web = Web(api_url=box.api_url, token=box.bot_token)
        store = open_store(f"sqlite:///{folder / 'talk.db'}")
        house = House(store=store, directory=NOBODY, clock=StillClock(NOW))

        async def hear(event: Event) -> Answer:
            return await table.hear(event, house)

        listen = SocketMode(app_token=box.app_token)
        manner = Manner(clock=clock, commands=table.WORDS, concerns=nudge.is_empty)
        front = Front(OneWorkspace(web, manner), hear=hear, listen=listen)
        bot = await web.identity()
        await front.start()
        try:
            await store.transact(_opted_in, bot.tenant)
            bodies = _bodies(bot.tenant, Random(1))
            subject, floor = front.bolt_app(), _empty(web)
            values, floors = [], []
            for _ in range(PAIRS):
                floors.append(await _took(floor, bodies))
                values.append(await _took(subject, bodies))
        finally:
            await front.stop()
            await web.close()
            await store.close()
    return Figure(
        name="message path, a thousand of a channel's", value=median(values), unit="ms", floor=median(floors)
    )


async def _took(app: AsyncApp, bodies: Sequence[str]) -> float:
    """Milliseconds a thousand."""
    begun = time.perf_counter()
    for body in bodies:
        response = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=json.loads(body)))
        assert response.status == 200, response.status
    return (time.perf_counter() - begun) * 1_000_000 / len(bodies)


def _empty(web: Web) -> AsyncApp:
    """With the same options as the bot's."""

    async def authorize() -> AuthorizeResult:
        return await web.authorized()

    app = AsyncApp(
        name="empty",
        client=web.client(),
        process_before_response=True,
        authorize=authorize,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
    )

    async def nothing() -> None:
        """Hears a message, and does nothing."""

    app.event("message")(nothing)
    return app


def _opted_in(tx: Tx, tenant: str) -> None:
    """Every other channel, by somebody."""
    user = UserRef(platform="slack", tenant=tenant, id="U000000001")
    profile = Profile(user=user, name="Lena", zone="Europe/Berlin", locale="", eligible=True)
    (person,) = people.keep(tx, [profile], now=NOW)
    for number in range(0, CHANNELS, 2):
        where = Place(platform="slack", tenant=tenant, kind="public", id=f"C{number:09}")
        nudges.set_channel(tx, where, Channel(strength="every"), by=person.id, now=NOW)


def _bodies(tenant: str, rng: Random) -> list[str]:
    """As Slack sends them."""
    return [json.dumps(_body(tenant, number, rng)) for number in range(MESSAGES)]


def _body(tenant: str, number: int, rng: Random) -> dict[str, Any]:
    event = {
        "type": "message",
        "channel": f"C{rng.randrange(CHANNELS):09}",
        "channel_type": "channel",
        "user": f"U{rng.randrange(2, 200):09}",
        "text": rng.choice(SAID) if number % EMPTY_ONE_IN else "can we talk?",
        "ts": f"{NOW.timestamp() + number:.6f}",
        "team": tenant,
    }
    outer = {"type": "event_callback", "team_id": tenant, "event_id": f"Ev{number}", "api_app_id": "A1"}
    return {**outer, "event_time": int(NOW.timestamp()), "event": event}
