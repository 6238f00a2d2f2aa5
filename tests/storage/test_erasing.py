"""What is taken out of what was said to others is somebody's own, and of their workspace alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, select, update

from bot.domain.identity import PersonId
from storage import people as people_shelf
from storage.engines import address
from storage.erasing import erase
from storage.forgetting import GONE, traces
from storage.tables import focus, forms, held, inbox, notes, nudges, people, questions, steps, timers
from storage.transaction import Tx
from tests.storage.two_tenants import DAY, MINE, NOW, OTHERS, Side, fill, lines

NAME, CITY = "Sydney", "Australia/Sydney"
COLLEAGUE = 800_001


@pytest.fixture
def tx(sqlite_database: str) -> Iterator[Tx]:
    """Two workspaces; in each somebody of the same id and name has given the same short answer."""
    engine = create_engine(address(sqlite_database))
    with engine.connect() as connection:
        tx = Tx(connection)
        for side in (MINE, OTHERS):
            fill(tx, side, seed=1)
            _lives(tx, side)
        yield tx
        connection.rollback()
    engine.dispose()


def _lives(tx: Tx, side: Side) -> None:
    told = [{"kind": "travel", "subject": CITY}, {"kind": "welcome", "subject": f"{side.id}/+0/{NAME}"}]
    tx.run(update(people).where(people.c.id == side.id).values(name=NAME))
    for column, value in (
        (questions.c.answer, "yes"),
        (questions.c.text, "Ask <@U1>"),
        (steps.c.text, "Ask <@U1>"),
        (nudges.c.mentioned, ["U1"]),
        (forms.c.subject, {"says": "yes", "by": NAME, "who": "U1"}),
        (notes.c["items"], told),
        (timers.c.kind, "welcome"),
        (timers.c.subject, f"{side.id}/{side.id}"),
        (timers.c.payload, {"by": NAME}),
    ):
        of: Any = column.table.c.get("id", column.table.c.get("person_id"))
        tx.run(update(column.table).where(of == side.id).values({column.name: value}))
    tx.run(update(questions).where(questions.c.id == side.id).values(answerer_id=side.id))
    tx.run(insert(held).values(person_id=side.id, kind="welcome", subject=told[1]["subject"], held_at=NOW))
    tx.run(insert(inbox).values(key=f"{side.ref.id}/C1/U1", heard_at=NOW))


def _forgets(tx: Tx) -> None:
    person = people_shelf.get(tx, PersonId(MINE.id))
    assert person is not None
    erase(tx, traces(tx, person), now=NOW)


def _of_others(tx: Tx) -> list[str]:
    return [one for one in lines(tx) if OTHERS.shows(one)]


def _colleague(tx: Tx) -> None:
    """What is kept for somebody else of the same workspace."""
    mine = tx.all(select(people).where(people.c.id == MINE.id))[0]._mapping
    tx.run(insert(people).values({**mine, "id": COLLEAGUE, "external": "U2", "name": "Lena"}))
    for kind, subject in (("travel", CITY), ("welcome", f"{MINE.id}/+0/{NAME}")):
        tx.run(insert(held).values(person_id=COLLEAGUE, kind=kind, subject=subject, held_at=NOW))
    items = [{"kind": "travel", "subject": CITY}, {"kind": "welcome", "subject": f"{MINE.id}/+0/{NAME}"}]
    tx.run(insert(notes).values(person_id=COLLEAGUE, day=DAY, items=items, parts=1, composed_at=NOW))
    form = {"token": "lena", "person_id": COLLEAGUE, "kind": "setup", "made_at": NOW}
    tx.run(insert(forms).values(**form, subject={"where": CITY, "by": NAME}))


def _value(tx: Tx, column: Any) -> Any:
    return tx.all(select(column).where(column.table.c.person_id == COLLEAGUE))[0][0]


def test_whoever_shares_name_id_and_answer_in_another_workspace_keeps_it_all(tx: Tx) -> None:
    before = _of_others(tx)
    assert [one for one in before if one.startswith("forms") and "yes" in one]
    _forgets(tx)
    assert _of_others(tx) == before


def test_in_their_own_workspace_it_is_gone(tx: Tx) -> None:
    _forgets(tx)
    mine = " ".join(one for one in lines(tx) if MINE.shows(one) and not one.startswith("people"))
    assert [one for one in (f"0/{NAME}", f'"{NAME}"', "<@U1>", "T-MINE/C1/U1") if one in mine] == []


def test_a_city_of_their_name_stays_where_it_is(tx: Tx) -> None:
    _colleague(tx)
    _forgets(tx)
    welcome = f"{MINE.id}/+0/{GONE}"
    waits = tx.all(select(held.c.subject).where(held.c.person_id == COLLEAGUE).order_by(held.c.kind))
    assert [row.subject for row in waits] == [CITY, welcome]
    assert [one["subject"] for one in _value(tx, notes.c["items"])] == [CITY, welcome]
    assert _value(tx, forms.c.subject) == {"where": CITY, "by": GONE}


def test_whoever_is_in_focus_to_pair_with_them_pairs_with_somebody(tx: Tx) -> None:
    _colleague(tx)
    row = {"person_id": COLLEAGUE, "starts_at": NOW, "ends_at": NOW}
    tx.run(insert(focus).values(**row, reason="pairing with <@U1>, not <@U12>"))
    _forgets(tx)
    assert _value(tx, focus.c.reason) == f"pairing with <@{GONE}>, not <@U12>"
