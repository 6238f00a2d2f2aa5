"""What is said of days off: those that are coming, one that was just set, and words that name none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.domain.dayoff import Absence
from bot.domain.text import count_words, shorten
from bot.messages.document import Block, Button, Buttons, Document, Span, When, bold, notice, say
from bot.messages.form import Choice, ChoiceField, Form, TextField, Values

CANCEL = "away.cancel"
SHOW = "away.show"
ADD = "away.add"

# What the value of an Undo ends in: those that the absence took in are there again.
BACK = "/back"
FORM = "away.form"

FIRST, LAST, HALF = "first", "last", "half"

# A message takes so many rows; nobody plans more ahead.
MOST_LISTED = 15

EXAMPLES = "For example /sunrelay away 22 sep - 24 sep, or /sunrelay away fri afternoon."


# Whether who is away for an afternoon is asked as it begins, or now, since it has; or not any more.
Asks = Literal["end", "now", "not"]

_ASKS: dict[Asks, str] = {
    "end": "Your day ends earlier then, and I ask you at its end.",
    "now": "Your day ends earlier then, so I ask you now.",
    "not": "Your day ends earlier then.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """One absence as it is told: its working days, when they are back.

    joined: with an older one. changed: False where they were away then already. asks: of an afternoon.
    """

    absence: Absence
    today: date
    working_days: int
    back_at: datetime | None
    zone: str
    joined: bool = False
    changed: bool = True
    asks: Asks = "end"


def value_of(one: Absence) -> str:
    """What its button carries: a number is used again once an absence is gone, a number of a day is not."""
    return f"{one.id}/{one.first}/{one.last}/{one.half or ''}"


def days_words(one: Absence, *, today: date) -> str:
    """`Tue 22 – Thu 24 Sep`, `Fri 25 Sep, afternoon`; with the year where it is another."""
    year = "" if one.last.year == today.year else f" {one.last.year}"
    end = f"{one.last:%a} {one.last.day} {one.last:%b}{year}"
    if one.half is not None:
        return f"{end}, {'morning' if one.half == 'first' else 'afternoon'}"
    if one.first == one.last:
        return end
    same = (one.first.year, one.first.month) == (one.last.year, one.last.month)
    return f"{one.first:%a} {one.first.day}{'' if same else f' {one.first:%b}'} \u2013 {end}"


def away(one: Away, *, locale: str) -> Document:
    """What was just set, and what follows from it."""
    what = _what(one.absence, one.asks)
    days = days_words(one.absence, today=one.today)
    count = "" if one.absence.half else f" ({count_words(one.working_days, 'working day')})"
    already = "" if one.changed else " already, so nothing has changed"
    spans: list[str | Span] = ["You are away ", bold(days), f"{count}{already}. "]
    if one.joined and one.changed:
        spans.append("That takes in what you had said before. ")
    spans.append(what)
    if one.back_at is not None:
        spans += [" You are back ", When(at=one.back_at, zone=one.zone, style="day_time"), "."]
    button = _undo(one.absence) if one.changed else days_off_button()
    blocks = (say(*spans), Buttons(buttons=(button,)))
    return Document(blocks=blocks, summary=f"You are away {days}{already}.", kind="away")


def listed(some: Sequence[Absence], *, today: date, locale: str) -> Document:
    """The absences of now and later, each with its button."""
    if not some:
        return _offering(f"You have no days off here. {EXAMPLES}")
    blocks: list[Block] = [say(bold("Your days off"))]
    for one in some[:MOST_LISTED]:
        blocks += [say(days_words(one, today=today)), Buttons(buttons=(_cancel(one),))]
    if len(some) > MOST_LISTED:
        blocks.append(say(f"And {len(some) - MOST_LISTED} more, later.", small=True))
    blocks += [say(EXAMPLES, small=True), Buttons(buttons=(_add(),))]
    return Document(blocks=tuple(blocks), summary="Your days off.", kind="away")


def cancelled(
    one: Absence, *, back: Sequence[Absence] = (), today: date, gave_back: bool, locale: str
) -> Document:
    """It was taken back. back: what is there again in its place."""
    steps = " Steps that went back while you were away stay where they are." if gave_back else ""
    days = days_words(one, today=today)
    if back:
        return notice(f"Undone: instead of {days} you are away {_few(back, today=today)}, as before.{steps}")
    return notice(f"You are not away {days}: I ask you as usual.{steps}")


def gone(*, locale: str) -> Document:
    """A button of an absence that is there no more."""
    return notice("Those days off are not set any more. /sunrelay away shows those that are.")


def unclear(*, typed: str, why: str, locale: str) -> Document:
    """Words that name no days off."""
    said = shorten(typed, 150)
    return _offering(f"{why} You wrote “{said}”. Nothing has changed. {EXAMPLES}", said)


def unknown(*, locale: str) -> Document:
    """The platform does not say who this is."""
    return notice("I could not find your profile in this workspace, so I keep no days off for you.")


def settings_words(some: Sequence[Absence], *, today: date) -> str:
    """The next few in one line, or `none`."""
    return _few(some, today=today) or "none"


def form(*, values: Values, token: str, locale: str) -> Form:
    """Days off to be added, in words."""
    halves = (("whole", "The whole of it"), ("morning", "The morning"), ("afternoon", "The afternoon"))
    choices = tuple(Choice(value=value, text=text) for value, text in halves)
    return Form(
        name=FORM,
        title="Add days off",
        submit="Save",
        token=token,
        fields=(
            TextField(
                name=FIRST, label="From", required=True, max_length=150, hint="22 sep, fri, or until fri"
            ),
            TextField(name=LAST, label="To", max_length=150, hint="The last day off; empty for one day."),
            ChoiceField(name=HALF, label="How much of it", choices=choices, required=True),
        ),
        values={HALF: "whole", **values},
        opener=_add(),
    )


def not_asked(*, locale: str) -> Document:
    """A form that is not open any more."""
    return notice("That was open too long, so nothing has changed. /sunrelay away opens it once more.")


def days_off_button() -> Button:
    """The one that lists them."""
    return Button(name=SHOW, text="Days off")


def _what(one: Absence, asks: Asks) -> str:
    if one.half == "first":
        return "Your day starts later then, and what comes before waits."
    if one.half == "second":
        return _ASKS[asks]
    return (
        "I ask nothing and hold what comes until you are back; steps that you have picked up go back to "
        "where others can take them, as your last day before it ends."
    )


def _add(typed: str = "") -> Button:
    return Button(name=ADD, text="Add days off", value=typed)


def _offering(text: str, typed: str = "") -> Document:
    return Document(blocks=(say(text), Buttons(buttons=(_add(typed),))), summary=text, kind="away")


def _few(some: Sequence[Absence], *, today: date) -> str:
    named = "; ".join(days_words(one, today=today) for one in some[:3])
    return f"{named}; {len(some) - 3} more" if len(some) > 3 else named


def _cancel(one: Absence) -> Button:
    return Button(name=CANCEL, text="Cancel", value=value_of(one))


def _undo(one: Absence) -> Button:
    return Button(name=CANCEL, text="Undo", value=f"{value_of(one)}{BACK}")
