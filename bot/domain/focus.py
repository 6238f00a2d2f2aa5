"""A while in which somebody wants to work on one thing: how long, as people write it, and what for."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.daytime import parse_minute
from bot.domain.text import count_words, duration_words, shorten
from bot.domain.workday import ONE_DAY, Calendar
from bot.domain.zone import instant, last_instant, local_day

SHORTEST: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(hours=8)

# What it is for is a line for others to read, no more.
MOST_REASON = 120

_UNITS = r"\s*(?:hours?|hrs?|h)"
_HOURS = r"(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)" + _UNITS
_MINUTES = r"(?:minutes?|mins?|min\.|m)"
_WHOLE_HOURS = r"(?P<hours>\d{1,3})" + _UNITS
# Apart from the hours and without a unit: two digits by themselves, or else they count what it is for.
_LOOSE_MINUTES = r"(?P<minutes>0[5-9]|[1-5]\d)(?=[,;:.]?(?:\s|$))"
_END = r"(?!\w)"
_LENGTHS = tuple(
    re.compile(rf"(?:for\s+)?{one}{_END}", re.IGNORECASE)
    for one in (
        rf"{_HOURS}\s*(?:and\s+)?(?P<minutes>\d{{1,3}})\s*{_MINUTES}",
        rf"{_HOURS}(?P<minutes>\d{{1,2}})",
        rf"{_WHOLE_HOURS}\s+{_LOOSE_MINUTES}",
        _HOURS,
        rf"(?P<minutes>\d{{1,4}})\s*{_MINUTES}",
        r"(?P<half>half\s+an\s+hour)",
        r"(?P<whole>an\s+hour)",
    )
)
_UNTIL = re.compile(
    rf"(?:until|till|til)\s+(?P<time>noon|midnight|\d{{1,2}}(?:[:.]\d{{2}})?\s*(?:am|pm)?){_END}",
    re.IGNORECASE,
)
_NAMED = {"noon": "12:00", "midnight": "00:00"}
_MINUTE = timedelta(minutes=1)
_BETWEEN = " \t\n,;:.-\u2013\u2014"


class UnclearFocus(ValueError):
    """Words that say no length; its text says why, to who wrote them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """From when until when, `ends_at` not in it. reason: in their own words; "" where they gave none."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""

    def holds(self, at: datetime) -> bool:
        """Whether they are in it at that instant."""
        return self.starts_at <= at < self.ends_at


def spoken_focus(text: str, *, zone: str, now: datetime) -> Focus:
    """What `2h`, `90m`, `1h30` or `until 15:30` stands for in that zone; what follows it is the reason.

    A time is the next one that the clocks read. Raises UnclearFocus for other words, and for less than five
    minutes or more than eight hours.
    """
    text = text.strip()
    for pattern in _LENGTHS:
        if (found := pattern.match(text)) is not None:
            return _lasting(_length(found), text[found.end() :], now=now)
    if (found := _UNTIL.match(text)) is not None:
        return _lasting(_time_left(found["time"], zone=zone, now=now), text[found.end() :], now=now)
    raise UnclearFocus(_why(text))


def names_length(text: str) -> bool:
    """Whether a text begins with a length, or with until when, be it too short or too long for a focus."""
    return any(pattern.match(text.strip()) for pattern in (*_LENGTHS, _UNTIL))


def without(calendar: Calendar, focus: Focus | None) -> Calendar:
    """Their calendar with a focus as time in which they take up nothing else."""
    return calendar if focus is None else replace(calendar, taken=((focus.starts_at, focus.ends_at),))


def _lasting(length: timedelta, reason: str, *, now: datetime) -> Focus:
    if length < SHORTEST:
        raise UnclearFocus("A focus lasts five minutes at least.")
    if length > LONGEST:
        raise UnclearFocus(
            f"That is {_words(length)} from now, and a focus lasts eight hours at most; "
            "for whole days there is /sunrelay away."
        )
    return Focus(starts_at=now, ends_at=now + length, reason=shorten(reason.strip(_BETWEEN), MOST_REASON))


def _length(found: re.Match[str]) -> timedelta:
    parts = found.groupdict()
    if parts.get("half"):
        return timedelta(minutes=30)
    if parts.get("whole"):
        return timedelta(hours=1)
    hours = float((parts.get("hours") or "0").replace(",", "."))
    return timedelta(minutes=round(hours * 60) + int(parts.get("minutes") or 0))


def _time_left(typed: str, *, zone: str, now: datetime) -> timedelta:
    """How long it is until the clocks there next read that time."""
    try:
        minute = parse_minute(_NAMED.get(typed.lower(), typed))
    except ValueError as problem:
        raise UnclearFocus(f"{problem}") from None
    today = local_day(zone, now)
    days = [today + number * ONE_DAY for number in range(3)]
    times = (read(zone, day, minute) for day in days for read in (instant, last_instant))
    return next(at for at in times if at > now) - now


def _why(text: str) -> str:
    if re.match(r"(?:for\s+)?\d+([:.,]\d+)?(?![\w:.,])", text):
        return "Say whether that is minutes or hours."
    if re.match(r"(?:until|till|til)\b", text, re.IGNORECASE):
        return "I need a time of day after “until”."
    return "I need to know for how long."


def _words(length: timedelta) -> str:
    """In whole minutes, rounded up: what is too long by seconds is never said to be the longest."""
    if length > ONE_DAY:
        return "more than a day"
    hours, rest = divmod(-(-length // _MINUTE), 60)
    return duration_words(length) if rest else count_words(hours, "hour")
