"""The stage of the demo: a running bot in a workspace of five, whose team is there already."""

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from bot.app import App, Way
from bot.demo import cast
from bot.demo.world import World
from bot.domain.identity import Place, TeamId, UserRef
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
