"""The bot's front in one process with a town's store, and what Slack would hand to it, as Slack writes it."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bench.still import NOBODY, StillClock
from bot.messages.answer import Answer
from bot.run import settle_in
from bot.services.platform import House
from bot.slack.front import Front
from bot.slack.heard import Bot
from bot.slack.ids import ViewNote
from bot.slack.listen import Http, SocketMode
from bot.slack.web import Web
from bot.slack.workspaces import Manner, OneWorkspace
from handlers import table
from handlers.event import Event
from storage.store import Store

Json = dict[str, Any]
Hear = Callable[[Event], Awaitable[Answer]]

BOT = Bot(tenant="T1", user="UBOT", bot="B1")
# Nobody listens there: what is shown after an acknowledgement is refused at once, and is not measured.
NOWHERE = "http://127.0.0.1:9/api/"


@asynccontextmanager
async def front(
    hear: Hear, clock: StillClock, listen: SocketMode | Http | None = None
) -> AsyncIterator[Front]:
    """With all of the bot's listeners; what is heard goes to `hear`."""
    settle_in()
    web = Web(api_url=NOWHERE, token="xoxb-1", bot=BOT)
    manner = Manner(clock=clock, commands=table.WORDS, concerns=table.concerns)
    made = Front(OneWorkspace(web, manner), hear=hear, listen=listen or Http(signing_secret="s"))
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
        await web.close()


def answering(store: Store, clock: StillClock) -> Hear:
    """As the bot answers, from that store."""
    house = House(store=store, directory=NOBODY, clock=clock)

    async def hear(event: Event) -> Answer:
        return await table.hear(event, house)

    return hear


async def dispatched(app: AsyncApp, body: str) -> BoltResponse:
    """Handed to Bolt as its Socket Mode adapter hands it on."""
    request = AsyncBoltRequest(mode="socket_mode", body=json.loads(body))
    response = await app.async_dispatch(request)
    assert response.status == 200, response.status
    return response


async def acknowledged(app: AsyncApp, bodies: Sequence[str], front: Front | None = None) -> list[float]:
    """One after the other; how long each took, in seconds. front: what it shows afterwards is waited for."""
    took = []
    for body in bodies:
        begun = time.perf_counter()
        await dispatched(app, body)
        took.append(time.perf_counter() - begun)
        if front is not None:
            await front.drain()
    return took


def command(by: str, text: str, *, key: str) -> str:
    """`/handoff TEXT`."""
    return json.dumps(
        {
            "token": "x",
            "team_id": BOT.tenant,
            "api_app_id": "A1",
            "channel_id": "C1",
            "channel_name": "relay",
            "user_id": by,
            "user_name": by.lower(),
            "command": "/handoff",
            "text": text,
            "trigger_id": key,
            "response_url": f"{NOWHERE}commands/1",
        }
    )


def button(by: str, name: str, value: str) -> str:
    """One of a message in a channel."""
    action = {
        "type": "button",
        "block_id": "b",
        "action_id": f"{name}:0",
        "value": value,
        "action_ts": "1793600001.000100",
        "text": {"type": "plain_text", "text": "Pick up", "emoji": False},
    }
    return json.dumps(
        {
            "type": "block_actions",
            "api_app_id": "A1",
            "team": {"id": BOT.tenant, "domain": "atlas"},
            "user": {"id": by, "username": by.lower(), "team_id": BOT.tenant},
            "channel": {"id": "C1", "name": "relay"},
            "container": {"type": "message", "message_ts": "1793600000.000100", "is_ephemeral": False},
            "trigger_id": "1.2.3",
            "response_url": f"{NOWHERE}actions/1",
            "actions": [action],
        }
    )


def form(by: str, name: str, token: str, fields: Json) -> str:
    """A modal that was sent. fields: what each element holds, by its name."""
    values = {f"{field}:0": {field: {"action_id": field, **held}} for field, held in fields.items()}
    view = {
        "id": "V1",
        "team_id": BOT.tenant,
        "type": "modal",
        "callback_id": name,
        "hash": "1.abc",
        "title": {"type": "plain_text", "text": "Hand-off"},
        "submit": {"type": "plain_text", "text": "Hand over"},
        "private_metadata": ViewNote(form=name, token=token).text(),
        "blocks": [],
        "state": {"values": values},
    }
    user = {"id": by, "team_id": BOT.tenant}
    return json.dumps(
        {
            "type": "view_submission",
            "api_app_id": "A1",
            "team": {"id": BOT.tenant, "domain": "atlas"},
            "user": user,
            "view": view,
        }
    )


def typed(text: str) -> Json:
    """What a text field holds."""
    return {"type": "plain_text_input", "value": text}


def chosen(value: str) -> Json:
    """What a select holds."""
    option = {"text": {"type": "plain_text", "text": value}, "value": value}
    return {"type": "static_select", "selected_option": option}
