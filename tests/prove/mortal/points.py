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
from sqlalchemy import Engine, event

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
        """Count what every connection made from now on does, whoever hands it a statement. Once a process."""
        event.listen(Engine, "do_connect", self._connects)

    def _connects(self, dialect: Any, record: Any, given: list[Any], named: dict[str, Any]) -> Any:
        if dialect.name == "sqlite":
            return sqlite3.connect(*given, factory=_sqlite(self), **named)
        return _postgres(self).connect(*given, **named)

    @contextmanager
    def statement(self, connection: object, text: object) -> Iterator[None]:
        """Around a statement; one that writes nothing is no point."""
        what = _write(f"{text}")
        if what:
            self.at(f"before {what}")
        yield
        if what:
            self._written.add(id(connection))
            self.at(f"after {what}")

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


def _sqlite(points: Points) -> type[sqlite3.Connection]:
    class Cursor(sqlite3.Cursor):
        def execute(self, text: str, *given: Any) -> Any:
            with points.statement(self.connection, text):
                return super().execute(text, *given)

        def executemany(self, text: str, *given: Any) -> Any:
            with points.statement(self.connection, text):
                return super().executemany(text, *given)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, text: str, *given: Any) -> Any:
            return self.cursor().execute(text, *given)

        def commit(self) -> None:
            with points.commit(self):
                super().commit()

    return Connection


def _postgres(points: Points) -> type[psycopg.Connection[Any]]:
    class Cursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
            with points.statement(self.connection, query):
                return super().execute(query, params, **how)

        def executemany(self, query: Any, params_seq: Any, **how: Any) -> None:
            with points.statement(self.connection, query):
                super().executemany(query, params_seq, **how)

    class Connection(psycopg.Connection[Any]):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.cursor_factory = Cursor

        def commit(self) -> None:
            with points.commit(self):
                super().commit()

    return Connection
