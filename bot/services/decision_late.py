"""A late objection: within a week of its adoption it opens a decision again, once."""

from datetime import datetime

from bot.domain.decision import Decision, Vote
from bot.domain.person import Person
from bot.domain.window import LEAST_OPEN, first_back, window
from bot.services import decision_close, decision_letters, hours
from bot.services.decision_window import MOST_OPEN
from storage import decisions, people
from storage.transaction import Tx


def reopen(tx: Tx, decision: Decision, person: Person, said: Vote, *, now: datetime) -> None:
    """Votes stand; the window is reckoned anew. Who is away by now and has not voted is left out.

    Who has left the workspace and has not voted was asked in vain: they decide no more. Where nobody is
    there, it waits for whoever is back first.
    """
    asked = people.many(tx, dict.fromkeys((*decision.deciders, *decision.left_out, person.id)))
    for one in asked.values():
        if not one.eligible and one.id not in decision.votes:
            decisions.let_go(tx, decision.id, one.id)
    there = [
        one for one in asked.values() if one.eligible and (one.id in decision.deciders or one.id == person.id)
    ]
    calendars = hours.promising(tx, there, now=now)
    found = window(calendars, now) or first_back(calendars, now, within=MOST_OPEN)
    away = found.away if found is not None else tuple(calendars)
    decisions.reopen(
        tx,
        decision.id,
        person.id,
        closes_at=found.closes_at if found is not None else now + LEAST_OPEN,
        fair_at=found.closes_at if found is not None else None,
        set_by=found.set_by if found is not None else None,
        left_out=[one for one in away if one not in decision.votes and one != person.id],
        now=now,
    )
    decisions.vote(tx, decision.id, person.id, said)
    again = decisions.get(tx, decision.id)
    assert again is not None, "it was opened a moment ago"
    decision_close.plan(tx, again)
    decision_letters.post_reopened(tx, again, now=now)
    decision_letters.keep_current(tx, again.id, now=now)
