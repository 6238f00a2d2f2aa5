"""The decisions that digests tell of: which ones in each, and how those stand now."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, insert, or_, select

from bot.domain.decision import State
from bot.domain.identity import DecisionId, PersonId, Place
from storage.tables import deciders, decisions, digest_decisions, places, tenants
from storage.transaction import Tx

_COLUMNS = (
    *(decisions.c[name] for name in ("id", "content", "state", "closes_at", "proposer_id", "label")),
    exists()
    .where(deciders.c.decision_id == decisions.c.id, deciders.c.region.is_not(None))
    .correlate(decisions)
    .label("regional"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision as a digest has it, in a line, nobody by name. deciders: of an open one that people decide.

    label: the team that decides, or "". regional: one of each of its regions does.
    """

    id: DecisionId
    title: str
    state: State
    closes_at: datetime
    proposer: PersonId
    deciders: tuple[PersonId, ...] = ()
    label: str = ""
    regional: bool = False


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
    rows = tx.all(select(*_COLUMNS).select_from(joined).where(*where).order_by(*order))
    asked = _deciding(tx, [row.id for row in rows if row.state == "open" and not row.label])
    return [
        Told(
            id=DecisionId(row.id),
            title=row.content.get("title", ""),
            state=row.state,
            closes_at=row.closes_at,
            proposer=PersonId(row.proposer_id),
            deciders=tuple(asked[row.id]),
            label=row.label or "",
            regional=bool(row.label and row.regional),
        )
        for row in rows
    ]


def _deciding(tx: Tx, some: Collection[int]) -> defaultdict[int, list[PersonId]]:
    """Who decides each."""
    found: defaultdict[int, list[PersonId]] = defaultdict(list)
    where = (deciders.c.decision_id.in_(some), deciders.c.left_out.is_(False))
    columns = (deciders.c.decision_id, deciders.c.person_id)
    for row in tx.all(select(*columns).where(*where).order_by(deciders.c.person_id)) if some else ():
        found[row.decision_id].append(PersonId(row.person_id))
    return found
