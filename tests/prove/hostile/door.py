"""The bot's door and all behind it, on a database that holds something, and nothing behind Slack."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from bot.clock import Clock, SystemClock
from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.messages.answer import Answer
from bot.services.platform import Around, Channel, House
from bot.slack.door import PATH, Door
from bot.slack.front import Front
from bot.slack.listen import Http
from bot.slack.web import Json, Web
from bot.slack.workspaces import Manner, OneWorkspace
from handlers import table
from handlers.event import Event
from storage.errors import Busy
from storage.store import Store

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

# How a signature may be wrong.
FORGED = (
    "old",
    "future",
    "secret",
    "letters",
    "latin",
    "short",
    "version",
    "no signature",
    "no time",
    "float",
    "minus",
    "long",
    "digits",
    "spaces",
    "hex",
)


class MuteWeb(Web):
    """Says who the bot is, and tells Slack nothing: what would be shown is drawn and dropped."""

    async def call(self, method: str, **arguments: Any) -> Json:
        return {"ok": True}

    async def answer(self, url: str, payload: Json) -> None:
        return None


class KnownDirectory:
    """What Slack said once, of these people and channels."""

    def __init__(self, profiles: Sequence[Profile], channels: Sequence[Channel]) -> None:
        self._profiles = {one.user.id: one for one in profiles}
        self._channels = {one.place.id: one for one in channels}

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        return [self._profiles[one.id] for one in users if one.id in self._profiles]

    async def channel(self, place: Place) -> Channel | None:
        return self._channels.get(place.id)

    async def kind(self, place: Place) -> PlaceKind:
        return place.kind

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        return Around(message=None)

    async def link(self, message: MessageRef) -> str:
        return ""

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        return {}


class Behind:
    """What answers behind the door. `busy`: the store has no time for anybody just now."""

    def __init__(self, store: Store, directory: KnownDirectory, clock: Clock, web: Web) -> None:
        self.busy = False
        self.heard = 0
        self._house = House(store=store, directory=directory, clock=clock)
        manner = Manner(clock=clock, commands=table.WORDS, concerns=table.concerns, quotes=table.QUOTES)
        there = OneWorkspace(web, manner)
        listen = Http(signing_secret=SECRET, port=0)
        self.front = Front(there, hear=self._hear, listen=listen, names=directory.profiles)
        self._door = Door(self.front.bolt_app(), signing_secret=SECRET, pages={})

    async def knock(self, body: bytes, headers: Mapping[str, bytes]) -> int:
        """The status that is answered."""
        scope = {
            "type": "http",
            "method": "POST",
            "path": PATH,
            "query_string": b"",
            "headers": [(name.encode(), value) for name, value in headers.items()],
        }
        said: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                said.append(message["status"])
            else:
                assert b"Traceback" not in message.get("body", b"")

        await self._door(scope, receive, send)
        (status,) = said
        return status

    async def _hear(self, event: Event) -> Answer:
        self.heard += 1
        if self.busy:
            raise Busy("the database is busy; nothing was done, please try again")
        return await table.hear(event, self._house)


def signed(body: bytes, kind: str, *, forged: str, rng: Random) -> dict[str, bytes]:
    """Headers as Slack sends them, or with something wrong about them."""
    now = SystemClock().now()
    at = _time(now, forged)
    secret = b"another" if forged == "secret" else SECRET.encode()
    digest = hmac.new(secret, b"v0:" + at + b":" + body, hashlib.sha256).hexdigest()
    signature = b"v0=" + digest.encode()
    match forged:
        case "letters":
            signature = "v0=é²".encode()
        case "latin":
            signature = bytes(rng.randrange(128, 256) for _ in range(67))
        case "short":
            signature = signature[: rng.randrange(len(signature))]
        case "version":
            signature = b"v1" + signature[2:]
        case _:
            pass
    headers = {
        "content-type": kind.encode(),
        "x-slack-request-timestamp": at,
        "x-slack-signature": signature,
    }
    if forged == "no signature":
        del headers["x-slack-signature"]
    if forged == "no time":
        del headers["x-slack-request-timestamp"]
    return headers


def _time(now: datetime, forged: str) -> bytes:
    at = str(int(now.timestamp()))
    times = {
        "old": str(int(at) - 400),
        "future": str(int(at) + 400),
        "float": f"{at}.0",
        "minus": f"-{at}",
        "long": "9" * 400,
        "digits": "".join(chr(0x660 + int(digit)) for digit in at),
        "spaces": f"{at[:5]} {at[5:]}",
        "hex": hex(int(at)),
    }
    return times.get(forged, at).encode()
