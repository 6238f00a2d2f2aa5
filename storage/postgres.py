"""PostgreSQL: eight threads, SERIALIZABLE, a whole service run again when others are in its way."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from storage.engines import postgres
from storage.errors import Busy, Unavailable
from storage.transaction import Tx
from storage.units import Ended, Unit, seal

_THREADS = 8
# Of many at once one always gets through; until then all that ends the others' trying is a caller's patience,
# and this, should none of them have any.
_AGAIN = 20
_OVERTAKEN_AGAIN = 5  # one that is overtaken so often would be without any other, too: what it asks is wrong
_LONGEST_PAUSE = 0.1  # seconds
_IN_THE_WAY = {"40001", "40P01"}  # serialization failure, deadlock
# Unique or foreign key. The other may have done it since we looked, which PostgreSQL does not always tell as
# a serialization failure: https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html
_OVERTAKEN = {"23505", "23503"}
_TOO_SLOW = {"55P03", "57014"}  # lock timeout, statement timeout
_GONE = (
    "08",
    "53",
    "57P",
    "58",
    "XX",
    "25006",
    "25P03",
    "28",
    "3D",
)  # connection, resources, shutdown, disk, …


class _CalledOff(Exception):
    """The caller gave up before the commit."""


class Postgres:
    """One database, many processes."""

    def __init__(self, url: URL, patience: timedelta, ended: Ended) -> None:
        self._ended = ended
        self._writes = postgres(url, patience, _THREADS, writes=True)
        self._reads = postgres(url, patience, _THREADS, writes=False)
        try:
            self._writes.connect().close()
        except DBAPIError as error:
            raise Unavailable(f"the database cannot be reached: {_reason(error)}") from error
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="database")

    def write(self, unit: Unit) -> None:
        """Queue it for a thread."""
        self._threads.submit(self._settle, unit, writes=True)

    def read(self, unit: Unit) -> None:
        """Queue it for a thread."""
        self._threads.submit(self._settle, unit, writes=False)

    def stop(self) -> None:
        """Finish what is queued."""
        self._threads.shutdown()
        self._writes.dispose()
        self._reads.dispose()

    def _settle(self, unit: Unit, *, writes: bool) -> None:
        overtaken = 0
        for attempt in range(1 + _AGAIN):
            if attempt:
                time.sleep(random.uniform(0.001, min(0.005 * 2**attempt, _LONGEST_PAUSE)))
            if unit.abandoned:
                return
            if not self._attempt(unit, writes=writes):
                break
            overtaken += _was_overtaken(unit.error)
            if overtaken > _OVERTAKEN_AGAIN:
                break
        if unit.abandoned:
            return
        if isinstance(unit.error, DBAPIError):
            unit.fail(translated(unit.error))
        self._ended([unit])

    def _attempt(self, unit: Unit, *, writes: bool) -> bool:
        """One transaction; whether another is worth it. If it failed, the unit holds the error."""
        engine = self._writes if writes else self._reads
        sealed = False
        try:
            with engine.connect() as connection, connection.begin():
                if not unit.run(Tx(connection)):
                    raise _CalledOff
                sealed = seal([unit])
                if not sealed:
                    raise _CalledOff
        except _CalledOff:
            return in_the_way(unit.error) or _was_cut(unit.error)
        except DBAPIError as error:
            unit.fail(error)
            if sealed:
                return unit.unseal() and in_the_way(error)
            return in_the_way(error) or _was_cut(error)
        return False


def translated(error: DBAPIError) -> Exception:
    """`Busy` or `Unavailable`; an error in what we asked for stays what it is."""
    state = _state(error)
    if state in _IN_THE_WAY | _TOO_SLOW:
        return Busy("the database is busy; nothing was done, please try again")
    if not state or state.startswith(_GONE):
        return Unavailable(f"the database cannot be used: {_reason(error)}")
    return error


def in_the_way(error: BaseException | None) -> bool:
    """Whether another transaction was: then the whole of this one is to run again."""
    return isinstance(error, DBAPIError) and _state(error) in _IN_THE_WAY | _OVERTAKEN


def _was_overtaken(error: BaseException | None) -> bool:
    """Whether a key is taken, or gone, perhaps since this one looked."""
    return isinstance(error, DBAPIError) and _state(error) in _OVERTAKEN


def _was_cut(error: BaseException | None) -> bool:
    """The pool held a connection that has since been cut. (Cut while committing, it may have been done.)"""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
