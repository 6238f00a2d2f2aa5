"""Over HTTP nothing comes in but what Slack signed, and whatever comes is answered."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from io import BytesIO
from urllib.parse import quote, urlencode

import aiohttp
import pytest
import pytest_asyncio
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from yarl import URL

from bot.clock import SystemClock
from bot.messages.answer import Answer, Nothing
from bot.serving import Message
from bot.slack.door import LARGEST, PATH, Door
from bot.slack.front import Front
from bot.slack.listen import Http
from bot.slack.web import Web
from bot.slack.workspaces import Manner, OneWorkspace
from handlers.event import Event
from sandbox import Sandbox
from tests.slack.manifest_app import INSTALLED
from tests.slack.payloads import COMMANDS, command, event, posted, pressed

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

    async def send(
        self, body: bytes, *, kind: str = JSON, query: str = "", **headers: str
    ) -> tuple[int, str]:
        signed = {"Content-Type": kind, **signature(body), **headers}
        url = URL(f"http://127.0.0.1:{self.front.port}{PATH}{query}", encoded=True)
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


async def test_a_command_may_speak_of_a_payload(door: Listening) -> None:
    status, _ = await door.send(urlencode(command("check the payload")).encode(), kind=FORM)
    assert (status, len(door.heard)) == (200, 1)


async def test_a_signed_press_is_heard(door: Listening) -> None:
    body = urlencode({"payload": json.dumps(pressed({"action_id": "step.done:1", "value": "1"}))})
    status, _ = await door.send(body.encode(), kind=FORM)
    assert (status, len(door.heard)) == (200, 1)


async def test_of_two_payloads_the_last_counts(door: Listening) -> None:
    whole = quote(json.dumps(pressed({"action_id": "step.done:1", "value": "1"})))
    assert (await door.send(f"payload=[1]&payload={whole}".encode(), kind=FORM))[0] == 200
    assert len(door.heard) == 1
    assert (await door.send(f"payload={whole}&payload=[1]".encode(), kind=FORM))[0] == 400
    assert len(door.heard) == 1


async def test_what_is_not_signed_changes_nothing(door: Listening) -> None:
    """Headers, of which Bolt knows some, and the query."""
    body = urlencode(command("ship it")).encode()
    unsigned = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "x", "X-Odd": "\udcff"}
    status, _ = await door.send(body, kind=FORM, query="?command=%ff", **unsigned)
    assert (status, len(door.heard)) == (200, 1)


async def test_slacks_check_of_the_certificate_is_acknowledged(door: Listening) -> None:
    assert await door.send(b"ssl_check=1&token=x", kind=FORM) == (200, "")
    assert door.heard == []


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
        (b"payload=" + b"[" * 50_000, FORM),
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


class Saying(AsyncApp):
    """Answers all with one response."""

    def __init__(self, response: BoltResponse) -> None:
        super().__init__(signing_secret=SECRET, authorize=_nobody)
        self._response = response

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        return self._response


async def _nobody() -> AuthorizeResult:
    raise AssertionError("nothing goes so far")


async def test_all_of_an_answer_is_sent() -> None:
    headers = {"Set-Cookie": ["a=1", "b=2"], "Content-Length": "999"}
    app, body = Saying(BoltResponse(status=203, body={"grün": "ü"}, headers=headers)), b"{}"
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    signed = [(name.lower().encode(), value.encode()) for name, value in signature(body).items()]
    scope = {"type": "http", "method": "POST", "path": PATH, "headers": signed}
    await Door(app, signing_secret=SECRET, pages={})(scope, receive, send)
    assert sent[0]["status"] == 203
    text = b'{"gr\\u00fcn": "\\u00fc"}'
    assert sorted(sent[0]["headers"]) == [
        (b"content-length", str(len(text)).encode()),
        (b"content-type", b"application/json;charset=utf-8"),
        (b"set-cookie", b"a=1"),
        (b"set-cookie", b"b=2"),
    ]
    assert [message.get("body", b"") for message in sent[1:]] == [text]
