"""Statements for many rows, compiled once: on SQLite the driver gets the rows as they are bound, and no more.

SQLAlchemy binds each value of each row anew, which for thousands of rows takes longer than writing them. One
row alone is written as any statement is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from storage.transaction import Tx
from storage.types import Encoded, Json
from storage.upsert import Statement

_SQLITE = sqlite.dialect()
# So many rows are one statement: that takes a third less than one at a time, and other threads are let in
# between statements, not rows. More gain nothing.
TOGETHER = 250

Bind = Callable[[Sequence[Any]], Iterable[Any]]


class Bulk:
    """Rows are tuples of the values of `names`, in that order."""

    def __init__(self, table: Table, statements: Mapping[str, Statement], *names: str) -> None:
        self.names = names
        self._statements = statements
        compiled = statements["sqlite"].compile(dialect=_SQLITE, column_keys=list(names))
        order = compiled.positiontup or ()
        if sorted(order) != sorted(names):
            raise ValueError(f"{table.name}: {names} are not what the statement binds: {order}")
        self._text = compiled.string
        self._together = _for_many(compiled.string, len(order), TOGETHER)
        self._places = [names.index(name) for name in order]
        self._binds = [_binding(table.c[name].type) for name in order]

    def run(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
        """How many rows that wrote, where the database says."""
        if not rows:
            return 0
        if not rows[1:]:
            return tx.write(self._statements[tx.dialect], **dict(zip(self.names, rows[0], strict=True)))
        if tx.dialect != "sqlite":
            named = [dict(zip(self.names, row, strict=True)) for row in rows]
            return tx.run(self._statements[tx.dialect], named).rowcount
        columns = list(zip(*rows, strict=True))
        bound = [
            columns[place] if bind is None else bind(columns[place])
            for place, bind in zip(self._places, self._binds, strict=True)
        ]
        return self._insert(tx, list(zip(*bound, strict=True)))

    def _insert(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
        full = len(rows) // TOGETHER * TOGETHER
        lots = [rows[first : first + TOGETHER] for first in range(0, full, TOGETHER)]
        statements: list[tuple[str, Any]] = [
            (self._together, tuple(chain.from_iterable(lot))) for lot in lots
        ]
        if rows[full:]:
            statements.append((self._text, rows[full:]))
        return sum(tx.connection.exec_driver_sql(text, values).rowcount for text, values in statements)


def _for_many(text: str, columns: int, rows: int) -> str:
    """An INSERT's text with places for so many rows. Raises `ValueError` for another statement."""
    one = f"VALUES ({', '.join('?' * columns)})"
    if text.count(one) != 1:
        raise ValueError(f"rows are inserted: {text}")
    places = one.removeprefix("VALUES ")
    return text.replace(one, f"VALUES {', '.join([places] * rows)}")


def _binding(kind: Any) -> Bind | None:
    """What makes of a column's values what the driver takes; what many rows share is made once."""
    bind = kind.dialect_impl(_SQLITE).bind_processor(_SQLITE)
    if bind is None:
        return None
    if isinstance(kind, Json):
        return partial(_by_identity, bind)
    return partial(map, lru_cache(maxsize=4096)(bind))


def _by_identity(bind: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """What was encoded beforehand is one of a kind, and bound already."""
    kinds = {id(one): one for one in values if type(one) is not Encoded}
    made = {name: bind(one) for name, one in kinds.items()}
    return [str(one) if type(one) is Encoded else made[id(one)] for one in values]
