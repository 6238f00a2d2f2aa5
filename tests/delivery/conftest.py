"""A worker's bench, on each kind of database."""

from collections.abc import Iterator, MutableMapping
from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.identity import TenantId, TenantRef
from storage import installations
from storage.store import Store
from tests.delivery.bench import Bench

_SEEN_AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lines() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
async def bench(store: Store) -> Bench:
    """One workspace, an empty outbox."""
    return Bench(store, await workspace(store))


async def workspace(store: Store) -> TenantId:
    """A workspace that the store knows."""
    ref = TenantRef(platform="slack", id="T1")
    return await store.transact(
        installations.keep, ref, bot_user="U0", bot="B0", name="Acme", scopes=["chat:write"], now=_SEEN_AT
    )
