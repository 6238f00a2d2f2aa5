"""Who decides a decision no more since it was posted, as they are away, and who does in their place."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, insert, select, update

from bot.domain.identity import DecisionId, PersonId
from storage.tables import deciders, decisions
from storage.transaction import Tx


def standing(tx: Tx, ids: Collection[PersonId]) -> list[tuple[DecisionId, PersonId]]:
    """The open decisions that each of these decides, or was to."""
    joined = deciders.join(decisions, decisions.c.id == deciders.c.decision_id)
    theirs = and_(decisions.c.state == "open", deciders.c.person_id.in_(list(ids)))
    asked = select(deciders.c.decision_id, deciders.c.person_id).select_from(joined).where(theirs)
    rows = tx.all(asked.order_by(deciders.c.decision_id, deciders.c.person_id))
    return [(DecisionId(row.decision_id), PersonId(row.person_id)) for row in rows]


def leave_out(tx: Tx, decision: DecisionId, some: Collection[PersonId]) -> None:
    """They went away after it was posted."""
    _set(tx, decision, some, left_out=True, went_away=True)


def come_back(tx: Tx, decision: DecisionId, some: Collection[PersonId]) -> None:
    """They are there after all."""
    _set(tx, decision, some, left_out=False, went_away=False)


def replace(
    tx: Tx, decision: DecisionId, person: PersonId, other: PersonId, *, closes_at: datetime, now: datetime
) -> None:
    """Somebody who does not decide it yet does so in their place, and it closes then."""
    one = {"decision_id": decision, "person_id": other, "left_out": False, "went_away": False}
    tx.run(insert(deciders).values({**one, "joined_at": now}))
    theirs = and_(deciders.c.decision_id == decision, deciders.c.person_id == person)
    tx.run(update(deciders).where(theirs).values(instead_id=other))
    tx.run(update(decisions).where(decisions.c.id == decision).values(closes_at=closes_at))


def _set(
    tx: Tx, decision: DecisionId, some: Collection[PersonId], *, left_out: bool, went_away: bool
) -> None:
    theirs = and_(deciders.c.decision_id == decision, deciders.c.person_id.in_(list(some)))
    tx.run(update(deciders).where(theirs).values(left_out=left_out, went_away=went_away, instead_id=None))
