"""`column IN (many values)` with one bound parameter: the statement is the same however many there are."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, Row, Select, Text, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine

from storage.transaction import Tx


class _Many(TypeDecorator[Any]):
    """A JSON array on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, each: type[BigInteger] | type[Text]) -> None:
        super().__init__()
        self.each = each

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind = postgresql.ARRAY(self.each()) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        some = list(value or ())
        return some if dialect.name == "postgresql" else json.dumps(some)


class among(FunctionElement[bool]):
    """Whether a column is one of the values bound as `name`; of days, their text."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        each = BigInteger if isinstance(column.type, BigInteger) else Text
        super().__init__(column, bindparam(name, type_=_Many(each)))

    def self_group(self, against: Any = None) -> "among":
        """As it is: `… = 1`, which a database without booleans would be given, would let no index serve."""
        return self


@compiles(among)
def _on_postgres(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} = ANY({values})"


@compiles(among, "sqlite")
def _on_sqlite(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


class Of:
    """A statement's rows of which a column is one of some values.

    Of one alone it is asked with `=`, which SQLite answers several times as fast as a list of one.
    """

    def __init__(self, statement: Select[Any], column: ColumnElement[Any]) -> None:
        self.one = statement.where(column == bindparam("of"))
        self.many = statement.where(among(column, "ids"))

    def all(self, tx: Tx, ids: Iterable[Any]) -> list[Row[Any]]:
        """Every row; of no values it is asked, too, and there is none."""
        some = list(ids)
        return tx.all(self.one, of=some[0]) if len(some) == 1 else tx.all(self.many, ids=some)

    def each(self, tx: Tx, ids: Iterable[Any]) -> list[tuple[Any, ...]]:
        """The same, to be taken apart."""
        some = list(ids)
        return tx.each(self.one, of=some[0]) if len(some) == 1 else tx.each(self.many, ids=some)
