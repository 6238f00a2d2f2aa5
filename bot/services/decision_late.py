"""A late objection: within a week of its adoption it opens a decision again, once."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.decision import Decision, Vote
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.window import LEAST_OPEN, Window, first_back
from bot.domain.workday import Calendar
from bot.services import decision_close, decision_letters, hours
from bot.services.decision_window import MOST_OPEN, fair_window, of_regions
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
    found = fair_window(calendars, decision.regions, now) or first_back(calendars, now, within=MOST_OPEN)
    away = _away(decision, found, calendars)
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
    decisions.vote(tx, decision.id, person.id, decision.given(person.id, said))
    again = decisions.get(tx, decision.id)
    assert again is not None, "it was opened a moment ago"
    decision_close.plan(tx, again)
    decision_letters.post_reopened(tx, again, now=now)
    decision_letters.keep_current(tx, again.id, now=now)


def _away(
    decision: Decision, found: Window[PersonId] | None, calendars: Mapping[PersonId, Calendar]
) -> tuple[PersonId, ...]:
    """Who is not reckoned with. Of a region all are, where one of them is."""
    if found is None:
        return tuple(calendars)
    if not decision.regions:
        return found.away
    there = of_regions(found.there, decision.regions)
    return tuple(one for one in calendars if one not in there)
