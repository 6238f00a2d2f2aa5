"""What may reach one person privately, and when: in their hours, and no more than three unasked-for a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.evening import too_late
from bot.domain.identity import UserRef
from bot.domain.person import Person
from bot.domain.workday import Calendar
from bot.domain.zone import local_day
from bot.messages.document import linked_keys
from bot.messages.split import first_key
from bot.services import hours, note, prompt, welcome
from bot.services.verdict import Drop, Hold, Send, Verdict
from storage import focus, installations, people, pings, steps, timers, unsent
from storage.outbox_row import OutboxRow
from storage.transaction import Tx

# Why a letter never left.
HELD = "held for the morning note"
BUDGET = "budget"
LATE = "late"

A_MINUTE = timedelta(minutes=1)
A_MOMENT = timedelta(seconds=2)

# Unasked-for private messages a day: two of them are the evening's, and what else there is takes one.
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a kind of letter stands to quiet hours and to the budget.

    anytime: it may come outside working hours. counted: it is one of the three. evening: it is the evening's
    own and takes no room from others. waits: when it may not come, it waits in the morning note; for who is
    in no team and has none, by itself.
    """

    anytime: bool = False
    counted: bool = True
    evening: bool = False
    waits: bool = False


# What the person has just done is answered; a snooze they asked for; a colleague has addressed them.
_ANSWER = Rule(anytime=True, counted=False)
_EVENING = Rule(anytime=True, evening=True)
_ADDRESSED = Rule(counted=False, waits=True)
# What a colleague marked urgent, with a reason: at any time.
_URGENT = Rule(anytime=True, counted=False)
# As the addressed, where they may be in no team, and so have no note: it waits by itself for when they work.
_COLLEAGUE = Rule(counted=False)

RULES: Mapping[str, Rule] = {
    "prompt": _EVENING,
    "reminder": _EVENING,
    "snooze": _ANSWER,
    "receipt": _ANSWER,
    "card": _ANSWER,
    "offer": _ANSWER,
    "question": _ADDRESSED,
    "answer": _ADDRESSED,
    "ask": _ADDRESSED,
    "ask_reply": _ADDRESSED,
    "ask_receipt": _ANSWER,
    "ask_urgent": _URGENT,
    "ask_urgent_file": _URGENT,
    "ask_reply_urgent": _ANSWER,
    "ask_unreached": _COLLEAGUE,
    "ask_unreached_urgent": _ANSWER,
    "ask_file": _COLLEAGUE,
    "decide": _COLLEAGUE,
    "decision_instead": _COLLEAGUE,
    "decision_unposted": _COLLEAGUE,
    "consent": _COLLEAGUE,
    "consent_receipt": _ANSWER,
    "consent_ready": _COLLEAGUE,
    "consent_unreached": _COLLEAGUE,
    "consent_unposted": _COLLEAGUE,
    "context": _COLLEAGUE,
    "context_added": _COLLEAGUE,
    note.NOTE: Rule(),
    welcome.WELCOME: Rule(),
}

# What nobody has thought of comes in working hours, and is counted.
UNKNOWN = Rule()


def may_send(tx: Tx, row: OutboxRow, *, now: datetime) -> Verdict:
    """Whether a private letter may leave now, be held, or never; what goes on from another follows it."""
    person = _person(tx, row)
    if person is None:
        return Send()
    if first_key(row.key) != row.key:
        return _goes_on(tx, row, person, now)
    rule = RULES.get(row.kind, UNKNOWN)
    # Prompts leave by the thousand: nobody's hours are looked up for what may come at any time.
    if not rule.anytime and (verdict := _not_now(tx, row, person, now)) is not None:
        return verdict
    if row.kind == note.NOTE and too_late(_held_until(row), now=now, grace=note.LATE):
        return Drop(why=LATE)
    if row.kind == note.NOTE and now - row.put_at < A_MINUTE and _links_on_their_way(tx, row):
        return Hold(until=now + A_MOMENT)
    had = pings.of_day(tx, person.id, local_day(person.zone, now)) if rule.counted else []
    had = [one for one in had if one != row.key]
    if has_room(rule, had) and not _gives_way(tx, row, person, had, now=now):
        return Send()
    return _over(row, rule, hours.calendar(tx, person), now)


def has_room(rule: Rule, had: Sequence[str]) -> bool:
    """Whether one more of this kind fits into a day on which these came, by key.

    The evening always keeps room for its prompt and its reminder.
    """
    if not rule.counted:
        return True
    evening = [one for one in had if RULES.get(one.partition("/")[0], UNKNOWN).evening]
    return len(had) < MOST and (rule.evening or len(had) == len(evening))


def sent(tx: Tx, row: OutboxRow, *, now: datetime) -> None:
    """It has come: an unasked-for one is counted."""
    person = _person(tx, row) if RULES.get(row.kind, UNKNOWN).counted else None
    if person is not None and first_key(row.key) == row.key:
        pings.note(tx, person.id, local_day(person.zone, now), row.key, now=now)


def refused(tx: Tx, row: OutboxRow, why: str, *, now: datetime) -> None:
    """It did not leave: what may not come now is told in the next morning note, and what a note told as well,
    for whatever reason it never came."""
    if first_key(row.key) != row.key:
        return
    if row.kind == note.NOTE:
        if not installations.is_gone(tx, row.tenant):  # there nobody is told any more
            note.freed(tx, row.key, now=now)
    elif why not in (HELD, LATE, BUDGET):
        return
    elif RULES.get(row.kind, UNKNOWN).waits and (person := _person(tx, row)) is not None:
        steps.unshow(tx, row.key)
        note.wait(tx, [person.id], row.kind, row.key.split("/")[1], now=now)


def _goes_on(tx: Tx, row: OutboxRow, person: Person, now: datetime) -> Verdict:
    """What goes on from a note comes with it; what the note has grown by since, in their hours."""
    if row.kind != note.NOTE:
        return Send()
    kept = note.sent(tx, first_key(row.key))
    if kept is None:
        return Drop(why=HELD)
    at = now if row.put_at <= kept.composed_at else hours.calendar(tx, person).next_working_instant(now)
    if at is None:
        return Drop(why=HELD)
    return Send() if at <= now else Hold(until=at)


def _not_now(tx: Tx, row: OutboxRow, person: Person, now: datetime) -> Verdict | None:
    """They do not work now, or want to hear nothing: then a note waits for that to end in the same day.

    A focus holds everything until it ends; if they have stopped by then, that is quiet hours' concern.
    """
    rule, calendar = RULES.get(row.kind, UNKNOWN), hours.calendar(tx, person)
    waits = row.kind == note.NOTE or (rule.waits and bool(hours.calendars(tx, [person.id])))
    if not calendar.working_at(now):
        return _quiet(calendar, now, waits=waits)
    at = hours.undisturbed_from(tx, person, calendar, now=now)
    if at is None:
        busy = focus.get(tx, person.id, now=now)
        return Hold(until=busy.ends_at) if busy is not None else None
    if row.kind == note.NOTE and calendar.working_at(at):
        return Hold(until=at)
    return Drop(why=HELD) if waits else Hold(until=at)


def _held_until(row: OutboxRow) -> datetime:
    """Since when a note could have come: what was only held, and never tried, is not late for that."""
    return row.put_at if row.attempts else max(row.put_at, row.not_before)


def _quiet(calendar: Calendar, now: datetime, *, waits: bool) -> Verdict:
    """They do not work now: it waits for the note, or by itself for when they do."""
    at = calendar.next_working_instant(now)
    if waits or at is None:
        return Drop(why=HELD)
    return Hold(until=at)


def _over(row: OutboxRow, rule: Rule, calendar: Calendar, now: datetime) -> Verdict:
    """They have had enough today: the evening's own lapses, the rest waits for their next day."""
    tomorrow = calendar.next_shift(now)
    if rule.evening or row.kind == note.NOTE or tomorrow is None:
        return Drop(why=BUDGET)
    return Hold(until=tomorrow.starts_at)


def _gives_way(tx: Tx, row: OutboxRow, person: Person, had: Sequence[str], *, now: datetime) -> bool:
    """The last that still comes today is the prompt of a further day, if one does, and no reminder.

    Who flies over the date line has the evenings of two working days on one date.
    """
    if row.kind != "reminder" or len(had) < MOST - 1:
        return False
    following = timers.get(tx, prompt.PROMPT, str(person.id))
    return following is not None and local_day(person.zone, following.due_at) == local_day(person.zone, now)


def _links_on_their_way(tx: Tx, row: OutboxRow) -> bool:
    """What it links is being posted just now: a moment later the link leads there."""
    keys = linked_keys(row.letter.document)
    return bool(keys) and unsent.any_waiting(tx, keys)


def _person(tx: Tx, row: OutboxRow) -> Person | None:
    return people.by_ref(tx, row.letter.to) if isinstance(row.letter.to, UserRef) else None
