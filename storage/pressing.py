"""Messages that pressed somebody or asked again, and who wants to hear nothing of theirs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, select, update

from bot.domain.identity import PersonId, Place, PressedId, UserRef
from bot.domain.pressing import Kind, NewPressed, Pressed, State
from storage import people
from storage.tables import people as people_table
from storage.tables import places, pressed, pressed_optouts, tenants
from storage.transaction import Tx
from storage.upsert import unless_there

_BEGIN = unless_there(pressed)
_OPT_OUT = unless_there(pressed_optouts)

# What a row says by other columns than its own fields.
_ELSEWHERE = frozenset({"place", "person", "of"})


def begin(tx: Tx, new: NewPressed, state: State, *, now: datetime) -> PressedId | None:
    """Keep that its author is told; None where they were that day, of the same.

    Where it was only tried out, nobody was told of anything: that gives way.
    """
    same = _same(new.person, new.kind, new.about, new.day)
    if state != "dry":
        tx.run(delete(pressed).where(same, pressed.c.state == "dry"))
    plain = {one.name: getattr(new, one.name) for one in fields(NewPressed) if one.name not in _ELSEWHERE}
    row = {
        **plain,
        "place_id": people.place(tx, new.place),
        "thread": new.place.thread,
        "person_id": new.person,
        "of_id": new.of,
        "state": state,
        "heard_at": now,
    }
    if tx.run(_BEGIN[tx.dialect], row).rowcount == 0:
        return None
    return PressedId(int(tx.value(select(pressed.c.id).where(same))))


def told(tx: Tx, person: PersonId, *, kind: Kind, about: int, day: date) -> bool:
    """Whether its author has been told of the same that day, and not only would have been."""
    same = _same(person, kind, about, day)
    return tx.value(select(pressed.c.id).where(same, pressed.c.state != "dry")) is not None


def get(tx: Tx, number: PressedId) -> Pressed | None:
    """One of them."""
    return many(tx, [number]).get(number)


def many(tx: Tx, ids: Iterable[PressedId]) -> dict[PressedId, Pressed]:
    """Several, by id."""
    columns = (
        pressed,
        places.c.external.label("place"),
        places.c.kind.label("place_kind"),
        tenants.c.platform,
        tenants.c.external.label("tenant"),
        people_table.c.external.label("author"),
    )
    joined = (
        select(*columns)
        .join(places, places.c.id == pressed.c.place_id)
        .join(tenants, tenants.c.id == places.c.tenant_id)
        .join(people_table, people_table.c.id == pressed.c.person_id)
    )
    rows = tx.all(joined.where(pressed.c.id.in_(list(ids))))
    return {one.id: one for one in map(_fact, rows)}


def change(tx: Tx, number: PressedId, state: State, *, link: str | None = None) -> None:
    """What became of it."""
    tx.run(update(pressed).where(pressed.c.id == number).values(state=state, link=link))


def counts(tx: Tx, where: Place, *, since: datetime) -> Counter[str]:
    """How many of a channel are in each state."""
    there = and_(pressed.c.place_id == people.place(tx, where), pressed.c.heard_at >= since)
    rows = tx.all(
        select(pressed.c.state, func.count().label("number")).where(there).group_by(pressed.c.state)
    )
    return Counter({row.state: row.number for row in rows})


def opted_out(tx: Tx, person: PersonId) -> bool:
    """Whether they want no such notes."""
    found = select(pressed_optouts.c.person_id).where(pressed_optouts.c.person_id == person)
    return tx.value(found) is not None


def opt_out(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """They want none; said again it changes nothing."""
    tx.run(_OPT_OUT[tx.dialect], {"person_id": person, "since_at": now})


def opt_in(tx: Tx, person: PersonId) -> None:
    """They want them again."""
    tx.run(delete(pressed_optouts).where(pressed_optouts.c.person_id == person))


def _same(person: PersonId, kind: Kind, about: int, day: date) -> Any:
    mine = and_(pressed.c.person_id == person, pressed.c.kind == kind)
    return and_(mine, pressed.c.about == about, pressed.c.day == day)


def _fact(row: Row[Any]) -> Pressed:
    where = Place(
        platform=row.platform, tenant=row.tenant, kind=row.place_kind, id=row.place, thread=row.thread
    )
    return Pressed(
        id=PressedId(row.id),
        place=where,
        person=PersonId(row.person_id),
        author=UserRef(platform=row.platform, tenant=row.tenant, id=row.author),
        of=PersonId(row.of_id),
        message=row.message,
        kind=row.kind,
        about=row.about,
        day=row.day,
        language=row.language,
        state=row.state,
        heard_at=row.heard_at,
        link=row.link or "",
    )
