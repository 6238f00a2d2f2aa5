"""Statements that are built once and asked all the time: on SQLite they are compiled once, too.

SQLAlchemy looks a statement's text up, binds its values and sets a result up anew each time, which takes
several times as long as SQLite's answer. Here the driver is handed the text and the values as they are.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Executable, Row
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Process = Callable[[Any], Any] | None


class Prepared:
    """One statement for parameters of the same names. Made by `prepared`."""

    __slots__ = ("_bind", "_indexes", "_keys", "_processors", "_text")

    def __init__(self, compiled: SQLCompiler, dialect: Dialect) -> None:
        self._text = compiled.string
        self._bind = [_bound(compiled, name, dialect) for name in compiled.positiontup or ()]
        columns = compiled._result_columns
        self._keys = SimpleResultMetaData([column.keyname for column in columns])
        self._indexes = self._keys._key_to_index
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        processors = [kind.result_processor(dialect, None) for kind in kinds]
        self._processors = processors if any(processors) else None

    def rows(self, connection: Connection, given: Mapping[str, Any]) -> list[Row[Any]]:
        """All that it answers. Raises as SQLAlchemy does."""
        found, _ = self._run(connection, given)
        keys, processors, indexes = self._keys, self._processors, self._indexes
        return [Row(keys, processors, indexes, row) for row in found]

    def tuples(self, connection: Connection, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The same without the columns' names, which takes half as long where there are thousands."""
        found, _ = self._run(connection, given)
        if self._processors is None or not found:
            return found
        columns: list[Iterable[Any]] = list(zip(*found, strict=True))
        for place, process in enumerate(self._processors):
            if process is not None:
                columns[place] = map(process, columns[place])
        return list(zip(*columns, strict=True))

    def write(self, connection: Connection, given: Mapping[str, Any]) -> int:
        """How many rows it wrote. Raises as SQLAlchemy does."""
        _, count = self._run(connection, given)
        return count

    def _run(self, connection: Connection, given: Mapping[str, Any]) -> tuple[list[Any], int]:
        values = [
            otherwise if name not in given else given[name] if process is None else process(given[name])
            for name, process, otherwise in self._bind
        ]
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        try:
            cursor = driver.execute(self._text, values)
            return cursor.fetchall(), cursor.rowcount
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self._text, None, error, sqlite3.Error, hide_parameters=True, dialect=connection.dialect
            ) from error


_made: WeakKeyDictionary[Executable, dict[tuple[str, ...], Prepared | None]] = WeakKeyDictionary()


def prepared(connection: Connection, statement: Executable, given: Mapping[str, Any]) -> Prepared | None:
    """The same statement, if it can be had so: on SQLite, where its text is the same for all values, unless
    somebody listens to what is asked; and from its second time on, as one that is built anew has none."""
    dialect = connection.dialect
    if dialect.name != "sqlite" or connection.dispatch.before_cursor_execute:
        return None
    known = _made.get(statement)
    if known is None:
        _made[statement] = {}
        return None
    names = tuple(given)
    if names not in known:
        known[names] = _prepared(statement, names, dialect)
    return known[names]


def _prepared(statement: Executable, names: tuple[str, ...], dialect: Dialect) -> Prepared | None:
    compiled = cast(Any, statement).compile(dialect=dialect, column_keys=list(names))
    needs = {name for name, one in compiled.binds.items() if one.required}
    varies = compiled.post_compile_params or compiled.literal_execute_params
    makes_values = getattr(compiled, "insert_prefetch", ()) or getattr(compiled, "update_prefetch", ())
    if varies or makes_values or not needs <= set(names) <= set(compiled.binds):
        return None
    return Prepared(compiled, dialect)


def _bound(compiled: SQLCompiler, name: str, dialect: Dialect) -> tuple[str, Process, Any]:
    """Its name, what makes of a value what the driver takes, and what it is when it is not given."""
    parameter = compiled.binds[name]
    process = parameter.type.dialect_impl(dialect).bind_processor(dialect)
    otherwise = None if parameter.required else parameter.effective_value
    return name, process, otherwise if process is None or parameter.required else process(otherwise)
