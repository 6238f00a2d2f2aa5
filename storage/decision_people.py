"""Who decides a decision, or was to, and what each said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select

from bot.domain.decision import Decision, NewDecision, Vote
from bot.domain.identity import DecisionId, PersonId
from storage.tables import deciders, votes
from storage.transaction import Tx


def keep(tx: Tx, decision: DecisionId, one: NewDecision | Decision) -> None:
    """Who decides it, and who is left out."""
    out = {**dict.fromkeys(one.left_out, True), **dict.fromkeys(one.deciders, False)}
    gone, joined = (one.away, one.joined) if isinstance(one, Decision) else ({}, {})
    rows = [
        {
            "decision_id": decision,
            "person_id": who,
            "left_out": away,
            "region": one.regions.get(who),
            "went_away": who in gone,
            "instead_id": gone.get(who),
            "joined_at": joined.get(who),
        }
        for who, away in out.items()
    ]
    if rows:
        tx.run(insert(deciders), rows)


def deciding(tx: Tx, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """Who decides each, or was to."""
    found: dict[int, list[Row[Any]]] = {}
    where = deciders.c.decision_id.in_(ids)
    for row in tx.all(select(deciders).where(where).order_by(deciders.c.person_id)) if ids else ():
        found.setdefault(row.decision_id, []).append(row)
    return found


def said(tx: Tx, ids: Sequence[int]) -> dict[int, dict[PersonId, Vote]]:
    """What each of those who voted said last, in the order in which they did."""
    found: dict[int, dict[PersonId, Vote]] = {}
    order = (votes.c.at, votes.c.person_id)
    for row in tx.all(select(votes).where(votes.c.decision_id.in_(ids)).order_by(*order)) if ids else ():
        said = Vote(choice=row.choice, reason=row.reason or "", at=row.at, region=row.region or "")
        found.setdefault(row.decision_id, {})[PersonId(row.person_id)] = said
    return found
