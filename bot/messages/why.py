"""`/sunrelay why`: what was due on a day, what was sent, and why something was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.evening import Evening
from bot.domain.text import shorten
from bot.messages.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Spans,
    When,
    bold,
    notice,
    plain_text,
    say,
    words,
)

KIND = "notice"
DAYS_BACK = 14

# Why there was no prompt, in words; of a holiday its name is said.
REASONS = {
    "late": "I could not reach you in time: a prompt more than two hours late is left out, not sent after",
    "away": "away that day",
    "company day": "a company day",
    "left": "no longer in the team by then",
    "not welcomed": "the welcome had not come yet, and it comes before the first prompt",
    "unreachable": "the message could not be delivered",
    "not a member": "no longer in the team as it was to leave",
    "budget": "three messages had been sent that day already",
    "hours changed": "hours or zone changed, and that day's end was past by the new ones",
}
ANSWERS = {"handoff": "with a hand-off", "nothing": "with “Nothing to hand over”"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One day of somebody. `evening`: its row, if there is one.

    hours: their week, in words. due_at: when they will be asked, of a day that is to come or has no row yet.
    off: why that day is not worked though their week does. sent_at: when the prompt left; None: it waits, or
    nothing is known of it any more. note_at: of that morning's note.
    urgent: when urgent requests came outside the reader's hours; of somebody else's day nobody is told.
    """

    day: date
    evening: Evening | None
    hours: str
    works: bool
    due_at: datetime | None = None
    off: str | None = None
    sent_at: datetime | None = None
    reminder_at: datetime | None = None
    note_at: datetime | None = None
    future: bool = False
    urgent: tuple[datetime, ...] = ()


def one_day(one: Told, *, name: str, zone: str, locale: str) -> Document:
    """All of one day. name: "" of the reader's own. zone: that of whom it is about."""
    title = f"{_day(one.day)}{f', {shorten(name, 60)}' if name else ''}"
    rows = [*_rows(one, zone), *([] if one.future else [_note(one, zone)]), *_urgent(one, zone)]
    return Document(
        blocks=(Heading(text=title), Bullets(items=tuple(rows))),
        summary=f"{title}: {plain_text(rows[0])}",
        kind=KIND,
    )


def two_weeks(some: Sequence[Told], *, name: str, zone: str, locale: str) -> Document:
    """A line for each working day, the newest first."""
    title = f"The last {DAYS_BACK} days{f', {shorten(name, 60)}' if name else ''}"
    lines = [words(bold(f"{_day(one.day)}: "), *_short(one, zone)) for one in some]
    listed: Block = Bullets(items=tuple(lines)) if lines else say("No evening yet.")
    return Document(blocks=(Heading(text=title), listed), summary=title, kind=KIND)


def too_far(*, day: date, locale: str) -> Document:
    """An older day than is told."""
    return notice(f"{_day(day)} is too far back: I tell the last {DAYS_BACK} days. Try /sunrelay why week.")


def no_day(*, typed: str, locale: str) -> Document:
    """No day could be read from it."""
    return notice(
        f"I could not read a day in “{shorten(typed, 60)}”. Write it as /sunrelay why yesterday, "
        "why mon, why 22 nov, or why week; somebody else's as why @name mon."
    )


def writes_for_nobody(*, name: str, locale: str) -> Document:
    """Whoever is asked about is asked for no hand-off."""
    if name:
        return notice(
            f"{shorten(name, 60)} writes hand-offs for no team of yours, so there is nothing to tell."
        )
    return notice(
        "You write hand-offs for no team, so I do not ask you in the evening. "
        "/sunrelay join, in a team's channel, changes that."
    )


def _reason(why: str | None) -> str:
    """Why an evening was skipped, as it is told to people."""
    if why and why.startswith("holiday: "):
        return f"a holiday, {shorten(why.removeprefix('holiday: '), 80)}"
    return REASONS.get(why or "", why or "no reason is known")


def _rows(one: Told, zone: str) -> list[Spans]:
    evening = one.evening
    if evening is None:
        return [_without(one, zone)]
    rows = [words(bold("Due: "), When(at=evening.due_at, zone=zone, style="day_time"), _ends(evening, zone))]
    if evening.state == "skipped" and evening.asked_at is None:
        return [*rows, words(bold("Not asked: "), f"{_reason(evening.why)}.")]
    rows.append(_asked(one, evening, zone))
    if evening.snoozed_until is not None:
        rows.append(words(bold("Snoozed: "), "until ", When(at=evening.snoozed_until, zone=zone)))
    reminded = one.reminder_at or evening.reminded_at
    if reminded is not None:
        rows.append(words(bold("Reminder: "), "sent at ", When(at=reminded, zone=zone)))
    return [*rows, _became(evening, zone)]


def _without(one: Told, zone: str) -> Spans:
    """A day that has no row: it is not worked, it is to come, or nobody was to be asked."""
    if not one.works:
        return words(f"{one.day:%A} is not a working day: the week is {one.hours}.")
    if one.off is not None and (one.future or one.due_at):
        return words(bold("No prompt: "), f"{_reason(one.off)}.")
    if one.due_at is not None:
        return words(bold("To come: "), "a prompt at ", When(at=one.due_at, zone=zone, style="day_time"))
    return words("Nothing was due: you were not to be asked yet, or it was forgotten since.")


def _ends(evening: Evening, zone: str) -> str:
    return "" if evening.shift_ends_at > evening.due_at else " (as the day ended)"


def _asked(one: Told, evening: Evening, zone: str) -> Spans:
    if evening.asked_at is None:
        return words(bold("Prompt: "), "not needed, as it was settled before")
    if one.sent_at is None:
        return words(bold("Prompt: "), "on its way since ", When(at=evening.asked_at, zone=zone))
    return words(bold("Prompt: "), "sent at ", When(at=one.sent_at, zone=zone))


def _became(evening: Evening, zone: str) -> Spans:
    if evening.state == "answered" and evening.answered_at is not None:
        how = ANSWERS.get(evening.why or "", "")
        return words(bold("Answered: "), When(at=evening.answered_at, zone=zone, style="day_time"), f" {how}")
    if evening.state == "skipped":
        return words(bold("Then: "), f"{_reason(evening.why)}.")
    if evening.state == "asked":
        return words(bold("Answer: "), "none yet")
    late = ", and its reminder was left out as it would have been late" if evening.why == "late" else ""
    return words(bold("Answer: "), f"none{late}")


def _short(one: Told, zone: str) -> Spans:
    evening = one.evening
    if evening is None:
        return _without(one, zone)
    if evening.state == "skipped":
        return words(f"not asked, {_reason(evening.why)}")
    if evening.asked_at is None:
        return words("answered before it was due")
    end = {"answered": ", answered", "quiet": ", no answer"}.get(evening.state, ", waits for an answer")
    return words("asked ", When(at=one.sent_at or evening.asked_at, zone=zone), end)


def _note(one: Told, zone: str) -> Spans:
    if one.note_at is None:
        return words(bold("Morning note: "), "none, as nothing waited or nothing was to be told")
    return words(bold("Morning note: "), When(at=one.note_at, zone=zone))


def _urgent(one: Told, zone: str) -> list[Spans]:
    return [
        words(bold("Urgent: "), "a request came at ", When(at=at, zone=zone), ", as its author marked it so")
        for at in one.urgent
    ]


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
