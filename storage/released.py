"""The tables of released versions, with rows in each: written at a release, upgraded from by every check."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Dialect,
    Integer,
    Table,
    create_engine,
    func,
    insert,
    inspect,
    make_url,
    select,
    table,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from storage.engines import address
from storage.tables import metadata
from storage.types import Day, Instant, Json

_KINDS = ("sqlite", "postgresql")
_AT = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
_END = ";\n"


def write(folder: Path, version: str, *, head: str) -> list[Path]:
    """Keep today's tables, a row in each, as that version's; a file a kind of database."""
    written = []
    for kind in _KINDS:
        dialect = make_url(f"{kind}://").get_dialect()()
        file = folder / f"{version}.{kind}.sql"
        file.write_text(_END.join([*_statements(dialect, head), ""]), encoding="utf-8")
        written.append(file)
    return written


def of_kind(folder: Path, kind: str) -> list[Path]:
    """The files for one kind of database, oldest name first."""
    return sorted(folder.glob(f"*.{kind}.sql"))


def load(url: str, file: Path) -> None:
    """Make an empty database what that version left."""
    engine = create_engine(address(url))
    with engine.begin() as connection:
        for statement in file.read_text(encoding="utf-8").split(_END):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine.dispose()


def rows(url: str) -> dict[str, int]:
    """How many rows each table holds."""
    engine = create_engine(address(url))
    with engine.connect() as connection:
        found = {name: _count(connection, name) for name in inspect(engine).get_table_names()}
    engine.dispose()
    return found


def _count(connection: Connection, name: str) -> int:
    return int(connection.scalar(select(func.count()).select_from(table(name))) or 0)


def _statements(dialect: Dialect, head: str) -> Iterator[str]:
    for one in metadata.sorted_tables:
        yield str(CreateTable(one).compile(dialect=dialect)).strip()
        for index in sorted(one.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    for one in metadata.sorted_tables:
        row = insert(one).inline().values(_row(one))
        yield str(row.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    yield "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    yield f"INSERT INTO alembic_version (version_num) VALUES ('{head}')"


def _row(one: Table) -> dict[str, Any]:
    """Something in every column; ids are left to the database, whose first is 1."""
    numbered = one.autoincrement_column
    return {
        column.name: _value(one, column)
        for column in one.columns
        if column is not numbered or column.foreign_keys
    }


def _value(one: Table, column: Column[Any]) -> Any:
    if column.foreign_keys:
        return 1
    match column.type:
        case Instant():
            return _AT
        case Day():
            return date(2026, 11, 2)
        case Json():
            return {}
        case Boolean():
            return True
        case Integer():
            return 1
        case _:
            return _allowed(one, column.name) or f"{one.name}.{column.name}"


def _allowed(one: Table, name: str) -> str | None:
    """The first word that a `name = '…' OR …` of the table allows."""
    checks = [str(rule.sqltext) for rule in one.constraints if isinstance(rule, CheckConstraint)]
    found = (re.match(rf"{name} = '(\w+)'", rule) for rule in checks)
    return next((match[1] for match in found if match), None)
