"""HTTP mode: payloads posted to the app's request URL, signed as Slack signs them."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from sandbox.reply import Acknowledged, Attempt, Reply, Unacknowledged
from sandbox.shapes import Json

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class HttpMode:
    """Posts to one URL, where everything goes."""

    def __init__(self, *, url: str, secret: str) -> None:
        self.url, self._secret = url, secret
        self._session: aiohttp.ClientSession | None = None

    async def send(self, attempt: Attempt, *, timeout: float) -> Reply:
        """Post a payload and read the immediate answer; anything but a 2xx in time is a failure."""
        body, content_type = _encoded(attempt)
        headers = {"Content-Type": content_type, "User-Agent": USER_AGENT, "Accept": "*/*"}
        if attempt.number:
            headers |= {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": attempt.why}
        headers |= signed(body, secret=self._secret, at=int(time.time()))
        try:
            return await self._post(body, headers, timeout)
        except TimeoutError:
            return Unacknowledged(why="http_timeout")
        except aiohttp.ClientError:
            return Unacknowledged(why="connection_failed")

    async def verify(self, *, timeout: float) -> bool:
        """The handshake when the URL is entered: whether it gives the challenge back."""
        challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
        told: Json = {"token": "verification", "challenge": challenge, "type": "url_verification"}
        reply = await self.send(Attempt(route="events_api", payload=told), timeout=timeout)
        given = reply.payload or {} if isinstance(reply, Acknowledged) else {}
        return challenge in (given.get("challenge"), given.get("text"))

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, headers: dict[str, str], timeout: float) -> Reply:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=timeout)
        async with self._session.post(self.url, data=body, headers=headers, timeout=limit) as response:
            text = await response.text()
            if not 200 <= response.status < 300:
                return Unacknowledged(why="http_error", final=response.headers.get("X-Slack-No-Retry") == "1")
            return Acknowledged(payload=_read(text, response.content_type))


def signed(body: bytes, *, secret: str, at: int) -> dict[str, str]:
    """The two headers with which Slack signs a body at that second."""
    base = b"v0:" + str(at).encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


def _encoded(attempt: Attempt) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    match attempt.route:
        case "events_api":
            return json.dumps(attempt.payload).encode(), "application/json"
        case "interactive":
            return urlencode({"payload": json.dumps(attempt.payload)}).encode(), form
        case "slash_commands":
            return urlencode(attempt.payload).encode(), form


def _read(text: str, content_type: str) -> Json | None:
    if not text:
        return None
    if content_type == "application/json":
        parsed = json.loads(text)
        return parsed if isinstance(parsed, dict) and parsed else None
    return {"text": text}
