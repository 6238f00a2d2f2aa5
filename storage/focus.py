"""Who is in focus, until when and what for: one row a person, of the last one begun."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from bot.domain.focus import Focus
from bot.domain.identity import PersonId
from storage.tables import focus
from storage.transaction import Tx
from storage.upsert import or_replace

_KEEP = or_replace(focus, "person_id")


def get(tx: Tx, person: PersonId, *, now: datetime) -> Focus | None:
    """The one they are in; None where they are in none."""
    return many(tx, [person], now=now).get(person)


def many(tx: Tx, ids: Collection[PersonId], *, now: datetime) -> dict[PersonId, Focus]:
    """The same of several, without those who are in none."""
    theirs = select(focus).where(focus.c.person_id.in_(list(ids)), focus.c.ends_at > now)
    rows = tx.all(theirs) if ids else []
    return {PersonId(row.person_id): one for row in rows if (one := _fact(row)).holds(now)}


def keep(tx: Tx, person: PersonId, one: Focus) -> None:
    """They are in this one from now on, and in no other."""
    row = {
        "person_id": person,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "reason": one.reason,
    }
    tx.run(_KEEP[tx.dialect], [row])


def end(tx: Tx, person: PersonId) -> None:
    """They are in none from now on."""
    tx.run(delete(focus).where(focus.c.person_id == person))


def _fact(row: Row[Any]) -> Focus:
    return Focus(starts_at=row.starts_at, ends_at=row.ends_at, reason=row.reason)
