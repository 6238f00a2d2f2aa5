"""The do-not-disturb window of each person as it was last read, and of whom it should be read again."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, or_, select, update

from bot.domain.dnd import Window
from bot.domain.identity import PersonId
from storage.tables import dnd, members, people
from storage.transaction import Tx
from storage.upsert import or_replace

_KEEP = or_replace(dnd, "person_id")

# A window that has passed says nothing of the next; without one, somebody may have set one since.
A_DAY = timedelta(days=1)
# Whoever was asked about is left alone so long, whatever came of it.
PAUSE = timedelta(minutes=30)


def get(tx: Tx, person: PersonId) -> Window | None:
    """Their window in progress or to come when it was last read, which may have passed; None for none."""
    return many(tx, [person]).get(person)


def many(tx: Tx, ids: Collection[PersonId]) -> dict[PersonId, Window]:
    """The same of several, without those who have none."""
    rows = tx.all(select(dnd).where(dnd.c.person_id.in_(list(ids)))) if ids else []
    return {PersonId(row.person_id): window for row in rows if (window := _fact(row)) is not None}


def keep(tx: Tx, read: Mapping[PersonId, Window | None], *, now: datetime) -> None:
    """Remember what was read of each; None: they have no schedule."""
    rows = [_row(person, window, now) for person, window in sorted(read.items())]
    if rows:
        tx.run(_KEEP[tx.dialect], rows)


def put_off(tx: Tx, ids: Iterable[PersonId], *, now: datetime) -> None:
    """Nothing could be read of these: what was known of them stays, and they are asked about later."""
    some = sorted(ids)
    known = {row.person_id for row in tx.all(select(dnd.c.person_id).where(dnd.c.person_id.in_(some)))}
    tx.run(update(dnd).where(dnd.c.person_id.in_(sorted(known))).values(read_at=now))
    keep(tx, {one: None for one in some if one not in known}, now=now)


def unread(tx: Tx, *, now: datetime, most: int) -> list[PersonId]:
    """Members of teams of whom it should be read: never, or a day ago, or before their window passed.

    Not those who have set their hours by hand, for whom it delays nothing. The longest unread first.
    """
    old = or_(dnd.c.ends_at <= now, dnd.c.read_at <= now - A_DAY)
    rows = tx.all(
        select(people.c.id)
        .join(members, members.c.person_id == people.c.id)
        .outerjoin(dnd, dnd.c.person_id == people.c.id)
        .where(people.c.week.is_(None))
        .where(or_(dnd.c.person_id.is_(None), and_(old, dnd.c.read_at <= now - PAUSE)))
        .group_by(people.c.id, dnd.c.read_at)
        .order_by(dnd.c.read_at.is_not(None), dnd.c.read_at, people.c.id)
        .limit(most)
    )
    return [PersonId(row.id) for row in rows]


def _row(person: PersonId, window: Window | None, now: datetime) -> dict[str, Any]:
    starts_at, ends_at = (window.starts_at, window.ends_at) if window else (None, None)
    return {"person_id": person, "starts_at": starts_at, "ends_at": ends_at, "read_at": now}


def _fact(row: Row[Any]) -> Window | None:
    return Window(starts_at=row.starts_at, ends_at=row.ends_at) if row.starts_at is not None else None
