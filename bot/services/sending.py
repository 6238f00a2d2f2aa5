"""The last look before a letter leaves: does it still hold? And what its arrival, or refusal, means."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.evening import Evening, too_late
from bot.domain.identity import PersonId, UserRef
from bot.messages import pressing as pressing_messages
from bot.messages.request import URGENT_POSTED
from bot.messages.split import first_key
from bot.services import (
    budget,
    decision_letters,
    digest,
    file,
    hours,
    note,
    nudge,
    pressing,
    publication_letters,
    question_letters,
    request_file,
    request_letters,
    welcome,
)
from bot.services.budget import BUDGET, LATE
from bot.services.current import linked
from bot.services.mention import named_plainly, pinged
from bot.services.platform import Refused, Sent
from bot.services.prompt import REMINDER
from bot.services.verdict import Drop, Send, Verdict
from bot.services.writer import Writer, writers
from storage import digests, evenings, people, steps, timers
from storage.outbox_row import OutboxRow
from storage.transaction import Tx

# Kinds whose letters ask for tonight's hand-off.
ASKING = ("prompt", "snooze", "reminder")
CARRYING = ("digest", "handover")

# What a colleague asks or answers, by its kind: whether it still holds.
ADDRESSED = {
    **dict.fromkeys(question_letters.KINDS, question_letters.may_send),
    **dict.fromkeys(request_letters.KINDS, request_letters.may_send),
    **dict.fromkeys(decision_letters.KINDS, decision_letters.may_send),
    **dict.fromkeys(publication_letters.KINDS, publication_letters.may_send),
}

# Files follow the message that they belong to.
FILES = {file.KIND: file.may_send, **dict.fromkeys(request_file.KINDS, request_file.may_send)}

# What is shown to whoever has just written: whether it is still about that.
SHOWN = {nudge.NUDGE: nudge.may_send, pressing_messages.KIND: pressing.may_send}

# What follows for those that could not be brought.
LOST = {
    file.KIND: file.refused,
    **dict.fromkeys(request_file.KINDS, request_file.refused),
    nudge.NUDGE: nudge.refused,
    pressing_messages.KIND: pressing.refused,
}

# Why a letter does not leave though it could: it waits elsewhere, or is needed no more.
NO_FAULT = (
    budget.HELD,
    BUDGET,
    LATE,
    request_letters.TAKEN_BACK,
    decision_letters.OVER,
    publication_letters.NEEDLESS,
)


class Sending:
    """What the outbox worker asks before, and tells after. Holds nothing."""

    def may_send(self, tx: Tx, row: OutboxRow, *, now: datetime) -> Verdict:
        """Whether a letter still holds, then whether it may reach whom it is for now.

        An edit always does: it says how things stand, and notifies nobody; nor does it mention a sleeper.
        """
        if row.letter.replaces:
            return _mentions_who_works(tx, row, now)
        verdict = _holds(tx, row, now)
        if not isinstance(verdict, Send):
            return verdict
        if isinstance(row.letter.to, UserRef):
            return budget.may_send(tx, row, now=now)
        return _mentions_who_works(tx, row, now)

    def settled(self, tx: Tx, row: OutboxRow, outcome: Sent | Refused, *, now: datetime) -> None:
        """Write to the ledger what became of it."""
        if row.letter.replaces:
            return
        match outcome:
            case Sent():
                budget.sent(tx, row, now=now)
                if _first_of_carrying(row):
                    linked(tx, row.key, now=now)
            case Refused(why=why):
                budget.refused(tx, row, why, now=now)
                _refused(tx, row, why, now)


def _holds(tx: Tx, row: OutboxRow, now: datetime) -> Verdict:
    """Whether it is still what it was put for."""
    if row.kind in ASKING:
        return _asks(tx, row, now)
    if row.kind in CARRYING:
        return _carries(tx, row, now)
    if (follows := FILES.get(row.kind)) is not None:
        return follows(tx, row)
    if (holds := ADDRESSED.get(row.kind)) is not None:
        return holds(tx, row.key) or Send()
    if row.kind == note.NOTE and note.sent(tx, first_key(row.key)) is None:
        return Drop(why=budget.HELD)
    if (still := SHOWN.get(row.kind)) is not None:
        return still(tx, row, now=now) or Send()
    if row.kind == "changed" and too_late(row.put_at, now=now, grace=digest.LATE):
        return Drop(why=LATE)
    return (welcome.may_send(tx, row) if row.kind == welcome.WELCOME else None) or Send()


def _mentions_who_works(tx: Tx, row: OutboxRow, now: datetime) -> Verdict:
    """Whoever has stopped working since it was written, or is not to be disturbed, is named instead.

    But for what is urgent, as it is posted: it is to reach them.
    """
    if row.kind == URGENT_POSTED and not row.letter.replaces:
        return Send()
    users = pinged(row.letter.document)
    there = [person for one in sorted(users, key=lambda user: user.id) if (person := people.by_ref(tx, one))]
    at_hand = hours.reachable_of(tx, there, now=now)
    gone = [one.user for one in there if one.id not in at_hand]
    if not gone:
        return Send()
    return Send(instead=replace(row.letter, document=named_plainly(row.letter.document, gone)))


def _refused(tx: Tx, row: OutboxRow, why: str, now: datetime) -> None:
    match row.kind:
        case "prompt":
            _not_asked(tx, row, why)
        case "reminder":
            _not_reminded(tx, row, why)
        case kind if (lost := LOST.get(kind)) is not None:
            lost(tx, row, now=now)
        case kind if kind in request_letters.KINDS and why not in NO_FAULT:
            request_letters.refused(tx, row.key, now=now)
        case kind if kind in decision_letters.KINDS and why not in NO_FAULT:
            decision_letters.refused(tx, row.key, now=now)
        case kind if kind in publication_letters.KINDS and why not in NO_FAULT:
            publication_letters.refused(tx, row.key, now=now)
        case question_letters.QUESTION | question_letters.ANSWER:
            steps.unshow(tx, row.key)
        case _ if _first_of_carrying(row):
            digest.freed(tx, row.key, again=why == LATE, now=now)
        case _:
            pass


def _first_of_carrying(row: OutboxRow) -> bool:
    return row.kind in CARRYING and first_key(row.key) == row.key


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
        reason = why if why in (LATE, BUDGET, "not a member") else "unreachable"
        evenings.change(tx, person, day, state="skipped", why=reason, asked_at=None)
        timers.drop(tx, REMINDER, f"{person}/{day}")


def _not_reminded(tx: Tx, row: OutboxRow, why: str) -> None:
    """The reminder never came: whoever is still quiet was not reminded, and the ledger says why."""
    person, day = _evening_of(row)
    evening = evenings.get(tx, person, day)
    if evening is not None:
        skipped = {"why": why} if why in (LATE, BUDGET) and evening.open else {}
        evenings.change(tx, person, day, reminded_at=None, **skipped)


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
