"""What the bot has of what people typed, read past the bot; and a database that another program holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, create_engine, select

from storage import tables
from storage.engines import address

BEGIN = {
    "sqlite": ("BEGIN IMMEDIATE",),
    "postgresql": ("BEGIN", "LOCK TABLE handoffs, lines, evenings IN EXCLUSIVE MODE"),
}


def summaries(database: str) -> list[str]:
    """Where it stands, of every hand-off."""
    return [content["summary"] for content in _column(database, tables.handoffs.c.content)]


def step_texts(database: str) -> list[str]:
    """Every step."""
    return _column(database, tables.steps.c.text)


def lines(database: str) -> list[str]:
    """Every line kept for tonight."""
    return _column(database, tables.lines.c.text)


@contextmanager
def held(database: str) -> Iterator[None]:
    """Another program writes to the database, to all that people hand in, and does not come to its end."""
    engine = create_engine(address(database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in BEGIN[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        try:
            yield
        finally:
            connection.exec_driver_sql("ROLLBACK")
    engine.dispose()


def _column(database: str, column: Column[Any]) -> list[Any]:
    engine = create_engine(address(database))
    with engine.connect() as connection:
        found = list(connection.scalars(select(column)))
    engine.dispose()
    return found
