"""A file that someone sent to the bot, shown again where the hand-off is read: fetched, uploaded, posted.

What is sent to the bot only its sender and the bot can see: a link to it would lead nobody anywhere.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place
from bot.domain.text import shorten
from bot.messages.document import say
from bot.messages.letter import Letter
from bot.services.platform import Outcome, Refused, Sent, Unknown
from bot.slack import limits
from bot.slack.carry import NotToBeHad, carry, put
from bot.slack.errors import failure
from bot.slack.render import blocks
from bot.slack.web import Web

Json = dict[str, Any]

# Slack shows an upload a moment after it took it, and only then says where. Machine seconds.
WAITS: Final = (0.0, 0.5, 1.5, 3.0)
_NOT_YET: Final = Unknown(why="taken, and not shown yet")
_MOST_REMEMBERED: Final = 10_000


class Uploads:
    """Shows files again. Remembers what Slack has taken: what is slow to appear is not sent twice.

    waits: machine seconds before each look at where an upload is shown.
    """

    def __init__(self, web: Web, *, waits: tuple[float, ...] = WAITS) -> None:
        self._web = web
        self._waits = waits
        self._taken: dict[str, str] = {}

    async def show(self, letter: Letter, file: File, place: Place) -> Outcome:
        """Fetch it, upload it, and post it in the place. Never raises for what Slack may answer."""
        try:
            upload = await self._uploaded(letter.key, file)
            if isinstance(upload, Refused):
                return upload
            done = await self._web.call(
                "files.completeUploadExternal",
                files=[{"id": upload, "title": file.name}],
                channel_id=place.id,
                # As rich text: a comment is drawn as mrkdwn, in which what people wrote would format.
                blocks=blocks((say(letter.document.summary),)),
                **({"thread_ts": place.thread} if place.thread else {}),
            )
        except NotToBeHad as why:
            return Refused(why=str(why))
        except Exception as error:
            return failure(error)
        self._remember(letter.key, upload)
        at_once = (done.get("files") or [{}])[0]
        return _shown(at_once, place) or await self._awaited(upload, place)

    async def find(self, key: str, place: Place) -> Outcome | None:
        """Where an upload that Slack has taken is shown by now; None where it never said that it took one."""
        upload = self._taken.get(key)
        return await self._where(upload, place) if upload else None

    async def _uploaded(self, key: str, file: File) -> str | Refused:
        """The new file's id, once all its bytes are there."""
        if file.text:
            return await self._made(key, file)
        told = (await self._web.call("files.info", file=file.id))["file"]
        size, source = (
            int(told.get("size") or 0),
            str(told.get("url_private_download") or told.get("url_private") or ""),
        )
        if size > limits.FILE:
            return Refused(why="larger than 50 MB")
        if not size or not source or told.get("is_external"):
            return Refused(why="there is nothing to fetch")
        name = tagged(str(told.get("name") or file.name), key)
        upload = await self._web.call("files.getUploadURLExternal", filename=name, length=size)
        await carry(self._web, source, str(upload["upload_url"]), size=size)
        return str(upload["file_id"])

    async def _made(self, key: str, file: File) -> str:
        """The same of one that Slack has not yet: it is what somebody picked up from a message."""
        held = file.text.encode()
        upload = await self._web.call(
            "files.getUploadURLExternal", filename=tagged(file.name, key), length=len(held)
        )
        await put(self._web, held, str(upload["upload_url"]))
        return str(upload["file_id"])

    async def _awaited(self, upload: str, place: Place) -> Outcome:
        outcome: Outcome = _NOT_YET
        for wait in self._waits:
            await asyncio.sleep(wait)
            outcome = await self._where(upload, place)
            if isinstance(outcome, Sent):
                break
        return outcome

    async def _where(self, upload: str, place: Place) -> Outcome:
        """Once Slack has taken it, all it can be is shown, or not yet."""
        try:
            told = await self._web.call("files.info", file=upload)
        except Exception as error:
            return Unknown(why=repr(failure(error)))
        return _shown(told.get("file") or {}, place) or _NOT_YET

    def _remember(self, key: str, upload: str) -> None:
        if len(self._taken) >= _MOST_REMEMBERED:
            self._taken.clear()
        self._taken[key] = upload


def tagged(name: str, key: str) -> str:
    """The name of an upload, which holds a mark of its letter's key: there is nothing else to find it by."""
    plain = PurePosixPath(shorten(name, 120).replace("/", "_"))
    return f"{plain.stem or 'file'}-{_mark(key)}{plain.suffix}"


def holds(message: Mapping[str, Any], key: str) -> bool:
    """Whether a message shows the upload of that letter."""
    return any(f"-{_mark(key)}" in str(one.get("name", "")) for one in message.get("files") or ())


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _shown(file: Mapping[str, Any], place: Place) -> Sent | None:
    """The message of that place in which a file object says it was shared."""
    shares = file.get("shares") or {}
    for kind in ("public", "private"):
        for share in (shares.get(kind) or {}).get(place.id) or ():
            return Sent(message=MessageRef(place=place, id=str(share["ts"])))
    return None
