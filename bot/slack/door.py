"""The door to the street: takes in only what Slack signed, in a size and shape that Bolt can take."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.log import logger
from bot.serving import Receive, Scope, Send

Json = dict[str, Any]
Page = Callable[[Scope, Receive, Send], Awaitable[None]]
Pages = Mapping[str, Page]

PATH: Final = "/slack/events"
HEALTH: Final = "/healthz"
UNREADABLE: Final = "not a payload of Slack's"
LARGEST: Final = 1024 * 1024  # bytes; Slack's largest, a view, is 250 kB

_log = logger(__name__)


class Door:
    """An ASGI application in front of Bolt, in the place of Bolt's own.

    GET /healthz says that the process answers. POST /slack/events is for Slack: 413 when too large, 401 when
    not signed by Slack within the last five minutes, 400 when no JSON object is in it. pages: for browsers.
    """

    def __init__(self, app: AsyncApp, *, signing_secret: str, pages: Pages) -> None:
        self._pages = pages
        self._app = app
        self._signatures = SignatureVerifier(signing_secret)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if (page := self._pages.get(scope["path"])) is not None:
            await page(scope, receive, send)
            return
        found = await self._look(scope, receive)
        await _send(send, found if isinstance(found, BoltResponse) else await self._hand_on(found))

    async def _hand_on(self, payload: Json) -> BoltResponse:
        """To Bolt, which looks into a payload before we do, and takes its shape for granted."""
        try:
            # What was parsed is handed on as over Socket Mode. Headers are not: Slack signs none of them.
            return await self._app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=payload))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            _log.warning("front.malformed", shape="payload", error=type(error).__name__)
            return BoltResponse(status=400, body=UNREADABLE)

    async def _look(self, scope: Scope, receive: Receive) -> Json | BoltResponse:
        """The payload that goes on to Bolt, or what to answer instead."""
        if scope["path"] == HEALTH:
            if scope["method"] in ("GET", "HEAD"):
                return BoltResponse(status=200, body="ok")
            return BoltResponse(status=405, body="method not allowed")
        if scope["path"] != PATH:
            return BoltResponse(status=404, body="not found")
        if scope["method"] != "POST":
            return BoltResponse(status=405, body="method not allowed")
        headers = dict[bytes, bytes](scope["headers"])
        body = await _body(receive)
        if body is None:
            return BoltResponse(status=413, body="too large")
        if not self._signed(headers, body):
            return BoltResponse(status=401, body="not signed by Slack")
        payload = payload_in(body, _text(headers, b"content-type"))
        return BoltResponse(status=400, body=UNREADABLE) if payload is None else payload

    def _signed(self, headers: Mapping[bytes, bytes], body: bytes) -> bool:
        """The verifier takes whole numbers, ASCII and UTF-8 alone, and raises on anything else."""
        at = _text(headers, b"x-slack-request-timestamp")
        signature = _text(headers, b"x-slack-signature")
        if not (at.isascii() and at.isdecimal() and len(at) <= 12 and signature.isascii()):
            return False
        try:
            return self._signatures.is_valid(body, at, signature)
        except UnicodeDecodeError:
            return False


def payload_in(body: bytes, content_type: str) -> Json | None:
    """The object in it: JSON, a form's JSON payload, or else a form's fields. None where there is none.

    Whatever begins with a brace is JSON, and so is what says exactly that it is. Of fields of one name the
    last counts. Bolt reads it so, too, but loses any other form in which the word "payload" stands.
    """
    try:
        text = body.decode()
        if text.startswith("{") or content_type.partition(";")[0] == "application/json":
            found = json.loads(text)
        else:
            fields = dict(parse_qsl(text, keep_blank_values=True))
            found = json.loads(fields["payload"]) if "payload" in fields else fields or None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


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


async def _send(send: Send, response: BoltResponse) -> None:
    """The whole response; how long it is, is known here."""
    body = response.body.encode()
    headers = [
        (name.encode(), value.encode())
        for name, values in response.headers.items()
        for value in values
        if name != "content-length"
    ]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
