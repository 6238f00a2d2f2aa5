"""The demo in a browser: the bot, the workspace and its page, until it is told to end."""

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta

from bot.demo import cast
from bot.demo.clockwork import DemoClockwork
from bot.demo.people import Cast
from bot.demo.stage import world
from bot.domain.zone import instant
from bot.log import logger
from bot.slack.manifest import manifest
from sandbox.clock import SteppedClock
from sandbox.page import Menu, Page

log = logger(__name__)

# It opens shortly before the first colleague is asked, with a day behind them that has gone round the world.
OPENS_AT = time(17, 10)
SATURDAY = 5

FAILED = 1


def serve(*, start: date, port: int, opens_browser: bool) -> int:
    """Serve the page until SIGINT or SIGTERM; returns the exit status. start: the day on which it opens."""
    try:
        asyncio.run(_serve(start, port, opens_browser=opens_browser))
    except OSError as error:
        if not port:
            raise
        print(_taken(port, error), file=sys.stderr)
        return FAILED
    return 0


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a browser would have somewhere to open."""
    return platform in ("darwin", "win32") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


async def _serve(start: date, port: int, *, opens_browser: bool) -> None:
    ending = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, ending.set)
    async with opened(start, port) as (page, clockwork):
        print(f"Sunrelay's workspace is at {page.url} (Ctrl+C ends it)", flush=True)
        if opens_browser and has_display(os.environ, sys.platform):
            await asyncio.to_thread(webbrowser.open, page.url)
        flying = asyncio.create_task(_fly(clockwork, opening(start)))
        await ending.wait()
        flying.cancel()
        await asyncio.gather(flying, return_exceptions=True)


async def _fly(clockwork: DemoClockwork, at: datetime) -> None:
    """Behind the page, which is there already."""
    try:
        await clockwork.fly_to(at)
    except Exception as error:
        log.exception("demo.stood_still", error=type(error).__name__)


@asynccontextmanager
async def opened(start: date, port: int = 0) -> AsyncIterator[tuple[Page, DemoClockwork]]:
    """The page before the day that precedes `start` dawns anywhere; fly to `opening(start)` from there."""
    before = working_day_before(start)
    clock = SteppedClock(instant(cast.PEOPLE[0].tz or "UTC", before, 0))
    async with world(clock) as (there, zones):
        clockwork = DemoClockwork(there, Cast(there, zones, meddled=True))
        page = Page(there.box, clockwork, port, menu=Menu.from_manifest(manifest()))
        await page.start()
        try:
            yield page, clockwork
        finally:
            await clockwork.stop()
            await page.stop()


def opening(start: date) -> datetime:
    """When the first of the colleagues is about to be asked."""
    minute = OPENS_AT.hour * 60 + OPENS_AT.minute
    return instant(cast.PEOPLE[0].tz or "UTC", start, minute)


def working_day_before(start: date) -> date:
    """The last day before on which everybody works."""
    day = start - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def _taken(port: int, error: OSError) -> str:
    why = os.strerror(error.errno) if error.errno else str(error)
    return f"Port {port} cannot be used ({why}). Choose another with --port, or leave it out for a free one."
