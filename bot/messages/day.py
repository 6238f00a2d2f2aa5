"""The first part of a person's home: when they work today, when they are asked, what tonight stands at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.text import list_words
from bot.messages.document import Block, Button, Buttons, Heading, Paragraph, Span, When, bold, say
from bot.messages.evening import HALF_AN_HOUR, NOTHING, OFF, SNOOZE, UNDO, WRITE, later_words
from bot.messages.when_team import WHO_IS_AWAKE

DIGEST = "digest.show"
HELP = "home.help"

TonightState = Literal["waits", "asked", "snoozed", "quiet", "answered", "nothing", "off", "not_asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight:
    """The evening that a hand-off written now is for; `day` is the working day's date.

    at: when it is asked for, or again; None where it is not any more. kept: `2 lines and 1 link`, or "".
    sent, missing: names of teams that have their hand-off, and that have none. snooze: how long it lasts.
    """

    day: date
    state: TonightState
    ends_at: datetime
    at: datetime | None = None
    kept: str = ""
    sent: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    snooze: timedelta = HALF_AN_HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A person's day, on their own clock.

    stretches: the working time of today's working day; none on a day off. at_work: within one of them.
    next_at: when they next start to work after today; None if they never do. tonight: None who writes for
    no team.
    """

    today: date
    zone: str
    stretches: tuple[tuple[datetime, datetime], ...]
    at_work: bool
    now: datetime
    next_at: datetime | None
    tonight: Tonight | None


def my_day(day: Day) -> list[Block]:
    """The heading, the hours, tonight, and the buttons that make sense."""
    blocks: list[Block] = [Heading(text=f"{day.today:%A} {day.today.day} {day.today:%B}"), _hours(day)]
    tonight = day.tonight
    if tonight is not None:
        blocks.append(say(*_tonight(day, tonight)))
        if tonight.kept:
            blocks.append(say(f"Kept for it: {tonight.kept}. Only you see what is kept until you send it."))
    elif day.stretches or day.next_at is not None:
        blocks.append(say("You receive hand-offs and write none, so I ask you for nothing in the evening."))
    blocks.append(Buttons(buttons=(*_answers(day), *_always())))
    return blocks


def _always() -> tuple[Button, ...]:
    return (
        Button(name=DIGEST, text="My digest now"),
        Button(name=WHO_IS_AWAKE, text="Who is awake"),
        Button(name=HELP, text="Help"),
    )


def _hours(day: Day) -> Paragraph:
    if day.tonight is not None and day.tonight.state == "off" and day.tonight.day == day.today:
        return say("You are off today.", *_back(day))
    if day.stretches:
        return say("You work ", *_stretches(day), f". {_now(day)}")
    if day.next_at is None:
        return say(
            bold("Your working week has no hours"),
            ", so I ask you for nothing. Whoever looks after your team's relay can mend that.",
        )
    return say("You do not work today.", *_back(day))


def _stretches(day: Day) -> list[str | Span]:
    spans: list[str | Span] = []
    for number, (start, end) in enumerate(day.stretches):
        spans += [" and " if number else "", _at(day, start), " to ", _at(day, end)]
    return spans


def _now(day: Day) -> str:
    if day.at_work:
        return "You are at work now."
    if day.now < day.stretches[0][0]:
        return "Your day has not begun."
    if day.now < day.stretches[-1][1]:
        return "You are on a break now."
    return "Your day is over."


def _tonight(day: Day, one: Tonight) -> list[str | Span]:
    ends: list[str | Span] = ["; your day ends ", _at(day, one.ends_at), "."]
    match one.state:
        case "waits":
            ask = "I ask you for your hand-off at " if not one.sent else _done(one) + "I ask for the rest at "
            at = one.at or one.ends_at
            style: Literal["time", "day_time"] = "time" if one.day == day.today else "day_time"
            return [ask, _at(day, at, style), *(ends if one.day == day.today else ["."])]
        case "asked":
            for_whom = f" for {list_words(one.missing)}" if one.sent else ""
            return [
                _done(one),
                bold(f"Your hand-off{_of(day, one)}{for_whom} is asked for"),
                ". One line is enough.",
            ]
        case "snoozed":
            return [_done(one), "I ask again for your hand-off at ", _at(day, one.at or one.ends_at), "."]
        case "quiet":
            return [
                _done(one),
                f"There is no answer{_of(day, one)} yet. It can still be given here; I do not ask again.",
            ]
        case "answered":
            return [_done(one), "It can be edited."]
        case "nothing":
            return [_done(one), f"Noted{_of(day, one)}: nothing {'else ' if one.sent else ''}to hand over."]
        case "off":
            return [f"Noted{_of(day, one)}: you are off, so I do not ask for a hand-off."]
        case "not_asked":
            return [_done(one), f"I did not ask you{_of(day, one)}. A hand-off can still be written."]


def _back(day: Day) -> list[str | Span]:
    if day.next_at is None:
        return []
    return [" Your next working day begins ", _at(day, day.next_at, "day_time"), "."]


def _done(one: Tonight) -> str:
    return f"Handed over to {list_words(one.sent)}. " if one.sent else ""


def _of(day: Day, one: Tonight) -> str:
    """Which day it is for, where that is not today's date."""
    return "" if one.day == day.today else f" for {one.day:%a} {one.day.day} {one.day:%b}"


def _answers(day: Day) -> Sequence[Button]:
    """What can be answered for tonight."""
    one = day.tonight
    if one is None:
        return ()
    value = f"{one.day}"
    asked = one.state in ("asked", "snoozed", "quiet")
    write = Button(name=WRITE, text=_write_text(one), value=value, style="primary" if asked else "plain")
    nothing = Button(name=NOTHING, text="Nothing to hand over", value=value)
    later = Button(name=SNOOZE, text=later_words(one.snooze), value=value)
    today = one.day == day.today
    off = (Button(name=OFF, text="I'm off today", value=value),) if today else ()
    match one.state:
        case "asked":
            return (write, nothing, later, *off)
        case "snoozed" | "quiet":
            return (write, nothing, *off)
        case "waits" if today and not one.sent:
            return (write, nothing, *off)
        case "off":
            return (write, Button(name=UNDO, text="I'm not off today", value=value))
        case _:
            return (write,)


def _write_text(one: Tonight) -> str:
    if one.state == "nothing":
        return "Write one after all"
    return "Edit hand-off" if one.sent and not one.missing else "Write hand-off"


def _at(day: Day, at: datetime, style: Literal["time", "day_time"] = "time") -> When:
    return When(at=at, zone=day.zone, style=style)
