"""Digests and hand-overs, and what each region has seen: one row a region and hand-off, never a watermark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, delete, insert, select, update

from bot.domain.identity import HandoffId, RegionId
from storage.tables import digest_decisions, digests, seen
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One digest or hand-over: `parts` letters under one key."""

    key: str
    region: RegionId
    day: date
    kind: str
    parts: int
    composed_at: datetime


def get(tx: Tx, key: str) -> Carried | None:
    """One of them."""
    row = tx.one(select(digests).where(digests.c.key == key))
    return _fact(row) if row else None


def of_day(tx: Tx, region: RegionId, day: date) -> Carried | None:
    """The region's digest of that day, if it had one."""
    where = and_(digests.c.region_id == region, digests.c.day == day, digests.c.kind == "digest")
    row = tx.one(select(digests).where(where))
    return _fact(row) if row else None


def last(tx: Tx, region: RegionId) -> Carried | None:
    """The region's newest digest."""
    where = and_(digests.c.region_id == region, digests.c.kind == "digest")
    row = tx.one(select(digests).where(where).order_by(digests.c.day.desc()).limit(1))
    return _fact(row) if row else None


def add(tx: Tx, one: Carried) -> None:
    """Note a new one."""
    tx.run(
        insert(digests).values(
            key=one.key,
            region_id=one.region,
            day=one.day,
            kind=one.kind,
            parts=one.parts,
            composed_at=one.composed_at,
        )
    )


def grow(tx: Tx, key: str, parts: int) -> None:
    """It takes more letters now."""
    tx.run(update(digests).where(digests.c.key == key).values(parts=parts))


def see(
    tx: Tx, region: RegionId, handoffs: Sequence[HandoffId], *, key: str, in_full: bool, now: datetime
) -> None:
    """Note that the region has these before it."""
    rows = [
        {"region_id": region, "handoff_id": one, "key": key, "in_full": in_full, "seen_at": now}
        for one in handoffs
    ]
    if rows:
        tx.run(insert(seen), rows)


def seen_in(tx: Tx, key: str, *, in_full: bool) -> list[HandoffId]:
    """The hand-offs that a message shows, in full or as a line."""
    where = and_(seen.c.key == key, seen.c.in_full.is_(in_full))
    rows = tx.all(select(seen.c.handoff_id).where(where).order_by(seen.c.handoff_id))
    return [HandoffId(row.handoff_id) for row in rows]


def showing(tx: Tx, handoffs: Iterable[HandoffId], *, in_full: bool) -> dict[HandoffId, str]:
    """The key of the message that shows each, for those that one does."""
    where = and_(seen.c.handoff_id.in_(list(handoffs)), seen.c.in_full.is_(in_full))
    return {HandoffId(row.handoff_id): row.key for row in tx.all(select(seen).where(where))}


def lines_of(tx: Tx, handoffs: Iterable[HandoffId]) -> list[str]:
    """The keys of all messages that show any of these as a line."""
    where = and_(seen.c.handoff_id.in_(list(handoffs)), seen.c.in_full.is_(False))
    return [row.key for row in tx.all(select(seen.c.key).where(where).distinct().order_by(seen.c.key))]


def drop(tx: Tx, key: str) -> list[HandoffId]:
    """It never came to be: free what it showed, and say what it had shown in full."""
    whole = seen_in(tx, key, in_full=True)
    tx.run(delete(seen).where(seen.c.key == key))
    tx.run(delete(digest_decisions).where(digest_decisions.c.key == key))
    tx.run(delete(digests).where(digests.c.key == key))
    return whole


def _fact(row: Row[Any]) -> Carried:
    return Carried(
        key=row.key,
        region=RegionId(row.region_id),
        day=row.day,
        kind=row.kind,
        parts=row.parts,
        composed_at=row.composed_at,
    )
