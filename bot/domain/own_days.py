"""Days of one's own, a line each: `off 4 may Founders' day`, `work 1 may`."""

import re
from collections.abc import Iterable
from datetime import date

from bot.domain.dates import spoken_days
from bot.domain.text import shorten

# A person's own days; more would be a holiday calendar of its own.
MOST_LINES = 40
MOST_NAME = 60

NAMELESS = "a day of my own"

_LINE = re.compile(r"(?P<kind>off|work)\s+(?P<rest>\S.*)", re.IGNORECASE)
_DATE = re.compile(
    r"20\d\d-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.(?:\s?20\d\d)?"
    r"|\d{1,2}(?:st|nd|rd|th)?\.?\s+[a-z]{3,9}\.?(?:,?\s+20\d\d)?"
    r"|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+20\d\d)?",
    re.IGNORECASE,
)

# What follows a date where somebody means all days up to another.
_UP_TO = re.compile(
    r"(?:\s*[-\u2013\u2014]\s*|\s+(?:to|until|till|through)\s+)"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:MONTH)[a-z]*|(?:MONTH)[a-z]*\.?\s+\d{1,2}\b"
    r"|20\d\d-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.|\d{1,2}\s*$)"
    r"|[-\u2013\u2014]\d".replace("MONTH", "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
    re.IGNORECASE,
)

Off = tuple[tuple[date, str], ...]


def read_days(text: str, *, today: date) -> tuple[Off, frozenset[date]]:
    """The days that are off, with their names, and those worked. Without a year, the next such date.

    Raises ValueError, in words for the person who wrote it.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise ValueError(f"Those are more than {MOST_LINES} days: leave out what is over.")
    off: dict[date, str] = {}
    worked: set[date] = set()
    for line in lines:
        kind, day, name = _read(line, today)
        if day in off or day in worked:
            raise ValueError(twice(day))
        if kind == "off":
            off[day] = name
        else:
            worked.add(day)
    return tuple(sorted(off.items())), frozenset(worked)


def days_text(off: Off, worked: Iterable[date], *, today: date) -> str:
    """Those that are not over, in the words that `read_days` reads."""
    lines = [(day, f"off {date_text(day)} {name}") for day, name in off if day >= today]
    lines += [(day, f"work {date_text(day)}") for day in worked if day >= today]
    return "\n".join(line for _, line in sorted(lines))


def read_day(text: str, *, today: date) -> tuple[date, str] | None:
    """The day that a text begins with, and the words after it; None where it begins with none.

    Raises ValueError, in words for the person who wrote it, for a date on no calendar and for several days.
    """
    on = _DATE.match(text)
    if on is None:
        return None
    rest = text[on.end() :]
    if _UP_TO.match(rest):
        raise ValueError("That is more than one day: write a line for each of them.")
    day = spoken_days(on.group().lower(), today=today).first
    return day, " ".join(rest.strip(" ,:-\u2013\u2014").split())


def date_text(day: date) -> str:
    """`24 dec 2026`, as it is read."""
    return f"{day.day} {day:%b %Y}".lower()


def twice(day: date) -> str:
    """What is wrong with two lines of one day."""
    return f"{date_text(day)} is there twice: keep one of both lines."


def _read(line: str, today: date) -> tuple[str, date, str]:
    found = _LINE.fullmatch(line)
    on = read_day(found["rest"], today=today) if found else None
    if found is None or on is None:
        raise ValueError(f"“{shorten(line, 60)}” is no such line: write “off 4 may” or “work 1 may”.")
    day, name = on
    return found["kind"].lower(), day, shorten(name or NAMELESS, MOST_NAME)
