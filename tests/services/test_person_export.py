"""What is exported of a person is all that is kept of them, and nothing that is only other people's."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, Table, insert, update

from bot.domain.identity import PersonId
from bot.services.person_export import LEFT_OUT, WITHHELD, export
from storage import personal
from storage.store import Store
from storage.tables import metadata, places
from storage.transaction import Tx
from storage.types import Day, Instant, Json
from tests.services.given import Relay
from tests.services.remembered import KEPT, SAMS, SUMMARY, WHO, WORDS
from tests.storage.two_tenants import MINE, OTHERS, fill

NOW = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)


async def exported(relay: Relay, person: PersonId) -> dict[str, Any]:
    found = await relay.store.read(export, person, now=relay.now)
    assert json.loads(json.dumps(found)) == found, "plain JSON values"
    return found


def test_no_table_is_forgotten() -> None:
    exported_tables = {one.name for one in personal.TABLES}
    assert exported_tables | LEFT_OUT.keys() == metadata.tables.keys()
    assert exported_tables & LEFT_OUT.keys() == set()


def test_no_table_that_names_a_person_is_left_out() -> None:
    naming = {one.name for one in metadata.sorted_tables if personal.columns_of(one)}
    assert naming & LEFT_OUT.keys() == set()
    assert {"members", "handoffs", "nudge_optouts"} <= naming


async def test_whatever_column_names_them_the_row_is_there(store: Store) -> None:
    """A row in each table for each of its columns that names a person, with somebody else in the others."""
    asked = await store.transact(_filled)
    found = await store.read(export, PersonId(1), now=NOW)
    short = {name: (len(found[name]), rows) for name, rows in asked.items() if len(found[name]) < rows}
    assert short == {}


def _filled(tx: Tx) -> dict[str, int]:
    """Person 1 is whom it is about, 2 is somebody else; returns how many rows each table has of person 1."""
    tx.run(insert(metadata.tables["tenants"]).values(platform="slack", external="T1"))
    for number in (1, 2):
        tx.run(insert(metadata.tables["people"]).values(_row(metadata.tables["people"], number)))
    counts: dict[str, int] = {}
    for table in metadata.sorted_tables:
        if table.name in ("tenants", "people"):
            continue
        columns = [one.name for one in personal.columns_of(table)]
        for number, mine in enumerate(columns or [""], start=1):
            others = {name: 1 if name == mine else 2 for name in columns}
            tx.run(insert(table).values({**_row(table, number), **others}))
        if columns:
            counts[table.name] = len(columns)
    return counts


def _row(table: Table, number: int) -> dict[str, Any]:
    numbered = table.autoincrement_column
    return {
        column.name: _value(table, column, number)
        for column in table.columns
        if column is not numbered or column.foreign_keys
    }


ALLOWED = {"state", "turnout", "part", "kind", "strength", "act", "shape", "choice", "purpose", "answer"}


def _value(table: Table, column: Any, number: int) -> Any:
    if column.foreign_keys:
        return 1
    match column.type:
        case Instant():
            return NOW
        case Day():
            return date(2026, 11, number)
        case Json():
            return {}
        case Boolean():
            return True
        case Integer():
            return number
        case _ if column.name in ALLOWED:
            return FIRST.get((table.name, column.name), "x")
        case _:
            return None if column.name in ("week", "days") else f"{column.name} {number}"


FIRST = {
    ("evenings", "state"): "asked",
    ("members", "part"): "writes",
    ("lines", "kind"): "text",
    ("handoffs", "state"): "blocked",
    ("steps", "state"): "open",
    ("nudge_channels", "strength"): "every",
    ("nudges", "state"): "shown",
    ("pressed", "kind"): "press",
    ("pressed", "state"): "shown",
    ("publications", "purpose"): "note",
    ("publications", "kind"): "private",
    ("publications", "state"): "waiting",
    ("consents", "answer"): "agreed",
    ("requests", "shape"): "question",
    ("requests", "state"): "waiting",
    ("decisions", "state"): "open",
    ("decisions", "turnout"): "half",
    ("votes", "choice"): "approve",
    ("reset_votes", "choice"): "approve",
    ("outbox", "state"): "sent",
    ("outbox", "act"): "post",
    ("places", "kind"): "public",
}


async def test_all_that_they_have_left_is_in_it(relay: Relay, pia: PersonId) -> None:
    found = await exported(relay, pia)
    text = json.dumps(found, ensure_ascii=False)
    assert [needle for needle in (*WHO, *WORDS, KEPT) if needle not in text] == []
    empty = {name for name, rows in found.items() if rows == []}
    assert empty <= {"held", "pings", "notes"}
    assert found["made_at"] == "2026-11-03T17:30:00+00:00"
    assert found["person"] == {"id": pia, "member": "UPIA", "workspace": "T1"}


async def test_a_colleagues_is_another_one(relay: Relay, pia: PersonId) -> None:
    sam = await exported(relay, (await relay.person("sam")).id)
    text = json.dumps(sam, ensure_ascii=False)
    assert SAMS in text
    assert SUMMARY not in text
    assert "Europe/Vienna" not in text
    assert [set(one) for one in sam["nudges"]] == [{"id", "asked_by_id", "heard_at", "link", "mentioned"}]
    assert sam["nudges"][0]["mentioned"] == ["USAM"]


@pytest.mark.parametrize("leaves", [False, True], ids=["still in it", "left"])
async def test_other_peoples_words_of_a_private_channel_are_its_members_alone(
    relay: Relay, pia: PersonId, leaves: bool
) -> None:
    await relay.store.transact(lambda tx: tx.run(update(places).values(kind="private")).rowcount)
    if leaves:
        await relay.leaves("pia")
    text = json.dumps(await exported(relay, pia), ensure_ascii=False)
    others = [one for one in (SAMS, "Vouchers pass.", "Which vendor?", "Whose attic?") if one in text]
    assert others == ([] if leaves else [SAMS, "Which vendor?", "Whose attic?"])
    assert (WITHHELD in text) is leaves
    assert [needle for needle in (*WORDS, KEPT) if needle not in text] == []


async def test_nobody_of_that_number_has_none(relay: Relay) -> None:
    with pytest.raises(LookupError, match="no person 7"):
        await relay.store.read(export, PersonId(7), now=NOW)


async def test_whoever_has_the_same_id_in_another_workspace_is_not_in_it(store: Store) -> None:
    def filled(tx: Tx) -> None:
        for side in (MINE, OTHERS):
            fill(tx, side, seed=1)
            mine = metadata.tables["nudges"].c.place_id == side.id
            tx.run(update(metadata.tables["nudges"]).where(mine).values(mentioned=["U1"]))

    await store.transact(filled)
    found = await store.read(export, PersonId(MINE.id), now=NOW)
    assert [one["id"] for one in found["nudges"]] == [MINE.id]
