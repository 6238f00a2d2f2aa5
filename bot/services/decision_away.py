"""Who decides goes away after it was posted, or comes back: openly left out, and openly back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.decision import Decision
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.window import goes_away
from bot.messages.decision import WAITS
from bot.services import decision_away_letters, decision_letters, hours
from storage import decision_away, decisions, notes, people
from storage.notes import Item
from storage.transaction import Tx


def look(tx: Tx, ids: Sequence[PersonId], *, now: datetime) -> None:
    """These have other days off, or hours, than before: who decides what is open, and has not voted."""
    standing = decision_away.standing(tx, ids)
    known = people.many(tx, {person for _, person in standing})
    for number, person in standing:
        decision = decisions.claim(tx, number)
        if decision is not None and decision.open and decision.closes_at > now:
            _look(tx, decision, known[person], now=now)


def _look(tx: Tx, decision: Decision, person: Person, *, now: datetime) -> None:
    peers = _peers(decision, person.id)
    waited_for = person.id in decision.deciders and not any(one in decision.votes for one in peers)
    if waited_for and not _there(tx, decision, peers, now=now):
        decision_away.leave_out(tx, decision.id, peers)
        _follow(tx, decision, peers, person, now=now)
    gone = person.id in decision.away and decision.replaced(person.id) is None
    if gone and _there(tx, decision, peers, now=now):
        decision_away.come_back(tx, decision.id, peers)
        _follow(tx, decision, peers, person, now=now)


def _peers(decision: Decision, person: PersonId) -> list[PersonId]:
    """Themselves; all of their region, where one of each decides."""
    region = decision.regions.get(person)
    if region is None:
        return [person]
    return [one for one, name in decision.regions.items() if name == region]


def _there(tx: Tx, decision: Decision, some: Collection[PersonId], *, now: datetime) -> bool:
    """Whether one of them is."""
    known = [one for one in people.many(tx, some).values() if one.eligible]
    calendars = hours.promising(tx, known, now=now)
    return any(
        not goes_away(one, decision.asked_since(who), decision.closes_at) for who, one in calendars.items()
    )


def _follow(tx: Tx, before: Decision, some: Collection[PersonId], person: Person, *, now: datetime) -> None:
    """Everywhere it stands it says so; who decides again is asked again, and who does not is not."""
    decision = decisions.get(tx, before.id)
    assert decision is not None, "it was there a moment ago"
    decision_letters.keep_current(tx, decision.id, now=now)
    if person.id in decision.deciders:
        decision_letters.ask(tx, decision, [one for one in some if decision.waits_for(one)], now=now)
        return
    for one in some:
        notes.let_go(tx, one, [Item(kind=WAITS, subject=f"{decision.id}")])
    decision_away_letters.tell(tx, decision, _first(decision, some), now=now)


def _first(decision: Decision, some: Collection[PersonId]) -> PersonId:
    """Of a region it is told once."""
    return min(one for one in some if one in decision.left_out)
