"""What an urgent request says of itself: why it could not wait, and what time it was for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.domain.text import list_words, shorten
from bot.messages.document import Block, Spans, When, bold, say, words
from bot.messages.request_view import View

# How somebody stands as it reaches them.
Standing = Literal["working", "focus", "undisturbed", "off"]

_LONGEST_NAME = 60
_STANDING = {
    "working": "at work",
    "focus": "in focus",
    "undisturbed": "not to be disturbed",
    "off": "outside their hours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One whom it reaches. zone: theirs."""

    name: str
    zone: str
    standing: Standing


def lead_blocks(one: View, *, came: bool = True) -> list[Block]:
    """First of all: why it could not wait, and when it came to whoever reads it; nothing of any other.

    came: False where that is told otherwise.
    """
    if not one.request.urgent:
        return []
    reason = one.request.content.urgent
    head = say(bold("Urgent: "), reason) if reason else say(bold("Urgent"))
    told = _came(one) if came else ()
    return [head, *([say(*told, small=True)] if told else [])]


def lead_words(one: View) -> str:
    """The same for a line of plain words."""
    reason = shorten(one.request.content.urgent, 200)
    return (f"Urgent: {reason} · " if reason else "Urgent · ") if one.request.urgent else ""


def reads_at_once(one: Reached, *, now: datetime) -> Spans:
    """To whoever asked: what time it is as it reaches them."""
    return words(f"{_name(one)} gets it now, at {_clock(one.zone, now)} there, {_STANDING[one.standing]}.")


def promises_nothing() -> Spans:
    """What being urgent does not do."""
    return words(
        "If they have muted this app or notifications, it makes no sound. They answer when they can: marking "
        "it urgent promises no earlier answer."
    )


def stands(one: Reached, *, now: datetime) -> Spans:
    """What time it is for them, and whether they work."""
    return words(f"It is {_day_clock(one.zone, now)} for ", bold(_name(one)), f", {_STANDING[one.standing]}.")


def _came(one: View) -> Spans:
    request = one.request
    if one.reader is not None and one.reader in request.to:
        if one.reader not in request.off_hours:
            return words(f"{one.asker} marked it urgent, so it came at once.")
        at = When(at=request.asked_at, zone=one.zone, style="day_time")
        duty = " Answer when you can." if request.open and request.promise is not None else ""
        why = f", outside your hours, because {one.asker} marked it urgent.{duty}"
        return words("It came to you ", at, why)
    zones = [(person, one.zones.get(person)) for person in request.off_hours]
    there = [
        f"{_day_clock(zone, request.asked_at)} for {shorten(one.name(person), _LONGEST_NAME)}"
        for person, zone in zones
        if zone is not None
    ]
    return words(f"When it was sent, it was {list_words(there)}, outside their hours.") if there else ()


def _name(one: Reached) -> str:
    return shorten(one.name, _LONGEST_NAME)


def _day_clock(zone: str, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %H:%M}"


def _clock(zone: str, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
