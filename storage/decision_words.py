"""What a decision is found by: all that was written in it, folded; made anew whenever any of it changes."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, true

from bot.domain.folding import folded
from bot.domain.identity import DecisionId, TenantId
from storage.tables import decision_words, decisions, votes
from storage.transaction import Tx

# Of the written fields, those that are looked in.
_FIELDS = ("title", "problem", "proposal", "alternatives", "sooner")

# What each state is called to its readers, word by word.
_STATES = {
    "open": {"open"},
    "adopted": {"adopted"},
    "objected": {"not", "adopted", "objected"},
    "unsettled": {"not", "adopted", "unsettled"},
    "withdrawn": {"withdrawn"},
}


def keep(tx: Tx, ids: Collection[DecisionId]) -> None:
    """Write anew what these are found by: their fields as they are now, and why some object."""
    content = tx.all(select(decisions.c.id, decisions.c.content).where(decisions.c.id.in_(list(ids))))
    found = {row.id: [row.content.get(name, "") for name in _FIELDS] for row in content}
    theirs = and_(votes.c.decision_id.in_(list(found)), votes.c.reason.is_not(None))
    for row in tx.all(select(votes.c.decision_id, votes.c.reason).where(theirs)) if found else ():
        found[row.decision_id].append(row.reason)
    forget(tx, list(found))
    rows = [{"decision_id": one, "words": folded("\n".join(texts))} for one, texts in found.items()]
    if rows:
        tx.run(insert(decision_words), rows)


def keep_with(tx: Tx, tenant: TenantId, word: str) -> None:
    """The same of those of a workspace that are found by that."""
    theirs = and_(decisions.c.tenant_id == tenant, _in(folded(word)))
    joined = decisions.join(decision_words, decision_words.c.decision_id == decisions.c.id)
    keep(tx, [DecisionId(row.id) for row in tx.all(select(decisions.c.id).select_from(joined).where(theirs))])


def forget(tx: Tx, ids: Sequence[int]) -> None:
    """They are found by nothing any more."""
    tx.run(delete(decision_words).where(decision_words.c.decision_id.in_(ids)))


def found_by(words: Collection[str]) -> ColumnElement[bool]:
    """Those in which each of these stands, or says what came of it; folded, as `words_of` has them."""
    return and_(true(), *(or_(_in(one), decisions.c.state.in_(_called(one))) for one in words))


def _called(word: str) -> list[str]:
    return [state for state, names in _STATES.items() if word in names]


def _in(word: str) -> ColumnElement[bool]:
    return decision_words.c.words.contains(word, autoescape=True)
