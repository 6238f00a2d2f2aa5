"""A fresh database for each test: SQLite, and a real PostgreSQL that the session starts itself."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, delete

from storage import trial
from storage.engines import address
from storage.store import Store
from storage.tables import metadata
from storage.trial import Server
from tests.support.patience import open_patiently

# Bytes that are to be free in memory: a year of a relay takes less than a hundred megabytes.
ROOM = 1 << 30


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The session's own server."""
    with trial.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def spare_databases() -> list[str]:
    """Databases of the server that hold the tables and no rows: making one takes longer than most tests."""
    return []


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds the tables, to be copied."""
    file = tmp_path_factory.mktemp("template") / "ready.db"
    _create_tables(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database with the tables."""
    file = shutil.copyfile(sqlite_template, tmp_path / "sunrelay.db")
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder in memory, whose files wait for no disk; on disk where the machine has none or a small one."""
    there = Path("/dev/shm")
    roomy = there.is_dir() and shutil.disk_usage(there).free >= ROOM
    with TemporaryDirectory(dir=there if roomy else None) as folder:
        yield Path(folder)


@pytest.fixture
def database_in_memory(sqlite_template: Path, memory: Path) -> Iterator[str]:
    """The address of a fresh SQLite database with the tables, for days and years of commits."""
    with TemporaryDirectory(dir=memory) as folder:
        yield f"sqlite:///{shutil.copyfile(sqlite_template, Path(folder) / 'sunrelay.db')}"


@pytest.fixture
def postgres_database(postgres: Server, spare_databases: list[str]) -> Iterator[str]:
    """The address of a PostgreSQL database with the tables, as good as fresh."""
    if not spare_databases:
        spare_databases.append(postgres.fresh())
        _create_tables(spare_databases[-1])
    url = spare_databases.pop()
    yield url
    postgres.disconnect(url)
    _empty_tables(url)
    spare_databases.append(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database with the tables, once on each kind."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """An open store on each kind of database."""
    store = open_patiently(database)
    yield store
    await store.close()


def _create_tables(url: str) -> None:
    engine = create_engine(address(url))
    metadata.create_all(engine)
    engine.dispose()


def _empty_tables(url: str) -> None:
    """Take out every row, and number new ones from 1 again."""
    engine = create_engine(address(url))
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        connection.exec_driver_sql(
            "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences"
        )
    engine.dispose()
