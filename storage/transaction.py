"""One transaction, as services see it: a connection and what is to happen after the commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Row

from storage.prepared import Prepared, prepared


@dataclass(slots=True)
class Tx:
    """Handed to every service function; never kept beyond it.

    woken: names of what the commit should wake (`outbox`, `timers`).
    """

    connection: Connection
    woken: set[str] = field(default_factory=set)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name

    def run(self, statement: Executable, rows: Any = None) -> CursorResult[Any]:
        """Execute a statement, once or (given a list of rows) with executemany."""
        return (
            self.connection.execute(statement, rows)
            if rows is not None
            else self.connection.execute(statement)
        )

    def one(self, statement: Executable, **given: Any) -> Row[Any] | None:
        """The first row, if there is one. given: the parameters of a statement that was built once."""
        if (known := self._prepared(statement, given)) is not None:
            return next(iter(known.rows(self.connection, given)), None)
        return self.connection.execute(statement, given).first()

    def all(self, statement: Executable, **given: Any) -> list[Row[Any]]:
        """Every row."""
        if (known := self._prepared(statement, given)) is not None:
            return known.rows(self.connection, given)
        return list(self.connection.execute(statement, given).all())

    def each(self, statement: Executable, **given: Any) -> list[tuple[Any, ...]]:
        """Every row, to be taken apart: its columns in their order."""
        if (known := self._prepared(statement, given)) is not None:
            return known.tuples(self.connection, given)
        return [tuple(row) for row in self.connection.execute(statement, given)]

    def value(self, statement: Executable, **given: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.one(statement, **given)
        return row[0] if row is not None else None

    def write(self, statement: Executable, **given: Any) -> int:
        """How many rows a statement that was built once has written, where the database says."""
        if (known := self._prepared(statement, given)) is not None:
            return known.write(self.connection, given)
        return self.connection.execute(statement, given).rowcount

    def wakes(self, what: str) -> None:
        """Ask for something to be woken once this is committed."""
        self.woken.add(what)

    def _prepared(self, statement: Executable, given: Mapping[str, Any]) -> Prepared | None:
        return prepared(self.connection, statement, given) if given else None
