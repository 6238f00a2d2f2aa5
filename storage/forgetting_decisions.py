"""Somebody's words out of the decisions that they proposed and objected to; what was decided stays."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from bot.domain.identity import DecisionId, PersonId
from bot.messages.decision import POSTED
from storage import decision_words
from storage.tables import deciders, decision_edits, decisions, reset_votes, votes
from storage.transaction import Tx


def open_decisions(tx: Tx, person: PersonId) -> list[DecisionId]:
    """Their own proposals that are still open: nobody stands behind them any more."""
    theirs = and_(decisions.c.proposer_id == person, decisions.c.state == "open")
    rows = tx.all(select(decisions.c.id).where(theirs).order_by(decisions.c.id))
    return [DecisionId(row.id) for row in rows]


def clear(tx: Tx, person: PersonId, *, instead: str) -> None:
    """What they proposed and objected keeps its place, without the words; nobody waits for their vote."""
    nothing = {"title": instead, "problem": instead, "proposal": instead}
    tx.run(update(decisions).where(decisions.c.proposer_id == person).values(content=nothing))
    objected = and_(votes.c.person_id == person, votes.c.reason.is_not(None))
    tx.run(update(votes).where(objected).values(reason=instead))
    once = and_(reset_votes.c.person_id == person, reset_votes.c.reason.is_not(None))
    tx.run(update(reset_votes).where(once).values(reason=instead))
    decision_words.keep(tx, _theirs(tx, person))
    still = select(decisions.c.id).where(decisions.c.state == "open")
    said = select(votes.c.decision_id).where(votes.c.person_id == person)
    waited = and_(deciders.c.decision_id.in_(still), deciders.c.decision_id.not_in(said))
    tx.run(delete(deciders).where(deciders.c.person_id == person, waited))


def _theirs(tx: Tx, person: PersonId) -> list[DecisionId]:
    voted = select(votes.c.decision_id).where(votes.c.person_id == person)
    theirs = or_(decisions.c.proposer_id == person, decisions.c.id.in_(voted))
    return [DecisionId(row.id) for row in tx.all(select(decisions.c.id).where(theirs))]


def said(tx: Tx, person: PersonId) -> Iterator[Any]:
    """All that they wrote: what they proposed, and why they objected."""
    proposed = select(decisions.c.content).where(decisions.c.proposer_id == person)
    yield from (row.content for row in tx.all(proposed))
    for table in (votes, reset_votes):
        reasons = select(table.c.reason).where(table.c.person_id == person)
        yield from (row.reason for row in tx.all(reasons) if row.reason)


def keys(tx: Tx, person: PersonId) -> set[str]:
    """Of the message of each decision that they proposed or decide."""
    decide = select(deciders.c.decision_id).where(
        or_(deciders.c.person_id == person, deciders.c.instead_id == person)
    )
    voted = select(votes.c.decision_id).where(votes.c.person_id == person)
    once = select(decision_edits.c.decision_id).join(reset_votes).where(reset_votes.c.person_id == person)
    set_it = or_(decisions.c.set_by_id == person, decisions.c.reopened_by_id == person)
    mine = or_(
        decisions.c.proposer_id == person,
        *(decisions.c.id.in_(some) for some in (decide, voted, once)),
        set_it,
    )
    return {f"{POSTED}/{row.id}" for row in tx.all(select(decisions.c.id).where(mine))}
