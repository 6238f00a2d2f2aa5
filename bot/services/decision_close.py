"""A decision closes by itself, at its instant: the outcome is reckoned, kept and posted, once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.decision import Decision, outcome
from bot.domain.identity import DecisionId
from bot.services import decision_letters
from storage import decisions, timers
from storage.timers import Timer
from storage.transaction import Tx

CLOSE: Final = decision_letters.CLOSE


def plan(tx: Tx, decision: Decision) -> None:
    """Close it when its window ends."""
    timers.set(tx, CLOSE, f"{decision.id}", decision.closes_at)


def drop(tx: Tx, number: DecisionId) -> None:
    """It is closed already."""
    timers.drop(tx, CLOSE, f"{number}")


def due(tx: Tx, some: Sequence[Timer], *, now: datetime) -> None:
    """What came of each stands in its message and under it. However late: votes count until then."""
    for number in [DecisionId(int(timer.subject)) for timer in some]:
        decision = decisions.claim(tx, number)
        if decision is not None and decision.open:
            settle(tx, decision, now=now)


def settle(tx: Tx, decision: Decision, *, now: datetime) -> Decision:
    """Its instant has come: reckon, keep and tell what came of it."""
    decisions.close(tx, decision.id, outcome(decision), now=now)
    closed = decisions.get(tx, decision.id)
    assert closed is not None, "it was closed a moment ago"
    decision_letters.post_outcome(tx, closed, now=now)
    decision_letters.keep_current(tx, decision.id, now=now)
    return closed
