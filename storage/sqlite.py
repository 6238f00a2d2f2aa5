"""SQLite: one writer thread that commits in groups, a few readers, one process."""

import fcntl
import queue
import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import IO, Any, cast

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from storage.engines import file_of, sqlite_reader, sqlite_writer
from storage.errors import AlreadyRunning, Busy, StoreError, Unavailable
from storage.transaction import Tx
from storage.units import Ended, Unit, seal

_MOST_IN_A_GROUP = 64
_READERS = 4
# The log is copied into the file when so many rows were written and then nobody wrote for so many seconds;
# else whoever's commit comes to its limit (see `engines`) would wait until that is done.
WORTH_COPYING = 1000
_IDLE = 0.1
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SAID_BY_US = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE}


class _CalledOff(Exception):
    """The caller of one unit went away after it had run and before the group's commit."""


class Sqlite:
    """One file. Units that queue up meanwhile share one commit, each in a savepoint of its own."""

    def __init__(self, url: URL, patience: timedelta, ended: Ended) -> None:
        self._lock = only_process(file_of(url))
        self._ended = ended
        self._readers = sqlite_reader(url, patience, _READERS)
        self._writer = sqlite_writer(url, patience)
        try:
            self._connection = self._writer.connect()
        except DBAPIError as error:
            self._lock.close()
            raise translated(error) from error
        self._copied = 0
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._queue: queue.SimpleQueue[Unit | None] = queue.SimpleQueue()
        self._writing = threading.Thread(target=self._work_off, name="writer")
        self._writing.start()

    def write(self, unit: Unit) -> None:
        """Queue it for the writer."""
        self._queue.put(unit)

    def read(self, unit: Unit) -> None:
        """Queue it for a reader."""
        self._reading.submit(self._read, unit)

    def stop(self) -> None:
        """Finish what is queued. The writer is closed last: the last to close checkpoints."""
        self._queue.put(None)
        self._reading.shutdown()
        self._writing.join()
        self._readers.dispose()
        self._connection.close()
        self._writer.dispose()
        self._lock.close()

    def _read(self, unit: Unit) -> None:
        if unit.abandoned:
            return
        try:
            with self._readers.connect() as connection, connection.begin():
                if not unit.run(Tx(connection)):
                    unit.fail(_seen(unit.error))
        except (DBAPIError, sqlite3.Error) as error:
            unit.fail(translated(error))
        self._ended([unit])

    def _work_off(self) -> None:
        while (first := self._next()) is not None:
            group = self._gather(first)
            while group:
                group = self._attempt(group)

    def _next(self) -> Unit | None:
        """The next unit, or the end."""
        with suppress(DBAPIError, sqlite3.Error):  # what is not copied stays in the log, and is as safe there
            driver = _driver(self._connection)
            if driver.total_changes - self._copied >= WORTH_COPYING:
                with suppress(queue.Empty):
                    return self._queue.get(timeout=_IDLE)
                self._copied = driver.total_changes
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        return self._queue.get()

    def _gather(self, first: Unit) -> list[Unit]:
        group = [first]
        with suppress(queue.Empty):
            while len(group) < _MOST_IN_A_GROUP:
                unit = self._queue.get_nowait()
                if unit is None:  # the end, which comes once more when this group is done
                    self._queue.put(None)
                    break
                group.append(unit)
        return group

    def _attempt(self, group: Sequence[Unit]) -> list[Unit]:
        """One transaction. Returns what must run again because a caller beside it gave up at the end."""
        live = [unit for unit in group if not unit.abandoned]
        run = self._run_apart if len(live) > 1 else self._run
        try:
            with self._connection.begin() as transaction:
                live = [unit for unit in live if run(unit)]
                if not seal(live):
                    raise _CalledOff
                if all(unit.error is not None for unit in live):
                    transaction.rollback()
        except _CalledOff:
            return [unit for unit in live if not unit.abandoned]
        except (DBAPIError, sqlite3.Error) as error:
            for unit in live:
                unit.fail(translated(error))
        self._ended(live)
        return []

    def _run(self, unit: Unit) -> bool:
        """By itself in the transaction; False when the caller has gone, before it began or meanwhile."""
        if unit.abandoned:
            return False
        if not unit.run(Tx(self._connection)):
            unit.fail(_seen(unit.error))
        return not unit.abandoned

    def _run_apart(self, unit: Unit) -> bool:
        """The same in a savepoint of its own, for which SQLite keeps each page as it was before."""
        driver = _driver(self._connection)
        driver.execute("SAVEPOINT unit")
        there = self._run(unit)
        if unit.error is not None or not there:
            driver.execute("ROLLBACK TO unit")
        driver.execute("RELEASE unit")
        return there


def only_process(file: Path) -> IO[bytes]:
    """Hold the lock beside the file until the result is closed. Raises `AlreadyRunning`."""
    path = file.with_name(f"{file.name}.lock")
    try:
        lock = path.open("ab")
    except OSError as error:
        raise Unavailable(f"the folder of the database cannot be written: {file.parent}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise AlreadyRunning(f"another process is using {file}; stop it first") from error
    return lock


def translated(error: DBAPIError | sqlite3.Error) -> Exception:
    """`Busy` or `Unavailable`; an error in what we asked for stays what it is."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _BUSY:
        return Busy("the database is in use by another program; nothing was done, please try again")
    if code in _SAID_BY_US:
        return error
    return Unavailable(f"the database cannot be used: {cause}")


def _seen(error: BaseException | None) -> BaseException:
    match error:
        case DBAPIError():
            seen = translated(error)
            return seen.with_traceback(error.__traceback__) if isinstance(seen, StoreError) else error
        case None:
            raise AssertionError("a unit that failed has an error")
        case _:
            return error


def _driver(connection: Connection) -> Any:
    return cast(Any, connection.connection.driver_connection)
