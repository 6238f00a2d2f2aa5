"""Bring a database's tables to where this version of the bot wants them. Alembic is imported here alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DBAPIError

from storage.engines import address, file_of, sqlite_writer
from storage.errors import StoreError, Unavailable
from storage.sqlite import only_process

_OURS = 0x5EED_5A17  # the number of the lock that upgrades take turns by, picked once
_PATIENCE = timedelta(seconds=10)


def upgrade(url: str) -> None:
    """Take every step that the database lacks, all or none; a second call does nothing.

    On PostgreSQL several may call at once and take turns. On SQLite raises `AlreadyRunning` while a process
    has the file open. Raises `Unavailable` when there is no database or a step fails.
    """
    with _connected(address(url)) as connection:
        command.upgrade(config(connection), "head")


def heads() -> list[str]:
    """The newest step; more than one is a mistake that `make check` finds."""
    return ScriptDirectory.from_config(config()).get_heads()


def config(connection: Connection | None = None) -> Config:
    """Where alembic finds the steps, and the connection they are to go through."""
    made = Config()
    made.set_main_option("script_location", str(files("storage").joinpath("migrations")))
    made.attributes["connection"] = connection
    return made


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    try:
        if url.get_backend_name() == "sqlite":
            with only_process(file_of(url)), _sqlite(url) as connection:
                yield connection
        else:
            with _postgres(url) as connection:
                yield connection
    except StoreError:
        raise
    except CommandError as error:
        raise Unavailable(f"the database is not from this version or an earlier one: {error}") from error
    except DBAPIError as error:
        why = f"{error.orig}".partition("\n")[0]  # below it PostgreSQL quotes the row
        raise Unavailable(f"the database could not be brought up to date: {why}") from error


@contextmanager
def _sqlite(url: URL) -> Iterator[Connection]:
    """Without foreign keys, as a changed table is dropped and made again; they are looked over at the end."""
    engine = sqlite_writer(url, _PATIENCE, foreign_keys=False)
    try:
        with engine.begin() as connection:
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise Unavailable(f"the upgrade would leave rows that point nowhere: {broken[:3]}")
    finally:
        engine.dispose()


@contextmanager
def _postgres(url: URL) -> Iterator[Connection]:
    """One upgrade at a time; a step waits for the running bot's locks for a short while only."""
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_OURS})")
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
            yield connection
    finally:
        engine.dispose()
