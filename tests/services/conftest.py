"""A workspace on each kind of database, on a Sunday before anyone's week has begun.

One store a kind for all of these tests, emptied before each: opening one costs more than most of them do.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import create_engine, delete, text

from bot.domain.identity import PersonId
from storage.engines import address
from storage.store import Store
from storage.tables import metadata
from storage.transaction import Tx
from tests.services import remembered
from tests.services.given import Relay, at
from tests.services.remembered import Lived
from tests.support.patience import open_patiently

_NUMBER_AGAIN = text("SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences")


@pytest.fixture(scope="session")
def stores(memory: Path) -> Iterator[dict[str, Store]]:
    """Those that are open, by kind; closed before the folder with the file of one goes."""
    opened: dict[str, Store] = {}
    yield opened
    for store in opened.values():
        asyncio.run(store.close())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.crossed)])
async def store(request: pytest.FixtureRequest, memory: Path, stores: dict[str, Store]) -> Store:
    """An empty one of each kind."""
    kind = str(request.param)
    if kind not in stores:
        folder = mkdtemp(dir=memory)
        postgres = request.getfixturevalue("postgres") if kind == "postgresql" else None
        stores[kind] = _opened(postgres.fresh() if postgres else f"sqlite:///{folder}/services.db")
    await stores[kind].transact(_empty)
    return stores[kind]


@pytest.fixture
def relay(store: Store) -> Relay:
    """Sunday noon in Berlin."""
    return Relay(store, at("lena", "Sun 12:00", week=-1))


@pytest.fixture(scope="session")
def lived() -> Lived:
    """What Pia has left, once her story was told."""
    return {}


@pytest.fixture
async def pia(relay: Relay, lived: Lived) -> PersonId:
    """Somebody who has left something in every corner: see `remembered`."""
    return await remembered.pia(relay, lived)


def _opened(url: str) -> Store:
    engine = create_engine(address(url))
    metadata.create_all(engine)
    engine.dispose()
    return open_patiently(url)


def _empty(tx: Tx) -> None:
    for table in reversed(metadata.sorted_tables):
        tx.run(delete(table))
    if tx.dialect == "postgresql":
        tx.run(_NUMBER_AGAIN)
