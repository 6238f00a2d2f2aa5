"""Slack's message text in plain words, as one reader sees it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sandbox.mentions import unescaped

ENTITY = re.compile(r"<([^<>]+)>")
TOKEN = re.compile(r"\{(\w+)\}")


class Names(Protocol):
    """Knows what ids are called."""

    def user(self, user_id: str) -> str: ...

    def channel(self, channel_id: str) -> str: ...


def plain(text: str, *, names: Names, tz: str | None) -> str:
    """Mentions by name, links by label, dates in the reader's zone, entities undone; marks stay."""
    parts = ENTITY.split(text)
    # Even parts are words, odd ones what stood between angle brackets.
    words = [unescaped(part) if at % 2 == 0 else _entity(part, names, tz) for at, part in enumerate(parts)]
    return "".join(words)


def _entity(inside: str, names: Names, tz: str | None) -> str:
    head, bar, label = inside.partition("|")
    if head.startswith("@"):
        return f"@{names.user(head[1:])}"
    if head.startswith("#"):
        return f"#{label or names.channel(head[1:])}"
    if head.startswith("!date^"):
        return _date(head, unescaped(label), tz)
    if head.startswith("!"):
        return f"@{head[1:].partition('^')[0]}"
    return f"{unescaped(label)} ({unescaped(head)})" if bar else unescaped(head)


def _date(head: str, fallback: str, tz: str | None) -> str:
    fields = head.split("^")
    if len(fields) < 3 or not fields[1].isdigit():
        return fallback
    return dated(int(fields[1]), fields[2], tz=tz)


def dated(timestamp: int, form: str, *, tz: str | None) -> str:
    """A moment in the reader's zone, by Slack's tokens (`{date_short} {time}` …)."""
    local = datetime.fromtimestamp(timestamp, UTC).astimezone(ZoneInfo(tz or "UTC"))
    return TOKEN.sub(lambda found: FORMS[found[1]](local) if found[1] in FORMS else found[0], form)


def _long(at: datetime) -> str:
    return f"{at:%A, %B} {_ordinal(at.day)}, {at.year}"


def _ordinal(day: int) -> str:
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


# The reader's "today" and "yesterday" depend on when they look, so the `_pretty` forms say the date here.
FORMS: dict[str, Callable[[datetime], str]] = {
    "date_num": lambda at: f"{at:%Y-%m-%d}",
    "date": lambda at: f"{at:%B} {_ordinal(at.day)}, {at.year}",
    "date_short": lambda at: f"{at:%b} {at.day}, {at.year}",
    "date_long": _long,
    "date_pretty": lambda at: f"{at:%B} {_ordinal(at.day)}, {at.year}",
    "date_short_pretty": lambda at: f"{at:%b} {at.day}, {at.year}",
    "date_long_pretty": _long,
    "date_long_full": _long,
    "day_divider_pretty": _long,
    "time": lambda at: f"{at:%H:%M}",
    "time_secs": lambda at: f"{at:%H:%M:%S}",
    "ago": lambda at: f"{at:%Y-%m-%d %H:%M}",
}
