"""What the database itself costs, written with sqlite3 alone: the floors that figures are ratios of."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

Rows = Sequence[Sequence[object]]


class Floor:
    """One SQLite file at the durability that the bot runs with."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE due (id INTEGER PRIMARY KEY, kind TEXT, due_at INTEGER)")
        self._connection.execute("CREATE INDEX due_at ON due (kind, due_at)")
        self._connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, a TEXT, b TEXT, at INTEGER)")

    def fill(self, count: int) -> None:
        """So many timers, none of them due."""
        rows = ((None, "prompt", 10**15 + one) for one in range(count))
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO due VALUES (?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def look(self, kinds: int) -> None:
        """Whether something of each kind is due, the least that any tick must ask."""
        for _ in range(kinds):
            query = "SELECT id FROM due WHERE kind = 'prompt' AND due_at <= ? ORDER BY due_at LIMIT 500"
            self._connection.execute(query, (0,)).fetchall()

    def write(self, rows: Rows) -> None:
        """These rows in one transaction, on the disk when it returns."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO rows VALUES (NULL, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
