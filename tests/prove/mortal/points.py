"""The points at which the bot can be killed from within: before and after each write, and each commit of one.

Between two of them it only reads: killed there, it leaves what the point before leaves.
"""

import os
import re
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event

_WRITES = re.compile(
    r"\s*(?:WITH\b.*?\b)?(INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)", re.DOTALL | re.IGNORECASE
)


class Points:
    """Counts them, and dies at the one whose turn it is. `deadly`: its number, from 0; None: none is."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self._deadly: int | None = None
        self._written: set[int] = set()
        self._turns = threading.Lock()

    def count_from_here(self, deadly: int | None) -> None:
        """Forget what has been passed."""
        with self._turns:
            self.passed, self._deadly = [], deadly

    def at(self, point: str) -> None:
        """The bot has come to this one."""
        with self._turns:
            if len(self.passed) == self._deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            self.passed.append(point)

    def watch(self) -> None:
        """Count what every engine made from now on does. Once a process."""
        event.listen(Engine, "before_cursor_execute", self._before)
        event.listen(Engine, "after_cursor_execute", self._after)
        event.listen(Engine, "do_connect", self._connects)

    def _before(self, connection: Connection, _: Any, statement: str, *rest: Any) -> None:
        if what := _write(statement):
            self.at(f"before {what}")

    def _after(self, connection: Connection, _: Any, statement: str, *rest: Any) -> None:
        if what := _write(statement):
            self._written.add(id(connection.connection.driver_connection))
            self.at(f"after {what}")

    def _connects(self, dialect: Any, record: Any, given: list[Any], named: dict[str, Any]) -> Any:
        points = self

        class Sqlite(sqlite3.Connection):
            def commit(self) -> None:
                with points.commit(self):
                    super().commit()

        class Postgres(psycopg.Connection[Any]):
            def commit(self) -> None:
                with points.commit(self):
                    super().commit()

        if dialect.name == "sqlite":
            return sqlite3.connect(*given, factory=Sqlite, **named)
        return Postgres.connect(*given, **named)

    @contextmanager
    def commit(self, connection: object) -> Iterator[None]:
        """Around the commit of a connection; one that has written nothing is no point."""
        wrote = id(connection) in self._written
        self._written.discard(id(connection))
        if wrote:
            self.at("before COMMIT")
        yield
        if wrote:
            self.at("after COMMIT")


def _write(statement: str) -> str:
    found = _WRITES.match(statement)
    return f"{found[1].upper()} {found[2]}" if found else ""
