"""Killed before and after the writes, commits and calls of a road: nothing is lost, nothing is seen twice."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest

from storage.trial import Server
from storage.upgrade import upgrade
from tests.prove.conftest import Proved
from tests.prove.mortal.left import everything_once, nothing_hangs, nothing_twice
from tests.prove.mortal.road import ACTS, ASK_BANK, EDITED, MAYAS, RUN_AGAIN, Act, Road
from tests.prove.mortal.world import MortalWorld, Nursery

pytestmark = pytest.mark.prove

ROUNDS = 6
AT_LEAST = 40

Fresh = Callable[[], str]
Side = Literal["within", "call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where the bot is killed: the point of that number, since the act began."""

    act: str
    side: Side
    number: int
    name: str

    def __str__(self) -> str:
        return f"{self.act}: {self.name}, point {self.number} ({self.side})"


@dataclass(slots=True)
class Tally:
    """What came of it. `missed`: points that did not come, as things had gone another way before."""

    killed: set[Point] = field(default_factory=set)
    missed: list[Point] = field(default_factory=list)
    messages: int = 0
    looked_up: int = 0
    nudges_lost: int = 0


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Makes databases with the tables and no rows, of each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        numbers = iter(range(1000))
        return lambda: f"sqlite:///{shutil.copyfile(template, tmp_path / f'{next(numbers)}.db')}"
    server: Server = request.getfixturevalue("postgres")

    def made() -> str:
        upgrade(url := server.fresh())
        return url

    return made


@pytest.mark.timeout(400)
async def test_killed_at_each_point_of_a_road_nothing_is_lost_and_nothing_comes_twice(
    fresh: Fresh, proved: Proved
) -> None:
    tally = Tally()
    with TemporaryDirectory() as short:  # of a Unix socket's path there may be a hundred characters
        async with Nursery(Path(short)) as nursery:
            with telling(nursery):
                points = await passed(fresh(), nursery)
                for number in range(ROUNDS):
                    await goes(fresh(), nursery, chosen(points, number), tally)
    kinds = {side: sum(one.side == side for one in tally.killed) for side in ("within", "call")}
    assert len(tally.killed) >= AT_LEAST, tally.missed
    proved(
        points_to_die_at={act: len(some["within"]) + len(some["call"]) for act, some in points.items()},
        killed_at=len(tally.killed),
        of_which=kinds,
        not_reached=len(tally.missed),
        messages_none_twice=tally.messages,
        looked_up=tally.looked_up,
        nudges_lost=tally.nudges_lost,
    )


@contextmanager
def telling(nursery: Nursery) -> Iterator[None]:
    """What the bots said is told with what went wrong; nothing of it may be an error."""
    try:
        yield
    except BaseException as error:
        error.add_note(nursery.said.read_text()[-4000:])
        raise
    errors = [one for one in nursery.said.read_text().splitlines() if '"level": "error"' in one]
    assert errors == []


Passed = dict[str, dict[Side, list[str]]]


async def passed(database: str, nursery: Nursery) -> Passed:
    """What there is to die at in each act, by its name, when nobody dies."""
    points: Passed = {}
    async with MortalWorld(database, folder=nursery.said.parent, nursery=nursery) as world:
        road = Road(world)
        for act in ACTS:
            await world.bot.asked("count", deadly=None)
            world.agent.count_from_here(None)
            await act(road)
            within = (await world.bot.asked("passed"))["points"]
            points[act.__name__] = {"within": within, "call": world.agent.passed}
    return points


def chosen(points: Passed, number: int) -> dict[str, Point]:
    """A point for each act: spread evenly over all of them in the course of the rounds.

    Every second round it is an edge of a call, where the act makes any.
    """
    found: dict[str, Point] = {}
    for act, some in points.items():
        side: Side = "call" if number % 2 and some["call"] else "within"
        names = some[side]
        at = (number + 1) * len(names) // (ROUNDS + 1)
        found[act] = Point(act=act, side=side, number=at, name=names[at])
    return found


async def goes(database: str, nursery: Nursery, points: dict[str, Point], tally: Tally) -> None:
    """The whole road on one database, with a death in each act."""
    async with MortalWorld(database, folder=nursery.said.parent, nursery=nursery) as world:
        road = Road(world)
        for act in ACTS:
            try:
                await dies(world, road, act, points[act.__name__], tally)
                nothing_twice(world.box)
            except Exception as error:
                error.add_note(f"killed at {points[act.__name__]}")
                raise
        await world.goes_down()
        everything_once(database, summaries={EDITED, MAYAS}, steps={RUN_AGAIN, ASK_BANK})
        nothing_hangs(database)
        tally.messages += nothing_twice(world.box)
        tally.nudges_lost += not road.nudged
        tally.looked_up += sum("include_all_metadata" in given for _, given in world.box.calls)


async def dies(world: MortalWorld, road: Road, act: Act, point: Point, tally: Tally) -> None:
    """The act is played until the bot dies, and once more with its successor."""
    await world.bot.asked("count", deadly=point.number if point.side == "within" else None)
    world.agent.count_from_here(point.number if point.side == "call" else None)
    try:
        await act(road)
    except Exception:
        if not await world.bot.died():
            raise
    world.agent.count_from_here(None)
    if not world.bot.dead.is_set():
        await world.bot.asked("count", deadly=None)
        tally.missed.append(point)
        return
    tally.killed.add(point)
    await world.revives()
    await act(road)
