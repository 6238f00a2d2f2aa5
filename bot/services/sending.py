"""The last look before a letter leaves: does it still hold? And what its arrival, or refusal, means."""

from datetime import date, datetime

from bot.domain.evening import Evening, too_late
from bot.domain.identity import PersonId
from bot.messages.split import first_key
from bot.services import digest, file, welcome
from bot.services.current import linked
from bot.services.platform import Refused, Sent
from bot.services.prompt import REMINDER
from bot.services.verdict import Drop, Send, Verdict
from bot.services.writer import Writer, writers
from storage import digests, evenings, timers
from storage.outbox import OutboxRow
from storage.transaction import Tx

# Kinds whose letters ask for tonight's hand-off.
ASKING = ("prompt", "snooze", "reminder")
CARRYING = ("digest", "handover")

LATE = "late"


class Sending:
    """What the outbox worker asks before, and tells after. Holds nothing."""

    def may_send(self, tx: Tx, row: OutboxRow, *, now: datetime) -> Verdict:
        """Whether a letter still holds. An edit always does: it says how things stand."""
        if row.letter.replaces:
            return Send()
        if row.kind in ASKING:
            return _asks(tx, row, now)
        if row.kind in CARRYING:
            return _carries(tx, row, now)
        if row.kind == file.KIND:
            return file.may_send(tx, row)
        if row.kind == "changed":  # it mentions who was working as it was written
            return Drop(why=LATE) if too_late(row.put_at, now=now, grace=digest.LATE) else Send()
        return welcome.may_send(tx, row, now=now) if row.kind == welcome.WELCOME else Send()

    def settled(self, tx: Tx, row: OutboxRow, outcome: Sent | Refused, *, now: datetime) -> None:
        """Write to the ledger what became of it."""
        if row.letter.replaces:
            return
        match outcome, row.kind:
            case Refused(why=why), "prompt":
                _not_asked(tx, row, why)
            case Refused(why=why), "reminder":
                _not_reminded(tx, row, why)
            case Refused(why=why), kind if kind in CARRYING and first_key(row.key) == row.key:
                digest.freed(tx, row.key, again=why == LATE, now=now)
            case Sent(), kind if kind in CARRYING and first_key(row.key) == row.key:
                linked(tx, row.key, now=now)
            case Refused(), file.KIND:
                file.refused(tx, row, now=now)
            case _:
                pass


def _asks(tx: Tx, row: OutboxRow, now: datetime) -> Verdict:
    """Still unanswered, still a writer, and no more than two hours late."""
    person, day = _evening_of(row)
    evening = evenings.get(tx, person, day)
    if evening is None or not evening.open:
        return Drop(why="answered")
    writer = writers(tx, [person]).get(person)
    if writer is None:
        return Drop(why="not a member")
    if row.kind == "reminder" and evening.snoozed_until is not None:
        return Drop(why="snoozed")
    if too_late(_due_at(row, evening, writer), now=now, grace=writer.late):
        return Drop(why=LATE)
    return Send()


def _carries(tx: Tx, row: OutboxRow, now: datetime) -> Verdict:
    """A digest that is two hours late mentions people who may have left by now: its rows wait for the next.

    What goes on in its thread follows it, however late, and never comes alone.
    """
    first = first_key(row.key)
    if digests.get(tx, first) is None:
        return Drop(why="what it goes on from was never sent")
    late = first == row.key and too_late(row.put_at, now=now, grace=digest.LATE)
    return Drop(why=LATE) if late else Send()


def _not_asked(tx: Tx, row: OutboxRow, why: str) -> None:
    """The prompt never came: the evening is skipped, and says why."""
    person, day = _evening_of(row)
    evening = evenings.get(tx, person, day)
    if evening is not None and evening.open:
        reason = why if why in (LATE, "not a member") else "unreachable"
        evenings.change(tx, person, day, state="skipped", why=reason, asked_at=None)
        timers.drop(tx, REMINDER, f"{person}/{day}")


def _not_reminded(tx: Tx, row: OutboxRow, why: str) -> None:
    """The reminder never came: whoever is still quiet was not reminded, and the ledger says why."""
    person, day = _evening_of(row)
    evening = evenings.get(tx, person, day)
    if evening is not None:
        late = {"why": LATE} if why == LATE and evening.open else {}
        evenings.change(tx, person, day, reminded_at=None, **late)


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
