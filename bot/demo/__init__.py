"""`sunrelay demo`: five colleagues, the bot and a workspace in a box, in one process over real sockets."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from bot.app import App, Way
from bot.demo import cast, story
from bot.demo.lines import Line, lines
from bot.demo.people import Cast
from bot.demo.world import World
from bot.domain.identity import Place, TeamId, UserRef
from bot.domain.region import city
from bot.domain.text import list_words
from bot.services import team
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from bot.slack.listen import SocketMode
from bot.slack.manifest import manifest
from sandbox.app import App as InstalledApp
from sandbox.box import Sandbox
from sandbox.clock import SteppedClock
from storage import teams
from storage.store import open_store
from storage.transaction import Tx
from storage.upgrade import upgrade

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


@asynccontextmanager
async def world(clock: SteppedClock) -> AsyncIterator[tuple[World, Mapping[str, str]]]:
    """The five in their workspace with a running bot, and the zone of each region by its id."""
    installed = InstalledApp.from_manifest(manifest())
    box = Sandbox(clock=clock, app=installed, users=cast.PEOPLE, channels=(cast.channel(),))
    async with box:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'demo.db'}"
            upgrade(url)
            listen = SocketMode(app_token=box.app_token)
            way = Way(api_url=box.api_url, bot_token=box.bot_token, listen=listen)
            app = App(store=open_store(url), clock=clock, way=way, rng=Random(1))
            await app.start()
            try:
                await box.connected()
                zones = await _enrol(box, app)
                yield World(box=box, app=app, clock=clock), zones
            finally:
                await app.stop()


async def _enrol(box: Sandbox, app: App) -> dict[str, str]:
    """The team is there already when the story begins."""
    directory, store = app.house.directory, app.house.store
    tenant = box.workspace.team.id
    users = [UserRef(platform="slack", tenant=tenant, id=box.person(one.name).id) for one in cast.PEOPLE]
    profiles = await directory.profiles(users)
    plan = Plan(
        place=Place(platform="slack", tenant=tenant, kind="public", id=box.channel(cast.CHANNEL).id),
        name=cast.TEAM,
        projects=(ProjectPlan(name=cast.PROJECT, page=cast.PAGE),),
        writes=tuple(profiles),
        receives=(),
    )
    made = await store.transact(team.set_up, plan, by=users[0], welcome=False, now=app.house.clock.now())
    return await store.read(_zones, made)


def _zones(tx: Tx, made: TeamId) -> dict[str, str]:
    whole = teams.get(tx, made)
    assert whole is not None, "it has just been made"
    return {str(plan.id): plan.zone for plan in whole.plans}
