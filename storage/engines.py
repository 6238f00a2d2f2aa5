"""How each database is connected to: address, pragmas, time limits."""

from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import Unavailable

# The driver keeps so many statements parsed, for each connection; its own 128 are fewer than there are.
_PARSED = {"cached_statements": 512}
# So many pages, of 4 KB, are written to the log before SQLite itself copies them into the file, for which
# whoever's commit comes to it waits (its own 1,000 are some eighty forms). The writer does so when idle.
_PAGES = 16_000

# Kilobytes of pages that the writer keeps at hand (SQLite's own are 2,000, which a thousand prompts outgrow).
_KEPT = 16_000

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",  # as hosts of that name still spell it
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def address(url: str) -> URL:
    """The address with its driver named. Raises `Unavailable` unless it is SQLite's or PostgreSQL's."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise Unavailable(
            "the database's address cannot be read: expected sqlite:///… or postgresql://…"
        ) from error
    if parsed.drivername not in _DRIVERS:
        raise Unavailable(f"a database of the kind {parsed.drivername!r} is not supported")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise Unavailable("SQLite needs a file: sqlite:///sunrelay.db")
    return parsed.set(drivername=_DRIVERS[parsed.drivername])


def file_of(url: URL) -> Path:
    """The file of a SQLite database."""
    return Path(url.database or "").absolute()


def sqlite_writer(url: URL, patience: timedelta, *, foreign_keys: bool = True) -> Engine:
    """For the one connection that writes. `busy_timeout` ends before the caller's patience does."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=_PARSED)
    pragmas = (
        f"busy_timeout = {_milliseconds(patience * 0.75)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        "journal_size_limit = 67108864",
        f"wal_autocheckpoint = {_PAGES}",
        f"cache_size = -{_KEPT}",
    )
    return _prepared(engine, pragmas, begin="BEGIN IMMEDIATE")


def sqlite_reader(url: URL, patience: timedelta, connections: int) -> Engine:
    """For connections that cannot write, and never checkpoint: before SQLite 3.51.3 two doing so at once can
    corrupt the file."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        connect_args=_PARSED,
    )
    pragmas = (
        f"busy_timeout = {_milliseconds(patience * 0.75)}",
        "wal_autocheckpoint = 0",
        "query_only = ON",
    )
    return _prepared(engine, pragmas, begin="BEGIN")


def postgres(url: URL, patience: timedelta, connections: int, *, writes: bool) -> Engine:
    """SERIALIZABLE for what writes; one unchanging picture, which is never refused, for what only reads."""
    settings = {
        "statement_timeout": _milliseconds(patience * 0.9),
        "lock_timeout": _milliseconds(patience * 0.75),
        "idle_in_transaction_session_timeout": _milliseconds(patience * 5),
        "default_transaction_read_only": "off" if writes else "on",
    }
    options = " ".join([*_asked(url), *(f"-c {name}={value}" for name, value in settings.items())])
    return create_engine(
        url.difference_update_query(["options"]),
        isolation_level="SERIALIZABLE" if writes else "REPEATABLE READ",
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        connect_args={
            "options": options,
            "connect_timeout": 2,
            "tcp_user_timeout": _milliseconds(patience * 5),
        },
    )


def _asked(url: URL) -> tuple[str, ...]:
    asked = url.query.get("options", ())
    return (asked,) if isinstance(asked, str) else asked


def _prepared(engine: Engine, pragmas: tuple[str, ...], *, begin: str) -> Engine:
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = (
            None  # else the driver decides when a transaction begins, and loses updates
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def began(connection: Connection) -> None:
        cast(Any, connection.connection.driver_connection).execute(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", began)
    return engine


def _milliseconds(length: timedelta) -> int:
    return max(1, round(length / timedelta(milliseconds=1)))
