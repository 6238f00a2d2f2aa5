"""Carries a file's bytes from one address of Slack's to another, never held whole in memory."""

from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.domain.handoff import File
from bot.slack.web import Web
from bot.slack.words import cleaned

_PIECE: Final = 65_536
_MOST_READ: Final = 1_048_576
# How Slack says that it is not to be had: it leads to the sign-in page, or says so.
_NOT_HAD: Final = frozenset({301, 302, 303, 307, 401, 403, 404, 410})


class NotToBeHad(Exception):
    """It cannot be had, and trying again will not help; the message says why."""


async def carry(web: Web, source: str, target: str, *, size: int) -> None:
    """Fetch from `source` and send to `target` as it comes; both must be Slack's own addresses.

    Raises `NotToBeHad`, and `aiohttp.ClientError` where another time may do.
    """
    for url in (source, target):
        if not trusted(url, web.api_url):
            raise NotToBeHad("not an address of Slack's")
    async with web.fetch(source) as fetched:
        if fetched.status in _NOT_HAD:
            raise NotToBeHad(f"not handed out: {fetched.status}")
        fetched.raise_for_status()
        async with web.send(target, _pieces(fetched, size), size=size) as answered:
            answered.raise_for_status()


async def put(web: Web, held: bytes, target: str) -> None:
    """Send these bytes there. Raises as `carry`."""
    if not trusted(target, web.api_url):
        raise NotToBeHad("not an address of Slack's")
    async with web.send(target, _one(held), size=len(held)) as answered:
        answered.raise_for_status()


async def text_of(web: Web, file: File) -> str | None:
    """What a file holds that is text of up to a megabyte; "" for any other. Raises as `carry` does."""
    told = (await web.call_at_once("files.info", file=file.id))["file"]
    source, size = str(told.get("url_private") or ""), int(told.get("size") or 0)
    if not source or not size or told.get("is_external") or not trusted(source, web.api_url):
        return None
    if size > _MOST_READ or not str(told.get("mimetype") or file.media).startswith("text/"):
        return ""
    async with web.fetch(source) as fetched:
        if fetched.status in _NOT_HAD:
            raise NotToBeHad(f"not handed out: {fetched.status}")
        fetched.raise_for_status()
        held = b"".join([piece async for piece in _pieces(fetched, size)])
    return str(cleaned(held.decode("utf-8", "replace")))


async def _one(held: bytes) -> AsyncIterator[bytes]:
    yield held


def trusted(url: str, api_url: str) -> bool:
    """Whether the bot's token may go there: to the API's own host, or over https to a host of Slack's."""
    try:
        asked, ours = urlsplit(url), urlsplit(api_url)
        same = (asked.scheme, asked.hostname, asked.port) == (ours.scheme, ours.hostname, ours.port)
        slacks = asked.scheme == "https" and asked.port in (None, 443)
    except ValueError:
        return False
    host = asked.hostname or ""
    return asked.username is None and ((same and bool(host)) or (slacks and host.endswith(".slack.com")))


async def _pieces(fetched: aiohttp.ClientResponse, size: int) -> AsyncIterator[bytes]:
    """What comes, as long as it is as much as was announced."""
    came = 0
    async for piece in fetched.content.iter_chunked(_PIECE):
        came += len(piece)
        if came > size:
            break
        yield piece
    if came != size:
        raise aiohttp.ClientPayloadError("another size than was announced")
