"""Statements for many rows, compiled once: on SQLite the driver gets the rows as they are bound, and no more.

SQLAlchemy binds each value of each row anew, which for thousands of rows takes longer than writing them. One
row alone is written as any statement is.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, repeat
from operator import itemgetter
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

Bind = Callable[[Sequence[Any]], Sequence[Any]]


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
        self._in_order = itemgetter(*map(names.index, order))
        self._binds = [_binding(table.c[name].type) for name in names]

    def run(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
        """How many rows that wrote, where the database says."""
        if not rows:
            return 0
        if not rows[1:]:
            return tx.write(self._statements[tx.dialect], **dict(zip(self.names, rows[0], strict=True)))
        if tx.dialect != "sqlite":
            named = [dict(zip(self.names, row, strict=True)) for row in rows]
            return tx.run(self._statements[tx.dialect], named).rowcount
        bound = [self._bound(place, column) for place, column in enumerate(zip(*rows, strict=True))]
        return self._insert(tx, list(map(self._in_order, zip(*bound, strict=True))))

    def _bound(self, place: int, column: Sequence[Any]) -> Sequence[Any]:
        bind = self._binds[place]
        return column if bind is None else bind(column)

    def alike(self, tx: Tx, lots: Sequence[tuple[Sequence[tuple[Any, ...]], tuple[Any, ...]]]) -> None:
        """Write rows of which many have most values in common: each lot's rows, as far as they differ, and
        what follows in all of them."""
        if tx.dialect != "sqlite":
            self.run(tx, [(*row, *rest) for rows, rest in lots for row in rows])
            return
        differ = [row for rows, _ in lots for row in rows]
        bound = [self._bound(place, column) for place, column in enumerate(zip(*differ, strict=True))]
        after = chain.from_iterable(repeat(self._ending(rest), len(rows)) for rows, rest in lots)
        self._insert(
            tx,
            [self._in_order(row + rest) for row, rest in zip(zip(*bound, strict=True), after, strict=True)],
        )

    def _ending(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The last values of a row, as the driver takes them."""
        binds = self._binds[len(self.names) - len(values) :]
        return tuple(
            value if bind is None else bind([value])[0] for bind, value in zip(binds, values, strict=True)
        )

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
    return partial(_each, lru_cache(maxsize=4096)(bind))


def _each(bind: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    return list(map(bind, values))


def _by_identity(bind: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """What was encoded beforehand is one of a kind, and bound already."""
    kinds = {id(one): one for one in values if type(one) is not Encoded}
    made = {name: bind(one) for name, one in kinds.items()}
    return [str(one) if type(one) is Encoded else made[id(one)] for one in values]
