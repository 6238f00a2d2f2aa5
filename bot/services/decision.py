"""A decision once it is posted: the list of them, and who proposed it takes it back."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.identity import DecisionId, Place, UserRef
from bot.messages import decision_list
from bot.messages import decision_told as messages
from bot.messages import when as when_messages
from bot.messages.answer import Answer, Tell
from bot.services import decision_close, decision_letters
from bot.services.decision_view import view, views
from storage import decisions, people
from storage.transaction import Tx


def listed(tx: Tx, by: UserRef, *, within: Collection[Place]) -> Answer:
    """`/decide list`: the open ones and the last closed ones that they may read.

    within: private channels that they are in; of others nothing is told but what they decide.
    """
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    inside = {one.id for one in within}
    still = decisions.open_in(
        tx, person.tenant, reader=person.id, inside=inside, most=decision_list.MOST_SHOWN
    )
    over = decisions.closed_in(
        tx, person.tenant, reader=person.id, inside=inside, most=decision_list.MOST_SHOWN
    )
    found = [views(tx, some, person) for some in (still, over)]
    return Tell(document=decision_list.listed(*found, locale=person.locale))


def withdraw(tx: Tx, by: UserRef, number: DecisionId, *, now: datetime) -> Answer:
    """*Withdraw*, for whoever proposed it: everywhere it stands it says so. A second time changes nothing."""
    decision, person = decisions.claim(tx, number), people.by_ref(tx, by)
    if decision is None or person is None or decision.tenant != person.tenant:
        return Tell(document=messages.gone(locale=""))
    if decision.proposer != person.id:
        return Tell(document=messages.not_yours(view(tx, decision, person), locale=person.locale))
    if decision.open and decision.closes_at <= now:
        decision = decision_close.settle(tx, decision, now=now)
        decision_close.drop(tx, number)
    if not decision.open:
        return Tell(document=messages.closed_already(view(tx, decision, person), locale=person.locale))
    decisions.close(tx, number, "withdrawn", now=now)
    decision_close.drop(tx, number)
    decision_letters.keep_current(tx, number, now=now)
    return Tell(document=messages.withdrawn(locale=person.locale))
