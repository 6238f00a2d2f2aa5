"""The ledger of evenings: one row a person and working day."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, select, tuple_, update

from bot.domain.evening import Evening
from bot.domain.identity import PersonId
from storage.among import among
from storage.bulk import Bulk
from storage.tables import evenings
from storage.transaction import Tx
from storage.types import Day
from storage.upsert import on_both

_GET = select(evenings).where(evenings.c.person_id == bindparam("of"), evenings.c.day == bindparam("on"))
_NAMES = tuple(one.name for one in fields(Evening) if one.name != "person")
_ADD = Bulk(evenings, on_both(lambda insert: insert(evenings)), "person_id", *_NAMES)
_values = attrgetter("person", *_NAMES)
_DAYS_FROM = select(evenings.c.person_id, evenings.c.day).where(
    among(evenings.c.person_id, "people"), evenings.c.day >= bindparam("first", type_=Day)
)


def get(tx: Tx, person: PersonId, day: date) -> Evening | None:
    """One evening."""
    row = tx.one(_GET, of=person, on=day)
    return _fact(row) if row else None


def many(tx: Tx, days: Sequence[tuple[PersonId, date]]) -> dict[tuple[PersonId, date], Evening]:
    """Several, by person and day."""
    people = {person for person, _ in days}
    dates = {day for _, day in days}
    where = and_(evenings.c.person_id.in_(people), evenings.c.day.in_(dates))
    found = {(one.person, one.day): one for one in map(_fact, tx.all(select(evenings).where(where)))}
    return {key: found[key] for key in days if key in found}


def since(tx: Tx, person: PersonId, day: date) -> list[Evening]:
    """A person's evenings from that day on, oldest first."""
    where = and_(evenings.c.person_id == person, evenings.c.day >= day)
    return [_fact(row) for row in tx.all(select(evenings).where(where).order_by(evenings.c.day))]


def asked(tx: Tx, person: PersonId) -> list[Evening]:
    """Those of a person that wait for an answer, neither answered nor quiet."""
    return asked_of(tx, [person])


def asked_of(tx: Tx, ids: Iterable[PersonId]) -> list[Evening]:
    """The same of several, the oldest first."""
    where = and_(evenings.c.person_id.in_(list(ids)), evenings.c.state == "asked")
    order = (evenings.c.day, evenings.c.person_id)
    return [_fact(row) for row in tx.all(select(evenings).where(where).order_by(*order))]


def ended(tx: Tx, ids: Iterable[PersonId], *, why: str, since: date) -> list[Evening]:
    """Those of several people that were asked about and then skipped for that reason, the oldest first."""
    same = and_(evenings.c.person_id.in_(list(ids)), evenings.c.day >= since)
    skipped = and_(evenings.c.state == "skipped", evenings.c.why == why, evenings.c.asked_at.is_not(None))
    order = (evenings.c.day, evenings.c.person_id)
    return [_fact(row) for row in tx.all(select(evenings).where(same, skipped).order_by(*order))]


def last_days(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, date]:
    """Each one's newest evening, whatever became of it."""
    newest = select(evenings.c.person_id, func.max(evenings.c.day, type_=Day).label("day"))
    rows = tx.all(newest.where(evenings.c.person_id.in_(list(ids))).group_by(evenings.c.person_id))
    return {PersonId(row.person_id): row.day for row in rows}


def days_from(tx: Tx, ids: Iterable[PersonId], first: date) -> dict[PersonId, set[date]]:
    """The days from that one on of which each of them has an evening already."""
    found: dict[PersonId, set[date]] = {}
    for person, day in tx.each(_DAYS_FROM, people=ids, first=first):
        found.setdefault(PersonId(person), set()).add(day)
    return found


def add(tx: Tx, rows: Iterable[Evening]) -> None:
    """Write new rows."""
    _ADD.run(tx, [_values(one) for one in rows])


def add_alike(tx: Tx, some: Iterable[tuple[Evening, Iterable[PersonId]]]) -> None:
    """Write new rows of many people: each evening as it is, but for whose it is."""
    lots = [([(person,) for person in people], _values(one)[1:]) for one, people in some]
    _ADD.alike(tx, lots)


def change(tx: Tx, person: PersonId, day: date, **columns: Any) -> None:
    """Set columns of one row."""
    tx.run(update(evenings).where(evenings.c.person_id == person, evenings.c.day == day).values(**columns))


def drop(tx: Tx, person: PersonId, day: date) -> None:
    """It was answered before anyone asked, and that was taken back."""
    tx.run(delete(evenings).where(evenings.c.person_id == person, evenings.c.day == day))


def fall_quiet(tx: Tx, days: Sequence[tuple[PersonId, date]]) -> None:
    """Those asked and not answered are quiet now."""
    if days:
        keys = tuple_(evenings.c.person_id, evenings.c.day).in_(list(days))
        tx.run(update(evenings).where(keys, evenings.c.state == "asked").values(state="quiet"))


def _fact(row: Row[Any]) -> Evening:
    values = dict(row._mapping)
    return Evening(person=PersonId(values.pop("person_id")), **values)
