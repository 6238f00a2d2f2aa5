"""What waits for people's morning notes, and the notes there were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, tuple_, update

from bot.domain.identity import PersonId
from storage.tables import held, notes
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to tell: `kind` (fate, question, answer, step, digest, …) and its id or key."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One morning's note."""

    person: PersonId
    day: date
    items: tuple[Item, ...]
    composed_at: datetime


def hold(tx: Tx, person: PersonId, item: Item, *, now: datetime) -> None:
    """Let it wait for the next note; what waits already is no error."""
    there = select(held.c.kind).where(
        held.c.person_id == person, held.c.kind == item.kind, held.c.subject == item.subject
    )
    if tx.one(there) is None:
        row = {"person_id": person, "kind": item.kind, "subject": item.subject, "held_at": now}
        tx.run(insert(held).values(row))


def holding(tx: Tx, people: Iterable[PersonId]) -> dict[PersonId, list[Item]]:
    """What waits for each of these, oldest first."""
    rows = tx.all(
        select(held)
        .where(held.c.person_id.in_(list(people)))
        .order_by(held.c.held_at, held.c.kind, held.c.subject)
    )
    found: dict[PersonId, list[Item]] = {}
    for row in rows:
        found.setdefault(PersonId(row.person_id), []).append(Item(kind=row.kind, subject=row.subject))
    return found


def let_go(tx: Tx, person: PersonId, items: Iterable[Item]) -> None:
    """These were told, or are no longer true."""
    keys = [(person, one.kind, one.subject) for one in items]
    if keys:
        tx.run(delete(held).where(tuple_(held.c.person_id, held.c.kind, held.c.subject).in_(keys)))


def get(tx: Tx, person: PersonId, day: date) -> Kept | None:
    """The note of one morning."""
    row = tx.one(select(notes).where(notes.c.person_id == person, notes.c.day == day))
    return _fact(row) if row else None


def last(tx: Tx, person: PersonId) -> Kept | None:
    """Somebody's newest note."""
    row = tx.one(select(notes).where(notes.c.person_id == person).order_by(notes.c.day.desc()).limit(1))
    return _fact(row) if row else None


def keep(tx: Tx, person: PersonId, day: date, items: Sequence[Item], *, now: datetime) -> None:
    """Note what a morning's note tells of; a second call takes the place of the first."""
    told = [{"kind": one.kind, "subject": one.subject} for one in items]
    if get(tx, person, day) is None:
        tx.run(insert(notes).values(person_id=person, day=day, items=told, composed_at=now))
    else:
        tx.run(update(notes).where(notes.c.person_id == person, notes.c.day == day).values(items=told))


def _fact(row: Row[Any]) -> Kept:
    return Kept(
        person=PersonId(row.person_id),
        day=row.day,
        items=tuple(Item(kind=one["kind"], subject=one["subject"]) for one in row._mapping["items"]),
        composed_at=row.composed_at,
    )
