"""Every journey goes each way: Slack over Socket Mode and HTTP, the awkward front, on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.support.awkward.world import AwkwardWorld
from tests.support.slack.world import SlackWorld
from tests.support.somebody import Somebody
from tests.support.world import World

FRONTS = ("socket", "http", "awkward")
DATABASES = ("sqlite", "postgresql")
# `make test` goes over both sockets, both databases and the awkward front; `make prove` crosses them all.
CROSSED = ("socket-postgresql", "http-sqlite", "awkward-sqlite")


def ways(*fronts: str) -> list[object]:
    """The ways of these fronts, as parameters."""
    named = [f"{front}-{database}" for front in fronts for database in DATABASES]
    return [pytest.param(one, marks=pytest.mark.crossed if one in CROSSED else ()) for one in named]


@pytest.fixture(params=ways(*FRONTS))
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A front, and the address of a fresh database."""
    front, _, kind = str(request.param).partition("-")
    name = "sqlite_database" if kind == "sqlite" else "postgres_database"
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
