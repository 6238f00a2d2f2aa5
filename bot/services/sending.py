"""The last look before a letter leaves: does it still hold? And what its arrival, or refusal, means."""

from datetime import date, datetime

from bot.domain.evening import Evening, too_late
from bot.domain.identity import PersonId
from bot.services import digest
from bot.services.evening import REMINDER, Writer, writers
from bot.services.platform import Refused, Sent
from bot.services.verdict import Drop, Send, Verdict
from storage import evenings, timers
from storage.outbox import OutboxRow
from storage.transaction import Tx

# Kinds whose letters ask for tonight's hand-off.
ASKING = ("prompt", "snooze", "reminder")
CARRYING = ("digest", "handover")


class Sending:
    """What the outbox worker asks before, and tells after. Holds nothing."""

    def may_send(self, tx: Tx, row: OutboxRow, *, now: datetime) -> Verdict:
        """Whether a letter still holds. An edit always does: it says how things stand."""
        if row.letter.replaces or row.kind not in ASKING:
            return Send()
        person, day = _evening_of(row)
        evening = evenings.get(tx, person, day)
        writer = writers(tx, [person]).get(person)
        if evening is None or not evening.open:
            return Drop(why="answered")
        if writer is None:
            return Drop(why="not a member")
        if too_late(_due_at(row, evening, writer), now=now, grace=writer.late):
            return Drop(why="late")
        return Send()

    def settled(self, tx: Tx, row: OutboxRow, outcome: Sent | Refused, *, now: datetime) -> None:
        """Write to the ledger what became of it."""
        if row.letter.replaces:
            return
        match outcome, row.kind:
            case Refused(why=why), "prompt":
                _not_asked(tx, row, why)
            case Refused(), kind if kind in CARRYING and "#" not in row.key:
                digest.freed(tx, row.key)
            case Sent(), kind if kind in CARRYING and "#" not in row.key:
                digest.linked(tx, row.key, now=now)
            case _:
                pass


def _not_asked(tx: Tx, row: OutboxRow, why: str) -> None:
    """The prompt never came: the evening is skipped, and says why."""
    person, day = _evening_of(row)
    evening = evenings.get(tx, person, day)
    if evening is not None and evening.open:
        reason = why if why in ("late", "not a member") else "unreachable"
        evenings.change(tx, person, day, state="skipped", why=reason, asked_at=None)
        timers.drop(tx, REMINDER, f"{person}/{day}")


def _due_at(row: OutboxRow, evening: Evening, writer: Writer) -> datetime:
    match row.kind:
        case "prompt":
            return evening.due_at
        case "snooze":
            return evening.snoozed_until or evening.due_at
        case _:
            return evening.shift_ends_at + writer.reminder


def _evening_of(row: OutboxRow) -> tuple[PersonId, date]:
    _, person, day, *_ = row.key.split("/")
    return PersonId(int(person)), date.fromisoformat(day)
