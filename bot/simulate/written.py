"""Evenings as people read them, as JSON lines, or as a calendar file."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Literal

from icalendar import Event

from bot.domain.zone import zone_of
from bot.simulate.evening import Evening

Format = Literal["text", "jsonl", "ics"]

# How long a prompt stands in a calendar.
SHOWN_FOR = timedelta(minutes=15)


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
            what = "asked" if one.reason is None else f"not asked: {one.reason}"
            other = f" (for {one.day:%a} {one.day.day} {one.day:%b})" if local.date() != one.day else ""
            yield f"  {one.at:%H:%M}  {one.person}  {local:%a %H:%M} {one.zone}  {what}{other}"
            asked += one.reason is None
            skipped += one.reason is not None
    yield f"{asked:,} asked, {skipped:,} not asked."


def _json(one: Evening) -> str:
    return json.dumps(
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


def _calendar(evenings: Iterable[Evening]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR\r", "VERSION:2.0\r", "PRODID:-//Sunrelay//simulate//EN\r")
    for one in evenings:
        event = Event()
        event.add("uid", f"{sha256(f'{one.person}/{one.day}'.encode()).hexdigest()[:32]}@sunrelay")
        event.add("dtstamp", one.at)
        event.add("dtstart", one.at)
        event.add("dtend", one.at + SHOWN_FOR)
        event.add("summary", f"{one.person}: {'hand-off' if one.reason is None else one.reason}")
        event.add("transp", "OPAQUE" if one.reason is None else "TRANSPARENT")
        yield event.to_ical().decode().removesuffix("\n")
    yield "END:VCALENDAR\r"
