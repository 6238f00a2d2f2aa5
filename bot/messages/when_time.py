"""`/when` for a time in text: the instant that is meant, and what it is in each region of a team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.spoken_time import Spoken, Unclear
from bot.domain.spoken_zone import Either
from bot.domain.text import duration_words, list_words, shorten
from bot.messages.document import Block, Bullets, Document, Spans, When, bold, notice, plain_text, say, words
from bot.messages.when import KIND, there

# Of more names than this in a row, the others are counted.
MOST_NAMES = 5

_LONGEST = 40

Part = Literal["working", "break", "asleep", "before", "after", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionThen:
    """A region at that instant. part: what of its day it is; names: who works then."""

    name: str
    zone: str
    part: Part
    members: int
    names: tuple[str, ...] = ()


def at_time(
    spoken: Spoken, regions: Sequence[RegionThen], *, team: str, now: datetime, zone: str, locale: str
) -> Document:
    """What is meant, and for whom it is working time. `zone`: the reader's; `team`: "" who is in none."""
    head = words(bold(_taken(spoken)), ": ", When(at=spoken.at, zone=zone, style="day_time"), " for you, ")
    head += words(_how_long(spoken.at, now))
    blocks: list[Block] = [say(*head)]
    if regions:
        rows = tuple(_row(one, spoken.at, zone) for one in regions)
        blocks += [say(bold(_sum(regions, team))), Bullets(items=rows)]
    return Document(blocks=tuple(blocks), summary=plain_text(head), kind=KIND)


def unclear(one: Unclear | Either, *, locale: str) -> Document:
    """What of it is not understood, and what to write instead."""
    typed = shorten(one.typed, _LONGEST)
    if isinstance(one, Either):
        return notice(
            f"“{typed.upper()}” may be {_or(one.places)}. Write the city: /when 3pm {one.places[0]} thu."
        )
    match one.what:
        case "time":
            return notice(f"“{typed}” is no time of day. Write it as 3pm, 15:00 or 1500.")
        case "day":
            return notice(f"There is no {typed}. Write a day as fri, tomorrow, 26 nov or 2026-11-26.")
        case "place":
            return notice(
                f"I know no place called “{typed}”. Write one time with a city, letters or an offset: "
                "/when 3pm Berlin thu, /when 15:00 PST, /when 15:00 utc+2, or /when 15:00 my time."
            )


def _taken(spoken: Spoken) -> str:
    """`15:00 in Los Angeles (PDT), Thu 26 Nov`: as it was taken, for whoever meant another."""
    local = spoken.at.astimezone(spoken.by.rules)
    day = f"{local:%a} {local.day} {local:%b}"
    if spoken.by.own:
        return f"{local:%H:%M} your time, {day}"
    if not spoken.by.zone or spoken.by.zone == "UTC":
        return f"{local:%H:%M} {spoken.by.name}, {day}"
    letters = spoken.by.letters_then(spoken.at)
    return f"{local:%H:%M} in {spoken.by.name}{f' ({letters})' if letters else ''}, {day}"


def _how_long(at: datetime, now: datetime) -> str:
    return f"in {duration_words(at - now)}" if at >= now else f"{duration_words(now - at)} ago"


def _sum(regions: Sequence[RegionThen], team: str) -> str:
    working, members = sum(len(one.names) for one in regions), sum(one.members for one in regions)
    return f"Working time for {working} of {members} in {shorten(team, _LONGEST)}"


def _row(one: RegionThen, at: datetime, zone: str) -> Spans:
    return words(bold(one.name), f" {there(at, one.zone, reader=zone)}: {_part(one)}")


def _part(one: RegionThen) -> str:
    match one.part:
        case "working":
            return f"at work: {_names(one.names)}" + ("" if len(one.names) < one.members else " (everyone)")
        case "break":
            return "on a break"
        case "asleep":
            return "asleep"
        case "before":
            return "before their working day"
        case "after":
            return "after their working day"
        case "off":
            return "nobody works that day"


def _names(names: Sequence[str]) -> str:
    shown = [shorten(name, _LONGEST) for name in names[:MOST_NAMES]]
    more = len(names) - len(shown)
    return list_words([*shown, *([f"{more} more"] if more else [])])


def _or(places: Sequence[str]) -> str:
    return f"{', '.join(places[:-1])} or {places[-1]}"
