"""Recording what became of rows, several in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.job import Again, Done, Fate
from bot.delivery.take import Judge
from bot.services.platform import Refused, Sent
from storage import outbox, posts
from storage.outbox_row import OutboxRow
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """One row and what becomes of it."""

    row: OutboxRow
    fate: Fate


def settle(tx: Tx, settlements: Sequence[Settlement], judge: Judge | None, *, now: datetime) -> None:
    """Write down each. Without a judge the delivery alone is recorded and nothing follows from it."""
    for one in settlements:
        row = one.row
        match one.fate:
            case Again(at=at, why=why, uncertain=uncertain, counts=counts, tried=tried):
                outbox.postpone(tx, row, until=at, why=why, uncertain=uncertain, counts=counts, tried=tried)
            case Done() if not outbox.is_there(tx, row):
                pass  # whom it was for was forgotten meanwhile
            case Done(outcome=outcome):
                _done(tx, row, outcome, now)
                if judge:
                    judge.settled(tx, row, outcome, now=now)


def give_back(tx: Tx, rows: Sequence[OutboxRow]) -> None:
    """Untried, as they were."""
    for row in rows:
        outbox.release(tx, row)


def _done(tx: Tx, row: OutboxRow, outcome: Sent | Refused, now: datetime) -> None:
    match outcome:
        case Sent(message=message):
            outbox.settle(tx, row, "sent", now=now)
            if not row.letter.replaces:  # an edit is no message of its own
                posts.add(tx, row.key, row.tenant, message)
        case Refused(why=why):
            outbox.settle(tx, row, "dead", why=why, now=now)
