"""A copy of a SQLite file while the bot runs: one moment's picture, checked before it has its name."""

import os
import secrets
import shlex
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from storage.engines import address, file_of

# Pages copied before it is asked whether to go on: 2 MB, a few milliseconds.
_STEP = 512
# Steps of SQLite's own between two such questions while it checks: about as long.
_LOOKS_UP = 10_000

_STOPPING = "the bot is stopping; the copy was not finished"

# What may stand in a command line of PostgreSQL's address; a password may not.
_HARMLESS = {"host", "port", "user", "sslmode", "sslrootcert"}


class CannotBackUp(Exception):
    """There is no copy, and why; nothing was left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What was written: bytes, and rows of all tables."""

    size: int
    rows: int


def back_up(url: str, to: Path, *, force: bool = False, stopped: Callable[[], bool] = lambda: False) -> Copy:
    """Copy the database of an open store into the file `to`; with `force` in place of what is there.

    It only reads: the writer goes on meanwhile, and the copy is the picture of the moment it began. `stopped`
    is asked every few milliseconds, from the thread that copies. Raises `CannotBackUp`.
    """
    where = address(url)
    if where.get_backend_name() != "sqlite":
        raise CannotBackUp(f"PostgreSQL makes its own copies: {dump_command(url, to)}")
    file = file_of(where)
    try:
        _check_place(file, to, force=force)
        with _beside(to) as part:
            _copy(file, part, stopped)
            rows = _checked(part, stopped)
            _synced(part)
            size = part.stat().st_size
            _check_place(file, to, force=force)
            part.rename(to)
            _synced(to.parent)
    except (OSError, ValueError, sqlite3.Error) as error:
        raise CannotBackUp(f"the copy could not be made: {error}") from error
    return Copy(size=size, rows=rows)


def dump_command(url: str, to: Path) -> str:
    """The command line by which PostgreSQL makes a copy; it asks for the password by itself."""
    where = address(url)
    plain = URL.create(
        "postgresql",
        username=where.username,
        host=where.host,
        port=where.port,
        database=where.database,
        query={name: value for name, value in where.query.items() if name in _HARMLESS},
    )
    return shlex.join(["pg_dump", "--format=custom", f"--file={to}", plain.render_as_string()])


def _check_place(file: Path, to: Path, *, force: bool) -> None:
    if to.is_dir():
        raise CannotBackUp(f"{to} is a folder: name a file in it")
    if not to.parent.is_dir():
        raise CannotBackUp(f"the folder {to.parent} is not there")
    of_the_bot = {f"{file.name}{end}" for end in ("", "-wal", "-shm", "-journal", ".lock", ".sock")}
    if to.name in of_the_bot and to.parent.samefile(file.parent):
        raise CannotBackUp(f"{to} belongs to the running database: name another file")
    if to.exists() and (not force or to.samefile(file)):
        raise CannotBackUp(f"{to} is there already; --force puts the copy in its place")


@contextmanager
def _beside(to: Path) -> Iterator[Path]:
    """A new file in the same folder that only its owner may read; gone afterwards, unless it was renamed."""
    part = to.with_name(f".{to.name[:100]}.{secrets.token_hex(4)}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            part.with_name(f"{part.name}{end}").unlink(missing_ok=True)


def _copy(file: Path, part: Path, stopped: Callable[[], bool]) -> None:
    """In a reading transaction, so that what is written meanwhile neither waits nor starts it anew."""

    def go_on(*_: int) -> None:
        if stopped():
            raise CannotBackUp(_STOPPING)

    source = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, isolation_level=None)
    with closing(source), closing(sqlite3.connect(part, isolation_level=None)) as target:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        target.execute("PRAGMA synchronous = OFF")  # it has no name yet, and is synced before it gets one
        source.backup(target, pages=_STEP, progress=go_on)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


def _checked(part: Path, stopped: Callable[[], bool]) -> int:
    """The rows of all tables, once SQLite says that the copy is whole."""
    with closing(sqlite3.connect(part, isolation_level=None)) as copy, _unless(stopped):
        copy.set_progress_handler(lambda: int(stopped()), _LOOKS_UP)
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise CannotBackUp(f"the copy is not whole: {'; '.join(found)}")
        tables = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables)


@contextmanager
def _unless(stopped: Callable[[], bool]) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError:
        if stopped():
            raise CannotBackUp(_STOPPING) from None
        raise


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
