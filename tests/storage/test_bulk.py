"""Many rows and many values at once: written as one by one, and found by an index."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, create_engine, insert, select, update

from bot.domain.identity import PersonId
from storage import evenings, handoffs, people, timers, writing
from storage.bulk import TOGETHER, Bulk
from storage.engines import address
from storage.tables import tenants
from storage.tables import timers as table
from storage.transaction import Tx
from storage.upsert import on_both, or_replace

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
COLUMNS = ("kind", "subject", "due_at", "ready_at", "payload", "failures")
READ: Mapping[str, tuple[Any, dict[str, Any]]] = {
    "timers": (timers._GET_MANY, {"of_kind": "prompt", "subjects": ["1", "2"]}),
    "evenings": (evenings._DAYS_FROM, {"people": [1, 2], "first": date(2026, 11, 2)}),
    "handoffs": (handoffs._SENT, {"teams": [1, 2], "first": date(2026, 11, 2)}),
    "members": (writing._WRITTEN_FOR, {"ids": [1, 2]}),
    "teams": (writing._HEADS, {"ids": [1, 2]}),
    "people": (people._MANY.many, {"ids": [1, 2]}),
}


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    engine = create_engine(address(database))
    with engine.begin() as opened:
        yield opened
    engine.dispose()


@pytest.mark.parametrize("count", [5, TOGETHER, 2 * TOGETHER + 3])
def test_rows_come_back_as_if_each_had_been_written_by_itself(connection: Connection, count: int) -> None:
    tx = Tx(connection)
    shared = {"day": "2026-11-02", "name": "Zoë"}
    rows = [
        (
            "prompt",
            f"{number}",
            NOW + number * timedelta(seconds=1),
            NOW,
            shared if number % 2 else {},
            number,
        )
        for number in range(count)
    ]
    made = Bulk(table, or_replace(table, "kind", "subject"), *COLUMNS)
    made.run(tx, [(*row[:4], {"day": "of before"}, 0) for row in rows[1::2]])
    made.run(tx, rows)
    many = tx.all(select(*(table.c[name] for name in COLUMNS)).order_by(table.c.failures))
    assert [tuple(row) for row in many] == rows
    tx.run(table.delete())
    tx.run(insert(table), [dict(zip(COLUMNS, row, strict=True)) for row in rows])
    single = tx.all(select(*(table.c[name] for name in COLUMNS)).order_by(table.c.failures))
    assert many == single


@pytest.mark.parametrize("sizes", [[], [1], [3, 0, 1], [TOGETHER, 7]])
def test_what_many_have_in_common_is_said_once(connection: Connection, sizes: list[int]) -> None:
    tx = Tx(connection)
    made = Bulk(
        table, or_replace(table, "kind", "subject"), "subject", "payload", "kind", *COLUMNS[2:4], "failures"
    )
    lots = [
        ([(f"{lot}/{one}", {"one": one}) for one in range(count)], ("prompt", NOW, NOW + timedelta(lot), lot))
        for lot, count in enumerate(sizes)
    ]
    made.alike(tx, lots)
    written = tx.all(
        select(
            table.c.subject, table.c.payload, table.c.kind, table.c.due_at, table.c.ready_at, table.c.failures
        )
    )
    assert sorted(map(tuple, written)) == sorted((*row, *rest) for rows, rest in lots for row in rows)


def test_columns_are_named_in_any_order_and_all_of_them(connection: Connection) -> None:
    tx = Tx(connection)
    made = Bulk(tenants, on_both(lambda insert: insert(tenants)), "external", "platform")
    made.run(tx, [("T1", "slack")])
    assert made.run(tx, []) == 0
    assert [(one.platform, one.external) for one in tx.all(select(tenants))] == [("slack", "T1")]


def test_what_the_statement_does_not_bind_is_refused() -> None:
    with pytest.raises(ValueError, match="tenants"):
        Bulk(tenants, on_both(lambda insert: insert(tenants)), "external", "external")


def test_what_does_not_insert_is_refused() -> None:
    named: Any = {"sqlite": update(tenants).values(external=bindparam("external"))}
    with pytest.raises(ValueError, match="inserted"):
        Bulk(tenants, named, "external")


@pytest.mark.parametrize("name", READ)
def test_many_are_looked_up_by_an_index_rather_than_by_reading_the_table(
    connection: Connection, name: str
) -> None:
    statement, values = READ[name]
    if connection.dialect.name == "sqlite":
        plan = _plan(connection, statement)
        assert f"SEARCH {name}" in plan, plan
        assert f"SCAN {name}" not in plan, plan
    assert Tx(connection).each(statement, **values) == []


def test_hand_offs_are_looked_up_by_day_however_long_a_team_has_been_there(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        assert "team_id=? AND day>?" in _plan(connection, handoffs._SENT)


def test_what_is_due_is_found_by_kind_however_much_will_be_due_later(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        plan = _plan(connection, timers._KINDS_DUE)
        assert "SCAN timers" not in plan, plan
        assert "(kind=? AND ready_at<?)" in plan, plan
        assert "(kind>?)" in plan, plan
        assert "SCAN other" not in plan, plan


def test_many_people_are_found_and_the_others_are_not(connection: Connection) -> None:
    tx = Tx(connection)
    assert people.many(tx, [PersonId(1)]) == {}
    assert people.many(tx, []) == {}


def _plan(connection: Connection, statement: Any) -> str:
    compiled = statement.compile(dialect=connection.dialect)
    values = tuple(None for _ in compiled.positiontup or ())
    found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
    return "\n".join(str(row[-1]) for row in found)
