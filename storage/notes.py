"""What waits for people's morning notes, and the notes there were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, tuple_, update

from bot.domain.identity import PersonId
from storage.tables import held, notes
from storage.transaction import Tx
from storage.upsert import unless_there

_HOLD = unless_there(held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to tell: `kind` (fate, question, answer, step, digest, …) and its id or key."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One morning's note, in `parts` letters under one key."""

    person: PersonId
    day: date
    items: tuple[Item, ...]
    parts: int
    composed_at: datetime

    @property
    def key(self) -> str:
        """The outbox key of its first letter."""
        return note_key(self.person, self.day)


def note_key(person: PersonId, day: date) -> str:
    """The outbox key of a morning's note."""
    return f"note/{person}/{day}"


def hold(tx: Tx, people: Iterable[PersonId], item: Item, *, now: datetime) -> None:
    """Let it wait for the next note of each of these; what waits already is no error."""
    values = {"kind": item.kind, "subject": item.subject, "held_at": now}
    rows = [{"person_id": one, **values} for one in sorted(set(people))]
    if len(rows) == 1:
        tx.write(_HOLD[tx.dialect], **rows[0])
    elif rows:
        tx.run(_HOLD[tx.dialect], rows)


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


def many(tx: Tx, mornings: Sequence[tuple[PersonId, date]]) -> dict[tuple[PersonId, date], Kept]:
    """The notes of several person-days, of those that had one."""
    wanted = set(mornings)
    people, days = {person for person, _ in wanted}, {day for _, day in wanted}
    rows = tx.all(select(notes).where(notes.c.person_id.in_(people), notes.c.day.in_(days)))
    found = {(one.person, one.day): one for one in map(_fact, rows)}
    return {key: one for key, one in found.items() if key in wanted}


def since(tx: Tx, person: PersonId, at: datetime) -> list[Kept]:
    """Somebody's notes that were composed then or later."""
    where = and_(notes.c.person_id == person, notes.c.composed_at >= at)
    return [_fact(row) for row in tx.all(select(notes).where(where).order_by(notes.c.composed_at))]


def keep(tx: Tx, one: Kept) -> None:
    """Note what a morning's note tells of; a person and day have one."""
    tx.run(
        insert(notes).values(
            person_id=one.person,
            day=one.day,
            items=[{"kind": item.kind, "subject": item.subject} for item in one.items],
            parts=one.parts,
            composed_at=one.composed_at,
        )
    )


def grow(tx: Tx, one: Kept, parts: int) -> None:
    """It takes more letters now."""
    tx.run(update(notes).where(_of(one)).values(parts=parts))


def drop(tx: Tx, one: Kept) -> None:
    """It never came to be."""
    tx.run(delete(notes).where(_of(one)))


def _of(one: Kept) -> ColumnElement[bool]:
    return and_(notes.c.person_id == one.person, notes.c.day == one.day)


def _fact(row: Row[Any]) -> Kept:
    return Kept(
        person=PersonId(row.person_id),
        day=row.day,
        items=tuple(Item(kind=one["kind"], subject=one["subject"]) for one in row._mapping["items"]),
        parts=row.parts,
        composed_at=row.composed_at,
    )
