"""What a person waits for Slack's acknowledgement while a digest of a thousand hand-offs is composed."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles

from bench import inheritance
from bench.measure import Figure
from bot.app import App, Way
from bot.domain.identity import Place, TeamId, UserRef
from bot.run import settle_in
from bot.services import team
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from bot.slack.listen import SocketMode
from bot.slack.manifest import manifest
from sandbox.app import App as Installed
from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.clock import SteppedClock
from sandbox.person import Person
from sandbox.user import User
from storage.store import open_store
from storage.upgrade import upgrade

HANDOFFS = 1_000
MORNINGS = 5
READERS = 40
AT_ONCE = 4

# A Monday, when Berlin's digest is due; everyone there writes lines for the evening meanwhile.
MORNING = datetime(2026, 11, 2, 8, tzinfo=UTC)


async def beside_a_digest(folder: Path) -> Figure:
    """The 99th of a hundred acknowledgements, over a real socket; the floor: with nothing being composed."""
    settle_in()
    beside: list[float] = []
    idle: list[float] = []
    for number in range(MORNINGS):
        async with _morning(folder / f"{number}.db") as (box, app, clock):
            people = cycle([box.person(f"lena{one}") for one in range(READERS)])
            idle += await _acknowledged(people, asyncio.sleep(0.5))
            clock.move_to(MORNING)
            beside += await _acknowledged(people, app.tick())
            await app.settled()
    name = f"acknowledged, p99, digest of {HANDOFFS:,}"
    return Figure(name=name, value=_p99(beside) * 1000, unit="ms", floor=_p99(idle) * 1000)


@asynccontextmanager
async def _morning(file: Path) -> AsyncIterator[tuple[Sandbox, App, SteppedClock]]:
    """A running bot, a minute before Berlin's digest is due."""
    clock = SteppedClock(MORNING - timedelta(minutes=1))
    users = [User(name=f"lena{one}", tz="Europe/Berlin") for one in range(READERS)]
    users += [User(name=f"mia{one}", tz="Australia/Sydney") for one in range(READERS)]
    atlas = Channel(name="atlas", members=tuple(one.name for one in users), with_bot=True)
    installed = Installed.from_manifest(manifest())
    async with Sandbox(clock=clock, app=installed, users=users, channels=(atlas,)) as box:
        upgrade(f"sqlite:///{file}")
        listen = SocketMode(app_token=box.app_token)
        way = Way(api_url=box.api_url, bot_token=box.bot_token, listen=listen)
        app = App(store=open_store(f"sqlite:///{file}"), clock=clock, way=way, rng=Random(1))
        await app.start()
        try:
            await box.connected()
            made = await _team(box, app, users)
            left_at = MORNING - timedelta(hours=2)
            await app.house.store.transact(inheritance.leave, made, count=HANDOFFS, now=left_at)
            yield box, app, clock
        finally:
            await app.stop()


async def _team(box: Sandbox, app: App, users: list[User]) -> TeamId:
    tenant = box.workspace.team.id
    refs = [UserRef(platform="slack", tenant=tenant, id=box.person(one.name).id) for one in users]
    plan = Plan(
        place=Place(platform="slack", tenant=tenant, kind="public", id=box.channel("atlas").id),
        name="Atlas",
        projects=tuple(ProjectPlan(name=f"Project {one}") for one in range(HANDOFFS // READERS)),
        writes=tuple(await app.house.directory.profiles(refs)),
        receives=(),
    )
    now = app.house.clock.now()
    return await app.house.store.transact(team.set_up, plan, by=refs[0], welcome=False, now=now)


async def _acknowledged(people: Iterator[Person], during: Awaitable[None]) -> list[float]:
    """How long each command took, in seconds, that was sent while that went on."""
    going = asyncio.ensure_future(during)
    took: list[float] = []

    async def keep_on() -> None:
        while not going.done():
            begun = time.perf_counter()
            await next(people).command("atlas", "/handoff", "Built the voucher field")
            took.append(time.perf_counter() - begun)

    await asyncio.gather(going, *(keep_on() for _ in range(AT_ONCE)))
    return took


def _p99(took: list[float]) -> float:
    return quantiles(took, n=100)[98]
