"""A workspace with a running bot, over Socket Mode and over HTTP, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from storage.store import open_store
from tests.support.slack.world import SlackWorld
from tests.support.somebody import Somebody

TWO = ("socket-sqlite", "http-postgresql")


@pytest.fixture(params=TWO)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[SlackWorld]:
    """Lena in Berlin and Maya in New York are a team, and Lena has just been asked."""
    front, _, kind = str(request.param).partition("-")
    database: str = request.getfixturevalue("database_in_memory" if kind == "sqlite" else "postgres_database")
    async with SlackWorld(database, over="http" if front == "http" else "socket", opened=open_store) as world:
        await world.team("Atlas", writes=["lena", "maya"])
        await world.until(world.person("lena").at("Mon 17:15"))
        yield world


@pytest.fixture
def lena(world: SlackWorld) -> Somebody:
    """In Berlin, at a quarter past five."""
    return world.person("lena")
