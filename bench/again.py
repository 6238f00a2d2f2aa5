"""The floor of a tick: the very rows that it wrote, written with sqlite3 alone into a copy from before."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

# As the bot's own connection.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
TABLES = ("evenings", "outbox", "timers")

Row = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """settled: the ids of timers that are gone. written: the rows that are new, by table."""

    settled: Sequence[Row]
    written: Mapping[str, Sequence[Row]]


class Again:
    """A copy of a database as it is now, with all its tables and indices."""

    def __init__(self, original: Path, copy: Path) -> None:
        self._original, self._copy = original, copy
        with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        self._connection = sqlite3.connect(copy, isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        for table in TABLES:  # as warm as the bot's own
            self._connection.execute(f"SELECT count(*) FROM {table}").fetchall()

    def change(self) -> Change:
        """What has happened to the original since it was copied."""
        with closing(sqlite3.connect(self._original)) as now:
            now.execute("ATTACH ? AS before", (f"{self._copy}",))
            gone = now.execute("SELECT * FROM before.timers EXCEPT SELECT * FROM main.timers").fetchall()
            new = "SELECT * FROM main.{0} EXCEPT SELECT * FROM before.{0}"
            written = {table: now.execute(new.format(table)).fetchall() for table in TABLES}
        return Change(settled=[row[:1] for row in gone], written=written)

    def write(self, change: Change) -> None:
        """The same once more: in one transaction, and on the disk when it returns."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("DELETE FROM timers WHERE id = ?", change.settled)
        for table, rows in change.written.items():
            places = ",".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the copy, and delete it."""
        self._connection.close()
        self._copy.unlink()
