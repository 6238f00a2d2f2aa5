"""`sunrelay demo`: five colleagues, the bot and a workspace in a box, in one process over real sockets."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta

from bot.demo import cast, story
from bot.demo.browser import serve
from bot.demo.lines import Line, lines
from bot.demo.people import Cast
from bot.demo.stage import world
from bot.demo.world import World
from bot.domain.region import city
from bot.domain.text import list_words
from sandbox.clock import SteppedClock

__all__ = ["demo", "played", "serve"]

# The first zone to see a date is 14 hours ahead of UTC, the last 12 behind.
FIRST_HOUR = timedelta(hours=-14)
LAST_HOUR = timedelta(hours=24 + 12)

INTERRUPTED = 130


def demo(*, start: date, days: int, headless: bool) -> int:
    """Let so many days go round and print them; returns the exit status."""
    try:
        asyncio.run(_show(start, days, headless=headless))
    except BrokenPipeError:  # whoever was reading has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


async def _show(start: date, days: int, *, headless: bool) -> None:
    if headless:
        for line in await played(start, days):
            print(line.as_json())
        return
    async with _stage(start, days) as (there, zones, end):
        await _tell(there, zones, end)


async def played(start: date, days: int) -> list[Line]:
    """What reached whom about those days, once they have gone round."""
    async with _stage(start, days) as (there, zones, end):
        await there.run_until(end)
        last = start + timedelta(days=days - 1)
        return [one for one in lines(there.box, there.box.log, zones) if start <= one.day <= last]


@asynccontextmanager
async def _stage(start: date, days: int) -> AsyncIterator[tuple[World, Mapping[str, str], datetime]]:
    """The world before the first of the days dawns anywhere, and the instant when the last is over."""
    midnight = datetime.combine(start, time(), tzinfo=UTC)
    last = timedelta(days=days - 1)
    async with world(SteppedClock(midnight + FIRST_HOUR)) as (there, zones):
        Cast(there, zones, first=start, last=start + last)
        yield there, zones, midnight + last + LAST_HOUR


async def _tell(there: World, zones: Mapping[str, str], end: datetime) -> None:
    """Print the story hour by hour, as it happens."""
    coloured = sys.stdout.isatty()
    names = list_words([f"{one.shown_name} in {city(one.tz or 'UTC')}" for one in cast.PEOPLE])
    print(story.opening(names), flush=True)
    read = 0
    said: dict[str, str] = {}
    while there.clock.now() < end:
        await there.run_until(min(end, there.clock.now() + timedelta(hours=1)))
        for line in lines(there.box, there.box.log[read:], zones):
            print(story.paragraph(line, said.get(line.message, ""), coloured=coloured), flush=True)
            said[line.message] = line.text
        read = len(there.box.log)
