"""Over HTTP nothing comes in but what Slack signed, and whatever comes is answered."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from io import BytesIO
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio

from bot.clock import SystemClock
from bot.messages.answer import Answer, Nothing
from bot.slack.door import LARGEST, readable
from bot.slack.front import Front
from bot.slack.listen import Http
from bot.slack.web import Web
from bot.slack.workspaces import Manner, OneWorkspace
from handlers.event import Event
from sandbox import Sandbox
from tests.slack.manifest_app import INSTALLED
from tests.slack.payloads import COMMANDS, command, event, posted

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Listening:
    """A front that listens, and what it heard."""

    def __init__(self, web: Web) -> None:
        self.heard: list[Event] = []
        there = OneWorkspace(web, Manner(clock=SystemClock(), commands=COMMANDS))
        self.front = Front(there, hear=self._hear, listen=Http(signing_secret=SECRET, port=0))

    async def _hear(self, event: Event) -> Answer:
        self.heard.append(event)
        return Nothing()

    async def send(self, body: bytes, *, kind: str = JSON, **headers: str) -> tuple[int, str]:
        signed = {"Content-Type": kind, **signature(body), **headers}
        url = f"http://127.0.0.1:{self.front.port}/slack/events"
        async with (
            aiohttp.ClientSession() as http,
            http.post(url, data=BytesIO(body), headers=signed) as answer,
        ):
            return answer.status, await answer.text()


def signature(body: bytes, *, age: float = 0, secret: str = SECRET) -> dict[str, str]:
    at = str(int(SystemClock().now().timestamp() - age))
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def listening() -> AsyncIterator[Listening]:
    """One server for all of them: stopping it takes longer than any of these tests."""
    async with Sandbox(app=INSTALLED) as box:
        web = Web(api_url=box.api_url, token=box.bot_token)
        listening = Listening(web)
        await listening.front.start()
        yield listening
        await listening.front.stop()
        await web.close()


@pytest.fixture
def door(listening: Listening) -> Listening:
    listening.heard.clear()
    return listening


async def test_a_signed_event_is_heard(door: Listening) -> None:
    assert await door.send(json.dumps(posted("hello")).encode()) == (200, "")
    assert len(door.heard) == 1


async def test_a_signed_command_is_heard(door: Listening) -> None:
    status, _ = await door.send(urlencode(command("ship it")).encode(), kind=FORM)
    assert (status, len(door.heard)) == (200, 1)


async def test_slacks_greeting_is_returned(door: Listening) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c1", "token": "x"}).encode()
    status, text = await door.send(body)
    assert status == 200
    assert json.loads(text) == {"challenge": "c1"}


@pytest.mark.parametrize(
    "body",
    [
        event("reaction_added", user="U1"),
        {"type": "unheard_of"},
        {},
        {"type": "event_callback"},
        {"type": "block_actions", "actions": None},
        {"type": "block_actions", "actions": []},
    ],
    ids=["unheard event", "unheard kind", "nothing", "no event", "no list of actions", "no action"],
)
async def test_what_nobody_hears_is_acknowledged(door: Listening, body: object) -> None:
    assert await door.send(json.dumps(body).encode()) == (200, "")
    assert door.heard == []


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "-5"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "²"},
    ],
    ids=lambda headers: "".join(headers)[8:] + "=" + "".join(headers.values())[:8],
)
async def test_what_slack_did_not_sign_is_refused(door: Listening, headers: dict[str, str]) -> None:
    status, _ = await door.send(json.dumps(posted("hello")).encode(), **headers)
    assert (status, door.heard) == (401, [])


async def test_an_old_signature_is_refused(door: Listening) -> None:
    body = json.dumps(posted("hello")).encode()
    assert (await door.send(body, **signature(body, age=301)))[0] == 401
    assert (await door.send(body, **signature(body, age=290)))[0] == 200


async def test_another_secret_is_refused(door: Listening) -> None:
    body = json.dumps(posted("hello")).encode()
    assert (await door.send(body, **signature(body, secret="another")))[0] == 401


async def test_what_is_no_text_was_not_signed_by_slack(door: Listening) -> None:
    assert (await door.send(b"\xff\xfe"))[0] == 401


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", JSON),
        (b"", JSON),
        (b"[1]", JSON),
        (b"null", JSON),
        (b"[" * 50_000, JSON),
        (b"{", FORM),
        (b"[1]", "application/json; charset=utf-8"),
        (b"{=1", "application/jsonlines"),
        (b'{"type":"block_actions","user":false}', JSON),
        (b'{"authorizations":{"a":1}}', JSON),
        (b"payload=%7B", FORM),
        (b"payload=[1]", FORM),
        (b"payload=", FORM),
        (b"", FORM),
    ],
    ids=lambda part: part[:12].decode() if isinstance(part, bytes) else part[-4:],
)
async def test_what_is_no_object_is_a_bad_request(door: Listening, body: bytes, kind: str) -> None:
    assert (await door.send(body, kind=kind))[0] == 400


async def test_what_is_too_large_is_not_read(door: Listening) -> None:
    assert (await door.send(b"x" * (LARGEST + 1)))[0] == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("HEAD", "/healthz", 200),
        ("POST", "/healthz", 405),
        ("GET", "/slack/events", 405),
        ("POST", "/slack/install", 404),
        ("GET", "/", 404),
    ],
)
async def test_other_addresses(door: Listening, method: str, path: str, status: int) -> None:
    url = f"http://127.0.0.1:{door.front.port}{path}"
    async with aiohttp.ClientSession() as http, http.request(method, url) as answer:
        assert answer.status == status


async def test_a_form_without_a_payload_is_a_command() -> None:
    assert readable(b"command=%2Fhandoff&text=", FORM)
    assert readable(b'payload={"type":"block_actions"}', FORM)
