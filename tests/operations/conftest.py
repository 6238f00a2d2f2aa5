"""An endpoint of a process that does everything, on each kind of database."""

from collections.abc import AsyncIterator

import pytest

from bot.operations.door import Door
from bot.operations.endpoint import Endpoint
from storage.store import Store
from tests.delivery.clock import Clock


async def heard() -> bool:
    """The platform is."""
    return True


@pytest.fixture
async def endpoint(store: Store) -> AsyncIterator[Endpoint]:
    """It listens on any port."""
    door = Door(store=store, clock=Clock(), listening=heard, works=True)
    endpoint = Endpoint(door, metrics=store.metrics, host="127.0.0.1", port=0)
    await endpoint.start()
    yield endpoint
    await endpoint.stop()
