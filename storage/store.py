"""The way in: plain functions go to a database thread, each in one transaction."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import copy
from datetime import timedelta
from functools import partial
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from sqlalchemy import URL

from bot.metrics import Metrics, Transaction, TransactionOutcome
from storage.engines import address
from storage.errors import AlreadyRunning, Busy, StoreError, Unavailable
from storage.postgres import Postgres
from storage.sqlite import Sqlite
from storage.transaction import Tx
from storage.units import Unit

__all__ = ["AlreadyRunning", "Busy", "Store", "StoreError", "Unavailable", "open_store"]

P = ParamSpec("P")
T = TypeVar("T")
Woken = Callable[[frozenset[str]], None]

# Slack wants its acknowledgement within 3 s; what a person typed must be handed back before that.
PATIENCE = timedelta(seconds=2)


class Database(Protocol):
    """What SQLite and PostgreSQL each do in their own way, in threads of their own."""

    def write(self, unit: Unit) -> None: ...

    def read(self, unit: Unit) -> None: ...

    def stop(self) -> None: ...


class Store:
    """One database. Made by `open_store`; belongs to the event loop that uses it.

    metrics: what the process counts; whoever has the store counts there, too.
    """

    def __init__(self, url: URL, patience: timedelta, metrics: Metrics) -> None:
        self._patience = patience
        self.metrics = metrics
        self._callbacks: list[Woken] = []
        self._open = True
        kind = Sqlite if url.get_backend_name() == "sqlite" else Postgres
        self._database: Database = kind(url, patience, self._ended)

    async def transact(
        self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a plain function in one transaction and return what it returned, after the commit.

        What it raises rolls back and comes out as raised. It may be run again from the start (on PostgreSQL
        after a conflict, on SQLite when another caller gave up): it touches nothing but the transaction.
        Raises `Busy` after 2 s, and then nothing is committed later either; a commit under way by then is
        awaited. Raises `Unavailable` when there is no database.
        """
        unit = self._unit(partial(_given, work, args, kwargs))
        self._database.write(unit)
        return cast(T, await self._outcome(unit, "write"))

    async def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The same on a connection that sees one unchanging picture and cannot write."""
        unit = self._unit(partial(_given, work, args, kwargs))
        self._database.read(unit)
        return cast(T, await self._outcome(unit, "read"))

    def patient(self, patience: timedelta) -> "Store":
        """The same open store for a caller who can wait so long. It is closed with the other."""
        other = copy(self)
        other._patience = patience
        return other

    def on_wake(self, callback: Woken) -> None:
        """Call this on the event loop after every commit whose transaction woke something, with the names."""
        self._callbacks.append(callback)

    async def close(self) -> None:
        """Finish what is queued, then let go of the database. A second call does nothing."""
        if self._open:
            self._open = False
            await asyncio.to_thread(self._database.stop)

    async def _outcome(self, unit: Unit, kind: Transaction) -> object:
        began = time.perf_counter()
        outcome: TransactionOutcome = "failed"
        try:
            found: object = await unit.outcome(self._patience)
            outcome = "done"
            return found
        except StoreError as error:
            outcome = "busy" if isinstance(error, Busy) else "unavailable"
            raise
        finally:
            seconds = time.perf_counter() - began
            self.metrics.transacted(kind, outcome, seconds=seconds, retries=max(0, unit.runs - 1))

    def _unit(self, work: Callable[[Tx], T]) -> Unit:
        if not self._open:
            raise Unavailable("the store is closed")
        return Unit(work)

    def _ended(self, units: Sequence[Unit]) -> None:
        """In a database thread. A loop that is closed has nobody left to hear."""
        if units:
            with suppress(RuntimeError):
                units[0].loop.call_soon_threadsafe(self._tell, units)

    def _tell(self, units: Sequence[Unit]) -> None:
        for unit in units:
            unit.tell()
        woken = frozenset[str]().union(*(unit.woken for unit in units))
        if woken:
            for callback in self._callbacks:
                callback(woken)


def open_store(url: str, *, patience: timedelta = PATIENCE, metrics: Metrics | None = None) -> Store:
    """Connect to `sqlite:///FILE` or `postgresql://…`, whose tables must be there (`storage.upgrade`).

    Raises `AlreadyRunning` when another process has the SQLite file open, `Unavailable` without a database.
    """
    return Store(address(url), patience, metrics or Metrics())


def _given(work: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object], tx: Tx) -> T:
    return work(tx, *args, **kwargs)
