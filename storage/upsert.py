"""Statements that SQLite and PostgreSQL each spell with an `insert` of their own, built once for both."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Statement = sqlite.Insert | postgresql.Insert
Build = Callable[[Callable[[Table], Any]], Any]

_INSERTS: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class _OnBoth(dict[str, Statement]):
    """By `Tx.dialect`; built when it is first asked for, as a process has one of the two databases."""

    def __init__(self, build: Build) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, dialect: str) -> Statement:
        built: Statement = self._build(_INSERTS[dialect])
        self[dialect] = built
        return built


def on_both(build: Build) -> Mapping[str, Statement]:
    """By `Tx.dialect`, what `build` makes of that database's `insert`."""
    return _OnBoth(build)


def unless_there(table: Table) -> Mapping[str, Statement]:
    """Insert, and leave alone what has the same key; `rowcount` says whether it was new."""
    return on_both(
        lambda insert: insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    )


def or_replace(table: Table, *keys: str) -> Mapping[str, Statement]:
    """Insert, and replace every other column of what has the same `keys`, its id excepted."""

    def build(insert: Callable[[Table], Any]) -> Any:
        made = insert(table)
        others = [column.name for column in table.columns if column.name not in {"id", *keys}]
        return made.on_conflict_do_update(
            index_elements=keys, set_={name: made.excluded[name] for name in others}
        )

    return on_both(build)
