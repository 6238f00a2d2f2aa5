"""The floor of a tick: the very rows that it wrote, written with sqlite3 alone into a copy from before."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

# As the bot's own connection.
PRAGMAS = (
    *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"),
    *("wal_autocheckpoint=16000", "cache_size=-16000"),
)
TABLES = ("evenings", "outbox", "timers")
# All of its columns, in the order of the table.
_MOVE = (
    "UPDATE timers SET kind = ?, subject = ?, due_at = ?, ready_at = ?, payload = ?, failures = ? "
    "WHERE id = ?"
)

Row = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """moved: timers that are kept, with other values. written: the rows that are new, by table."""

    moved: Sequence[Row]
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
            gone = now.execute("SELECT id FROM before.timers EXCEPT SELECT id FROM main.timers").fetchall()
            assert not gone, "a tick of prompts moves them"
            new = "SELECT * FROM main.{0} EXCEPT SELECT * FROM before.{0}"
            written = {table: now.execute(new.format(table)).fetchall() for table in TABLES}
            kept = {number for (number,) in now.execute("SELECT id FROM before.timers")}
        timers = written["timers"]
        written["timers"] = [row for row in timers if row[0] not in kept]
        return Change(moved=[row for row in timers if row[0] in kept], written=written)

    def write(self, change: Change) -> None:
        """The same once more: in one transaction, and on the disk when it returns."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(_MOVE, [(*row[1:], row[0]) for row in change.moved])
        for table, rows in change.written.items():
            places = ",".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the copy, and delete it."""
        self._connection.close()
        self._copy.unlink()
