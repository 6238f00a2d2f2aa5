"""What is told of those who went away after a decision was posted: in its thread, and to who proposed it."""

from datetime import datetime

from bot.domain.decision import Decision
from bot.domain.identity import PersonId
from bot.messages import decision_away as messages
from bot.messages.decision import POSTED
from bot.messages.decision_away import AWAY, INSTEAD
from bot.messages.letter import Letter
from bot.services.decision_view import view
from bot.services.posting import keep_current as keep_letter_current
from bot.services.posting import letter_to, post, tenant_of
from storage import lasting, people
from storage.transaction import Tx


def tell(tx: Tx, decision: Decision, person: PersonId, *, now: datetime) -> None:
    """Openly; and, where people were picked, to who proposed it, who can choose somebody else."""
    post(tx, _open(tx, decision, person), tenant=decision.tenant, now=now)
    if not decision.label and person != decision.proposer:
        post(tx, _asks(tx, decision, person), tenant=decision.tenant, now=now)


def keep_current(tx: Tx, decision: Decision, *, now: datetime) -> None:
    """Whatever was told of anyone is said again as things are."""
    for one in sorted(lasting.about(tx, decision, AWAY)):
        for letter in (_open(tx, decision, one), _asks(tx, decision, one)):
            parts = lasting.parts(tx, letter.key)
            if parts:
                keep_letter_current(tx, letter, parts=parts, tenant=decision.tenant, now=now)


def _open(tx: Tx, decision: Decision, person: PersonId) -> Letter:
    return Letter(
        key=f"{AWAY}/{decision.id}/{person}",
        tenant=tenant_of(decision.place),
        to=decision.place,
        document=messages.told(view(tx, decision, None), person, locale=""),
        under=f"{POSTED}/{decision.id}",
    )


def _asks(tx: Tx, decision: Decision, person: PersonId) -> Letter:
    proposer = people.many(tx, [decision.proposer])[decision.proposer]
    document = messages.asks(view(tx, decision, proposer), person, locale=proposer.locale)
    return letter_to(proposer, document, key=f"{INSTEAD}/{decision.id}/{person}")
