"""Every journey goes each way: Slack over Socket Mode and HTTP, the awkward front, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.awkward.world import AwkwardWorld
from tests.support.slack.world import SlackWorld
from tests.support.somebody import Somebody
from tests.support.world import World

HERE = Path(__file__).parent
FRONTS = ("socket", "http", "awkward")
DATABASES = ("sqlite", "postgresql")
# `make test` goes over Socket Mode, and the core's journeys over the awkward front, on a database each.
# `make prove` adds HTTP on the other database and the awkward front for all, so that each journey has gone
# over each front and on each database, and the core each way there is; `make year` goes the others, too,
# which are here with the way that goes over the same front.
QUICK = ("socket-sqlite", "awkward-postgresql")
OTHERS = {
    "socket-postgresql": "socket-sqlite",
    "http-sqlite": "http-postgresql",
    "awkward-sqlite": "awkward-postgresql",
}
CORE = {"test_relay", "test_evening", "test_steps", "test_questions"}


def ways(*fronts: str) -> list[object]:
    """The ways of these fronts, as parameters."""
    return [way_of(f"{front}-{database}") for front in fronts for database in DATABASES]


def way_of(name: str) -> object:
    """One of them; most are for `make prove`."""
    return pytest.param(name, marks=() if name in QUICK else pytest.mark.crossed)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is not the core's goes its second way for `make prove`, and what is left for `make year`."""
    journeys = [item for item in items if isinstance(item, pytest.Function) and item.path.parent == HERE]
    there = {(_journey(item), _way(item)) for item in journeys}
    for item in journeys:
        if item.path.stem in CORE:
            continue
        journey, way = _journey(item), _way(item)
        if way == QUICK[1] and (journey, QUICK[0]) in there:
            item.add_marker(pytest.mark.crossed)
        if (journey, OTHERS.get(way)) in there:
            item.add_marker(pytest.mark.year)


def _way(item: pytest.Function) -> str:
    """The name of its way; none for one that goes none."""
    spec = getattr(item, "callspec", None)
    return str(spec.params.get("way", "")) if spec is not None else ""


def _journey(item: pytest.Function) -> str:
    return item.nodeid.replace(_way(item), "")


@pytest.fixture(params=ways(*FRONTS))
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A front, and the address of a fresh database."""
    front, _, kind = str(request.param).partition("-")
    name = "database_in_memory" if kind == "sqlite" else "postgres_database"
    return front, request.getfixturevalue(name)


@pytest.fixture
async def world(way: tuple[str, str]) -> AsyncIterator[World]:
    """Six people in two channels, on a Sunday, with a running bot that knows no team yet."""
    front, database = way
    if front == "awkward":
        async with AwkwardWorld(database) as awkward:
            yield awkward
    else:
        async with SlackWorld(database, over="http" if front == "http" else "socket") as slack:
            yield slack


@pytest.fixture
def mia(world: World) -> Somebody:
    """In Sydney."""
    return world.person("mia")


@pytest.fixture
def arjun(world: World) -> Somebody:
    """In Bengaluru."""
    return world.person("arjun")


@pytest.fixture
def lena(world: World) -> Somebody:
    """In Berlin."""
    return world.person("lena")


@pytest.fixture
def nora(world: World) -> Somebody:
    """In Berlin too."""
    return world.person("nora")


@pytest.fixture
def maya(world: World) -> Somebody:
    """In New York."""
    return world.person("maya")


@pytest.fixture
def sam(world: World) -> Somebody:
    """In San Francisco."""
    return world.person("sam")
