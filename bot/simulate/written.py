"""Evenings as people read them, as JSON lines, or as a calendar file."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Literal
from unicodedata import bidirectional

from icalendar import Event

from bot.domain.zone import zone_of
from bot.simulate.evening import Evening

Format = Literal["text", "jsonl", "ics"]

# How long a prompt stands in a calendar.
SHOWN_FOR = timedelta(minutes=15)

# What would end a line, or turn round what stands after it.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Some programs take these for the end of a line of JSON, which leaves them as they are.
_LINE_ENDS = re.compile(r"[\x85\u2028\u2029]")


def written(evenings: Iterable[Evening], form: Format) -> Iterator[str]:
    """The lines of that format."""
    match form:
        case "text":
            return _text(evenings)
        case "jsonl":
            return map(_json, evenings)
        case "ics":
            return _calendar(evenings)


def _text(evenings: Iterable[Evening]) -> Iterator[str]:
    """Under each day of UTC, everyone's own time and what happens."""
    asked = skipped = 0
    for day, those in groupby(evenings, key=lambda one: one.at.date()):
        yield f"{day:%a} {day.day} {day:%b %Y}, UTC"
        for one in those:
            local = one.at.astimezone(zone_of(one.zone))
            what = "asked" if one.reason is None else f"not asked: {_line(one.reason)}"
            other = f" (for {one.day:%a} {one.day.day} {one.day:%b})" if local.date() != one.day else ""
            yield f"  {one.at:%H:%M}  {_apart(one.person)}  {local:%a %H:%M} {one.zone}  {what}{other}"
            asked += one.reason is None
            skipped += one.reason is not None
    yield f"{asked:,} asked, {skipped:,} not asked."


def _json(one: Evening) -> str:
    line = json.dumps(
        {
            "person": one.person,
            "day": one.day.isoformat(),
            "kind": "prompt" if one.reason is None else "skip",
            "at": f"{one.at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z",
            "local": one.at.astimezone(zone_of(one.zone)).isoformat(),
            "reason": one.reason,
        },
        ensure_ascii=False,
    )
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _calendar(evenings: Iterable[Evening]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR\r", "VERSION:2.0\r", "PRODID:-//Sunrelay//simulate//EN\r")
    for one in evenings:
        at = f"{one.at:%Y%m%dT%H%M%SZ}"
        yield "BEGIN:VEVENT\r"
        yield f"UID:{sha256(f'{one.person}/{one.day}'.encode()).hexdigest()[:32]}@sunrelay\r"
        yield f"DTSTAMP:{at}\r"
        yield f"DTSTART:{at}\r"
        yield f"DTEND:{one.at + SHOWN_FOR:%Y%m%dT%H%M%SZ}\r"
        yield _summary(f"{one.person}: {'hand-off' if one.reason is None else one.reason}")
        yield f"TRANSP:{'OPAQUE' if one.reason is None else 'TRANSPARENT'}\r"
        yield "END:VEVENT\r"
    yield "END:VCALENDAR\r"


@lru_cache(maxsize=1 << 14)
def _summary(text: str) -> str:
    """Escaped and folded by the library, which takes too long to be asked again each evening."""
    event = Event()
    event.add("summary", _line(text))
    lines = event.to_ical().decode().split("\r\n")
    return "\r\n".join(lines[1:-2]) + "\r"


@lru_cache(maxsize=1 << 14)
def _apart(name: str) -> str:
    """A name on one line; written from right to left, it leaves the order of what follows alone."""
    text = _line(name)
    turned = any(bidirectional(letter) in ("R", "AL") for letter in text)
    return f"\u2068{text}\u2069" if turned else text


def _line(text: str) -> str:
    return _UNSHOWN.sub(" ", text)
