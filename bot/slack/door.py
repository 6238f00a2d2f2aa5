"""The door to the street: takes in only what Slack signed, in a size and shape that Bolt can read."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from urllib.parse import parse_qs

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.log import logger
from bot.serving import Message, Receive, Scope, Send, answer

Page = Callable[[Scope, Receive, Send], Awaitable[None]]
Pages = Mapping[str, Page]

PATH: Final = "/slack/events"
HEALTH: Final = "/healthz"
UNREADABLE: Final = b"not a payload of Slack's"
LARGEST: Final = 1024 * 1024  # bytes; Slack's largest, a view, is 250 kB

_log = logger(__name__)


class Door:
    """An ASGI application in front of Bolt's own.

    GET /healthz says that the process answers. POST /slack/events is for Slack: 413 when too large, 401 when
    not signed by Slack within the last five minutes, 400 when no JSON object is in it. pages: for browsers.
    """

    def __init__(self, app: AsyncApp, *, signing_secret: str, pages: Pages) -> None:
        self._pages = pages
        self._bolt = AsyncSlackRequestHandler(app, path=PATH)
        self._signatures = SignatureVerifier(signing_secret)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if (page := self._pages.get(scope["path"])) is not None:
            await page(scope, receive, send)
            return
        status, body = await self._look(scope, receive)
        if status == 202:
            await self._hand_on(scope, body, send)
        else:
            await answer(send, status, body)

    async def _hand_on(self, scope: Scope, body: bytes, send: Send) -> None:
        """To Bolt, which looks into a payload before we do, and takes its shape for granted."""
        try:
            await self._bolt(dict(scope), _again(body), send)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            _log.warning("front.malformed", shape="payload", error=type(error).__name__)
            await answer(send, 400, UNREADABLE)

    async def _look(self, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        """What to answer; 202 and the body for what goes on to Bolt."""
        if scope["path"] == HEALTH:
            return (200, b"ok") if scope["method"] in ("GET", "HEAD") else (405, b"method not allowed")
        if scope["path"] != PATH:
            return 404, b"not found"
        if scope["method"] != "POST":
            return 405, b"method not allowed"
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        body = await _body(receive)
        if body is None:
            return 413, b"too large"
        if not self._signed(headers, body):
            return 401, b"not signed by Slack"
        if not readable(body, headers.get("content-type", "")):
            return 400, UNREADABLE
        return 202, body

    def _signed(self, headers: dict[str, str], body: bytes) -> bool:
        """The verifier takes whole numbers, ASCII and UTF-8 alone, and raises on anything else."""
        at, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
        if not (at.isascii() and at.isdecimal() and len(at) <= 12 and signature.isascii()):
            return False
        try:
            return self._signatures.is_valid(body, at, signature)
        except UnicodeDecodeError:
            return False


def readable(body: bytes, content_type: str) -> bool:
    """Whether Bolt will find an object in it: JSON, or a form with fields or a JSON payload.

    Whatever begins with a brace is JSON to Bolt, and so is what says exactly that it is.
    """
    try:
        text = body.decode()
        if text.startswith("{") or content_type.partition(";")[0] == "application/json":
            return isinstance(json.loads(text), dict)
        form = parse_qs(text, keep_blank_values=True)
        payload = form.get("payload")
        return bool(form) if payload is None else isinstance(json.loads(payload[-1]), dict)
    except (ValueError, RecursionError):
        return False


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None as soon as it is too large, or its sender is gone."""
    body = bytearray()
    while True:
        chunk = await receive()
        if chunk["type"] != "http.request":
            return None
        body += chunk.get("body", b"")
        if len(body) > LARGEST:
            return None
        if not chunk.get("more_body", False):
            return bytes(body)


def _again(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
