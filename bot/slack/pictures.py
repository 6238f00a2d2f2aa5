"""Pictures in answers: drawn, uploaded as a file of the bot's own, and shown once Slack has looked at it.

The file is shared with nobody: Slack shows it to whoever is shown the block that names it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

from bot.domain.text import shorten
from bot.drawing import draw
from bot.messages.chart import DayChart
from bot.slack import limits
from bot.slack.carry import NotToBeHad, trusted
from bot.slack.web import Web

Json = dict[str, Any]
Draw = Callable[[DayChart], Awaitable[bytes]]

# Machine seconds. Slack looks at a file a moment after it took it; before that no block may name it.
WAITS: Final = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
_NAME: Final = "day.png"
_MOST_REMEMBERED: Final = 200


class Pictures:
    """Makes the block of a picture. The same picture is uploaded once, whoever asks for it.

    waits: before each look at whether an upload can be shown.
    """

    def __init__(self, web: Web, *, draws: Draw = draw, waits: tuple[float, ...] = WAITS) -> None:
        self._web = web
        self._draw = draws
        self._waits = waits
        self._uploaded: dict[DayChart, str] = {}
        self._pen = asyncio.Lock()

    async def block(self, chart: DayChart) -> Json:
        """The block. Raises `NotDrawn`, `NotToBeHad`, `SlackApiError` and `aiohttp.ClientError`."""
        async with self._pen:  # one at a time: nobody waits for a picture to be told something
            file = self._uploaded.get(chart) or await self._made(chart)
        return {
            "type": "image",
            "slack_file": {"id": file},
            "alt_text": shorten(chart.alt, limits.ALT),
        }

    async def _made(self, chart: DayChart) -> str:
        picture = await self._draw(chart)
        file = await self._sent(picture, chart)
        await self._looked_at(file)
        if len(self._uploaded) >= _MOST_REMEMBERED:
            self._uploaded.clear()
        self._uploaded[chart] = file
        return file

    async def _sent(self, picture: bytes, chart: DayChart) -> str:
        upload = await self._web.call("files.getUploadURLExternal", filename=_NAME, length=len(picture))
        url, file = str(upload["upload_url"]), str(upload["file_id"])
        if not trusted(url, self._web.api_url):
            raise NotToBeHad("not an address of Slack's")
        async with self._web.send(url, _whole(picture), size=len(picture)) as answered:
            answered.raise_for_status()
        title = shorten(chart.title, limits.HEADER)
        await self._web.call("files.completeUploadExternal", files=[{"id": file, "title": title}])
        return file

    async def _looked_at(self, file: str) -> None:
        for wait in self._waits:
            await asyncio.sleep(wait)
            told = (await self._web.call("files.info", file=file)).get("file") or {}
            if str(told.get("mimetype") or "").startswith("image/"):
                return
        raise NotToBeHad("taken, and not looked at yet")


async def _whole(picture: bytes) -> AsyncIterator[bytes]:
    yield picture
