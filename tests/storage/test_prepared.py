"""What is compiled once answers as SQLAlchemy does, and says what is wrong as it does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import (
    Connection,
    Executable,
    Row,
    bindparam,
    create_engine,
    event,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, InvalidRequestError, StatementError

from bot.domain.identity import UserRef
from bot.domain.person import Profile
from storage import engines, prepared
from storage.among import Of, among
from storage.people import keep
from storage.tables import forms, lines
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 2)

MAKE = insert(forms)
KEEP = insert(lines).returning(lines.c.id)
OF_DAY = (
    select(lines.c.text, lines.c.day, lines.c.kept_at, lines.c.file, lines.c.used, literal("x").label("sign"))
    .where(lines.c.day <= bindparam("upto"), lines.c.kind == "file")
    .order_by(lines.c.id)
)
AMONG = select(lines.c.id).where(among(lines.c.id, "ids")).order_by(lines.c.id)
OF = Of(select(lines.c.id).order_by(lines.c.id), lines.c.id)
IN = select(lines.c.id).where(lines.c.id.in_(bindparam("ids", expanding=True)))
CHANGE = update(lines).where(lines.c.id == bindparam("of"))


@pytest.fixture
def tx(sqlite_database: str) -> Iterator[Tx]:
    """With one person, who has kept three files."""
    engine = create_engine(engines.address(sqlite_database))
    with engine.connect() as connection:
        yield _told(Tx(connection))
    engine.dispose()


def _told(tx: Tx) -> Tx:
    user = UserRef(platform="slack", tenant="T1", id="U1")
    profile = Profile(user=user, name="Lena", locale="de", zone="Europe/Berlin", eligible=True)
    (person,) = keep(tx, [profile], now=NOW)
    for number in range(3):
        file = {"name": f"{number}.png"} if number else None
        tx.value(
            KEEP, person_id=person.id, day=DAY, kind="file", text=f"no. {number}", file=file, kept_at=NOW
        )
    return tx


def as_sqlalchemy_does(tx: Tx, statement: Executable, **given: Any) -> list[Row[Any]]:
    return list(tx.connection.execute(statement, given).all())


def is_prepared(tx: Tx, statement: Executable, **given: Any) -> bool:
    return [prepared.prepared(tx.connection, statement, given) is not None for _ in range(2)][-1]


def test_rows_are_the_same_with_their_names_and_types(tx: Tx) -> None:
    assert is_prepared(tx, OF_DAY, upto=DAY)
    found, expected = tx.all(OF_DAY, upto=DAY), as_sqlalchemy_does(tx, OF_DAY, upto=DAY)
    assert found == expected
    assert [dict(row._mapping) for row in found] == [dict(row._mapping) for row in expected]
    assert found[0] == ("no. 0", DAY, NOW, None, False, "x")
    assert found[1].file == {"name": "1.png"}
    assert tx.one(OF_DAY, upto=DAY) == expected[0]
    assert tx.each(OF_DAY, upto=DAY) == expected
    assert tx.value(OF_DAY, upto=DAY) == "no. 0"


def test_where_there_is_nothing_there_is_nothing(tx: Tx) -> None:
    before = date(2020, 1, 1)
    assert tx.all(OF_DAY, upto=before) == []
    assert tx.one(OF_DAY, upto=before) is None
    assert tx.value(OF_DAY, upto=before) is None


@pytest.mark.parametrize("ids", [[], [2], [1, 2, 3, 99]])
def test_one_of_many_values_is_one_text(tx: Tx, ids: list[int]) -> None:
    assert is_prepared(tx, AMONG, ids=ids)
    assert [row.id for row in tx.all(AMONG, ids=ids)] == [one for one in ids if one < 99]


@pytest.mark.parametrize("ids", [[], [2], [1, 2, 3, 99], [2, 2]])
def test_of_one_alone_and_of_several_it_answers_alike(tx: Tx, ids: list[int]) -> None:
    for _ in range(3):
        assert [row.id for row in OF.all(tx, iter(ids))] == sorted({one for one in ids if one < 99})


def test_a_text_that_changes_with_its_values_is_left_to_sqlalchemy(tx: Tx) -> None:
    assert not is_prepared(tx, IN, ids=[1, 2])
    assert [row.id for row in tx.all(IN, ids=[1, 2])] == [1, 2]


def test_each_set_of_columns_is_a_text_of_its_own(tx: Tx) -> None:
    assert is_prepared(tx, CHANGE, of=1, text="Other")
    assert tx.write(CHANGE, of=1, text="Other") == 1
    assert tx.write(CHANGE, of=2, used=True) == 1
    assert tx.write(CHANGE, of=99, used=True) == 0
    rows = as_sqlalchemy_does(tx, select(lines.c.text, lines.c.used).order_by(lines.c.id))
    assert rows == [("Other", False), ("no. 1", True), ("no. 2", False)]


def test_a_value_that_is_missing_or_unknown_is_said_to_be_so(tx: Tx) -> None:
    assert not is_prepared(tx, OF_DAY, until=DAY)
    with pytest.raises(StatementError, match="upto"):
        tx.all(OF_DAY, until=DAY)
    assert not is_prepared(tx, CHANGE, of=1, colour="red")


def test_one_that_is_built_anew_each_time_is_left_to_sqlalchemy(tx: Tx) -> None:
    for _ in range(3):
        anew = OF_DAY.limit(1)
        assert prepared.prepared(tx.connection, anew, {"upto": DAY}) is None
        assert tx.value(anew, upto=DAY) == "no. 0"


def test_an_error_is_sqlalchemys_and_tells_no_value(tx: Tx) -> None:
    row = {"token": "secret", "person_id": 1, "kind": "k", "subject": {}, "made_at": NOW}
    assert is_prepared(tx, MAKE, **row)
    assert tx.write(MAKE, **row) == 1
    with pytest.raises(IntegrityError) as caught:
        tx.write(MAKE, **row)
    assert "secret" not in str(caught.value)


def test_a_row_has_no_other_columns(tx: Tx) -> None:
    (row, *_) = tx.all(OF_DAY, upto=DAY)
    with pytest.raises(AttributeError):
        row.colour  # noqa: B018
    with pytest.raises((KeyError, InvalidRequestError)):
        row._mapping["colour"]


def test_whoever_listens_hears_each_statement(tx: Tx) -> None:
    heard: list[str] = []

    def hear(_: Connection, __: Any, text: str, *___: Any) -> None:
        heard.append(text)

    event.listen(tx.connection, "before_cursor_execute", hear)
    assert not is_prepared(tx, OF_DAY, upto=DAY)
    tx.all(OF_DAY, upto=DAY)
    event.remove(tx.connection, "before_cursor_execute", hear)
    assert len(heard) == 1
    assert is_prepared(tx, OF_DAY, upto=DAY)
