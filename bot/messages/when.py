"""`/when` for people: what time it is there, whether they work, when they are back, when an answer comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.domain.ahead import AWAY, Off
from bot.domain.focus import Focus
from bot.domain.region import city
from bot.domain.text import list_words, shorten
from bot.domain.wait import USUAL, Wait, wait_words
from bot.domain.zone import local_day
from bot.messages.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Span,
    Spans,
    When,
    bold,
    later,
    notice,
    plain_text,
    say,
    words,
)

KIND = "when"
LOOKS_AHEAD = "in the next two weeks"

# Of more people than this at once, the first are told.
MOST_PEOPLE = 8

State = Literal["working", "break", "rest", "off"]
Times = tuple[tuple[datetime, datetime], ...]

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One person at an instant.

    until_at: when what they do now ends: work, or the break. why: for what they are off today. next_hours:
    the working time of the day that begins next. off: what is ahead. reply_at: when an answer to what is
    asked now can be expected; None where none is, or the reader is meant. wait: how long that may take.
    focus: what they are in, at work.
    """

    name: str
    zone: str
    at: datetime
    state: State
    until_at: datetime | None = None
    why: str = ""
    next_hours: Times = ()
    off: tuple[Off, ...] = ()
    reply_at: datetime | None = None
    wait: Wait = USUAL
    you: bool = False
    focus: Focus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """When all of them and the reader work, from now on: the rest of the reader's day, and the next.

    later: the first such hours after that, where neither day has any.
    """

    today: Times = ()
    tomorrow: Times = ()
    later: tuple[datetime, datetime] | None = None


def person(one: Someone, shared: Shared | None, *, zone: str, locale: str) -> Document:
    """All about one. `zone`: the reader's. shared: None where the reader is meant."""
    rows = [*_rows(one, zone), *([_reply(one, zone)] if not one.you else [])]
    if shared is not None:
        rows.append(words(bold("You both work: "), *shared_spans(shared, zone)))
    return Document(
        blocks=(Heading(text=_title(one)), Bullets(items=tuple(rows))),
        summary=f"{_title(one)}: {plain_text(_now(one, zone))}",
        kind=KIND,
    )


def several(some: Sequence[Someone], shared: Shared | None, *, zone: str, locale: str) -> Document:
    """A few at once, and the hours that all of them share with the reader."""
    blocks: list[Block] = []
    for one in some[:MOST_PEOPLE]:
        reply = [_reply(one, zone)] if not one.you else []
        blocks += [say(bold(_title(one))), Bullets(items=(*_rows(one, zone), *reply))]
    if len(some) > MOST_PEOPLE:
        rest = len(some) - MOST_PEOPLE
        blocks.append(say(f"And {rest} more: ask for fewer at once, or for a team.", small=True))
    if shared is not None:
        blocks.append(say(bold("All of you work: "), *shared_spans(shared, zone)))
    names = list_words([shorten(one.name, _LONGEST_NAME) for one in some[:MOST_PEOPLE]])
    return Document(blocks=tuple(blocks), summary=f"When {names} work.", kind=KIND)


def nobody(*, typed: str, locale: str) -> Document:
    """No such person is known here."""
    return notice(
        f"I know nobody called “{shorten(typed, _LONGEST_NAME)}” here. Write a name as their profile shows "
        "it (/when @Maya Brooks), a team (/when team), or a time and a place (/when 3pm Berlin thu). "
        "I know those who are in a relay, or have opened my Home."
    )


def ambiguous(*, typed: str, names: Sequence[str], locale: str) -> Document:
    """Several are called so."""
    shown = [shorten(one, _LONGEST_NAME) for one in names[:MOST_PEOPLE]]
    more = len(names) - len(shown)
    which = list_words([*shown, *([f"{more} more"] if more else [])], last="or")
    return notice(
        f"“{shorten(typed, _LONGEST_NAME)}” may be {which}. Write the whole name, as in /when @{shown[0]}."
    )


def not_met(*, locale: str) -> Document:
    """Whoever asks is nobody whose zone is known."""
    return notice(
        "I could not read your profile just now, so I do not know your time. Try again in a moment."
    )


def there(at: datetime, zone: str, *, reader: str) -> str:
    """What the clocks of a zone show: `Thu 23:40`, with the date where it is another than the reader's."""
    local = at.astimezone(ZoneInfo(zone))
    if local.date() == at.astimezone(ZoneInfo(reader)).date():
        return f"{local:%a %H:%M}"
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def hours_there(hours: Times, zone: str) -> str:
    """`Mon 9 Nov, 09:00 to 12:00 and 13:00 to 17:30` by the clocks of a zone."""
    first = hours[0][0].astimezone(ZoneInfo(zone))
    spans = [[at.astimezone(ZoneInfo(zone)) for at in span] for span in hours]
    times = list_words([f"{start:%H:%M} to {end:%H:%M}" for start, end in spans])
    return f"{first:%a} {first.day} {first:%b}, {times}"


def day_words(one: Off) -> str:
    """`Mon 9 Nov`, `Mon 9 to Wed 11 Nov`, without why."""
    first, last = one.first, one.last
    if first == last:
        return f"{first:%a} {first.day} {first:%b}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%b}"
    return f"{first:%a} {first.day}{month} to {last:%a} {last.day} {last:%b}"


def shared_spans(shared: Shared, zone: str) -> list[str | Span]:
    """`today 15:00 to 17:30; tomorrow 15:00 to 17:30`, in the reader's time."""
    spans: list[str | Span] = []
    for label, times in (("today ", shared.today), ("tomorrow ", shared.tomorrow)):
        if times:
            spans += ["; " if spans else "", label, *_times(times, zone)]
    if spans:
        return spans
    if shared.later is None:
        return ["at no common hour in the coming two weeks"]
    start, end = shared.later
    return ["not today or tomorrow; next ", *_on_a_day(start, end, zone)]


def _times(times: Times, zone: str) -> list[str | Span]:
    spans: list[str | Span] = []
    for start, end in times:
        spans += [" and " if spans else "", When(at=start, zone=zone), " to ", When(at=end, zone=zone)]
    return spans


def _title(one: Someone) -> str:
    return f"{'You' if one.you else shorten(one.name, _LONGEST_NAME)}, {city(one.zone)}"


def _rows(one: Someone, zone: str) -> list[Spans]:
    rows = [words(bold("Now: "), *_now(one, zone))]
    rows.append(words(bold("Next working hours: "), *_next(one, zone)))
    if one.next_hours or one.off:
        rows.append(words(bold("Days off: "), _off(one.off)))
    return rows


def _next(one: Someone, zone: str) -> list[str | Span]:
    if not one.next_hours:
        return ["none that I know of"]
    hours = hours_there(one.next_hours, one.zone)
    if one.you or one.zone == zone:
        return [hours]
    start, end = one.next_hours[0][0], one.next_hours[-1][1]
    return [f"{hours} in {city(one.zone)}, for you ", *_on_a_day(start, end, zone)]


def _now(one: Someone, zone: str) -> Spans:
    return words(f"{there(one.at, one.zone, reader=zone)}, ", *_focus(one, zone), *_state(one, zone))


def _focus(one: Someone, zone: str) -> list[str | Span]:
    """`in focus until 16:00 there, 15:00 for you (release notes); `."""
    if one.focus is None:
        return []
    reason = f" ({one.focus.reason})" if one.focus.reason else ""
    return ["in focus", *_until(one.focus.ends_at, one, zone), f"{reason}; "]


def _state(one: Someone, zone: str) -> list[str | Span]:
    match one.state:
        case "working":
            return ["at work", *_until(one.until_at, one, zone)]
        case "break":
            return ["on a break", *_until(one.until_at, one, zone)]
        case "off":
            return ["away today" if one.why == AWAY else f"off today: {one.why}"]
        case "rest":
            return ["not at work"]


def _until(at: datetime | None, one: Someone, zone: str) -> list[str | Span]:
    if at is None:
        return []
    ends = at.astimezone(ZoneInfo(one.zone))
    day = "" if local_day(one.zone, one.at) == ends.date() else f"{ends:%a} "
    local = f" until {day}{ends:%H:%M}"
    if one.you or one.zone == zone:
        return [local]
    return [f"{local} there, ", later(one.at, at, zone), " for you"]


def _on_a_day(start: datetime, end: datetime, zone: str) -> list[str | Span]:
    """`tomorrow, 15:00 to 17:30`, and the day of the end where that is another."""
    day, begins = When(at=start, zone=zone, style="day"), When(at=start, zone=zone)
    return [day, ", ", begins, " to ", later(start, end, zone)]


def _off(some: Sequence[Off]) -> str:
    if not some:
        return f"none {LOOKS_AHEAD}"
    return "; ".join(f"{day_words(one)} ({shorten(one.why, _LONGEST_NAME)})" for one in some)


def _reply(one: Someone, zone: str) -> Spans:
    if one.reply_at is None:
        return words(bold("A reply: "), "I cannot say when, as I know of no working hours of theirs")
    by = When(at=one.reply_at, zone=zone, style="day_time")
    return words(bold("A reply: "), "ask now and expect it by ", by, _promised(one.wait))


def _promised(wait: Wait) -> str:
    """Whose setting it follows; the usual is nobody's."""
    if wait.of == "default":
        return ""
    whose = "their own promise" if wait.of == "person" else "their team's promise"
    return f", after {whose} of {wait_words(wait.length)}"
