"""The decisions that digests tell of: which ones in each, and how those stand now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, or_, select

from bot.domain.decision import State
from bot.domain.identity import DecisionId, Place
from storage.tables import decisions, digest_decisions, places, tenants
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision as a digest has it: in a line, without anybody's name."""

    id: DecisionId
    title: str
    state: State
    closes_at: datetime


def new(tx: Tx, place: Place, *, since: datetime) -> list[Told]:
    """Those in that channel that were closed after that, the newest first, then those that are open.

    Of the open ones, what closes first comes first.
    """
    over = (decisions.c.state != "withdrawn") & (decisions.c.closed_at > since)
    here = (
        places.c.external == place.id,
        tenants.c.platform == place.platform,
        tenants.c.external == place.tenant,
    )
    return _told(tx, *here, or_(decisions.c.state == "open", over))


def of(tx: Tx, key: str) -> list[Told]:
    """Those that a posted one tells of, as they stand now and in the same order."""
    mine = select(digest_decisions.c.decision_id).where(digest_decisions.c.key == key)
    return _told(tx, decisions.c.id.in_(mine))


def keep(tx: Tx, key: str, some: Iterable[DecisionId]) -> None:
    """The digest of that key tells of these."""
    rows = [{"key": key, "decision_id": one} for one in some]
    if rows:
        tx.run(insert(digest_decisions), rows)


def telling(tx: Tx, decision: DecisionId) -> list[str]:
    """The keys of the digests that tell of it."""
    mine = select(digest_decisions.c.key).where(digest_decisions.c.decision_id == decision)
    return [row.key for row in tx.all(mine.order_by(digest_decisions.c.key))]


def forget(tx: Tx, some: Collection[int]) -> None:
    """Digests tell of these no more."""
    tx.run(delete(digest_decisions).where(digest_decisions.c.decision_id.in_(some)))


def _told(tx: Tx, *where: ColumnElement[bool]) -> list[Told]:
    joined = decisions.join(places, places.c.id == decisions.c.place_id).join(
        tenants, tenants.c.id == decisions.c.tenant_id
    )
    order = (
        decisions.c.closed_at.is_(None),
        decisions.c.closed_at.desc(),
        decisions.c.closes_at,
        decisions.c.id,
    )
    columns = (decisions.c.id, decisions.c.content, decisions.c.state, decisions.c.closes_at)
    rows = tx.all(select(*columns).select_from(joined).where(*where).order_by(*order))
    return [
        Told(
            id=DecisionId(row.id),
            title=row.content.get("title", ""),
            state=row.state,
            closes_at=row.closes_at,
        )
        for row in rows
    ]
