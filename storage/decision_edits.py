"""Edits of decisions: when, which parts, and the votes given before, which this reset."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.domain.decision import Edit, Part, Vote
from bot.domain.identity import DecisionId, PersonId
from storage import decision_words
from storage.tables import decision_edits, reset_votes, votes
from storage.transaction import Tx


def add(tx: Tx, one: DecisionId, changed: Sequence[Part], *, fresh: bool, now: datetime) -> None:
    """It was edited. fresh: the window began anew, and the votes given before count no more."""
    row = {"decision_id": one, "edited_at": now, "changed": list(changed), "fresh": fresh}
    edit = int(tx.value(insert(decision_edits).values(row).returning(decision_edits.c.id)))
    if not fresh:
        return
    said = tx.all(select(votes).where(votes.c.decision_id == one))
    names = ("person_id", "choice", "reason", "at")
    rows = [{"decision_edit_id": edit, **{name: row._mapping[name] for name in names}} for row in said]
    if rows:
        tx.run(insert(reset_votes), rows)
        tx.run(delete(votes).where(votes.c.decision_id == one))
        decision_words.keep(tx, [one])


def of(tx: Tx, ids: Collection[int]) -> dict[int, tuple[Edit, ...]]:
    """The edits of each, in their order."""
    if not ids:
        return {}
    asked = select(decision_edits).where(decision_edits.c.decision_id.in_(ids))
    rows = tx.all(asked.order_by(decision_edits.c.id))
    reset = _reset(tx, [row.id for row in rows])
    found: dict[int, tuple[Edit, ...]] = {}
    for row in rows:
        edit = Edit(
            at=row.edited_at, changed=tuple(row.changed), fresh=row.fresh, reset=reset.get(row.id, {})
        )
        found[row.decision_id] = (*found.get(row.decision_id, ()), edit)
    return found


def forget(tx: Tx, ids: Collection[int]) -> None:
    """These decisions are kept no more."""
    theirs = select(decision_edits.c.id).where(decision_edits.c.decision_id.in_(ids))
    tx.run(delete(reset_votes).where(reset_votes.c.decision_edit_id.in_(theirs)))
    tx.run(delete(decision_edits).where(decision_edits.c.decision_id.in_(ids)))


def _reset(tx: Tx, edits: Sequence[int]) -> dict[int, dict[PersonId, Vote]]:
    found: dict[int, dict[PersonId, Vote]] = {}
    where = reset_votes.c.decision_edit_id.in_(edits)
    order = (reset_votes.c.at, reset_votes.c.person_id)
    for row in tx.all(select(reset_votes).where(where).order_by(*order)) if edits else ():
        said = Vote(choice=row.choice, reason=row.reason or "", at=row.at)
        found.setdefault(row.decision_edit_id, {})[PersonId(row.person_id)] = said
    return found
