"""Days on which a whole workspace is off, a line each: `24 dec Christmas Eve`; and how two lists differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.own_days import date_text, read_day, twice
from bot.domain.text import lines, shorten

# More would be a working week of its own; and all of them fit a form's field.
MOST_DAYS = 100
MOST_NAME = 60
MOST_TEXT = 3000
YEARS_AHEAD = 2

# Each day with its name; "" for a day without one.
Days = Mapping[date, str]

# What may stand before the date: as days of one's own are written, and as the bot writes a day.
_BEFORE = re.compile(r"(?:off\s+)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(?=\d))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one list has that the other lacks, and the days that both have by another name."""

    added: Days
    removed: Days
    renamed: Days


def read_company(text: str, *, today: date) -> dict[date, str]:
    """The days of a text, in their order. Without a year, the next such date.

    Raises ValueError, in words for the person who wrote it, naming the line and what to write instead.
    """
    found: dict[date, str] = {}
    for line in lines(text):
        day, name = _read(line, today)
        if day in found:
            raise ValueError(twice(day))
        found[day] = name
    return dict(sorted(found.items()))


def company_text(days: Days) -> str:
    """The words that `read_company` reads."""
    return "\n".join(f"{date_text(day)} {name}".rstrip() for day, name in sorted(days.items()))


def check_size(days: Days) -> None:
    """Raises ValueError, in words for whoever wrote them, where they are too many or fill more than a field.

    days: those from today on.
    """
    if len(days) > MOST_DAYS:
        raise ValueError(
            f"Those are {len(days)} days, and {MOST_DAYS} are the most: leave out the last ones."
        )
    if (size := len(company_text(days))) > MOST_TEXT:
        raise ValueError(
            f"Together the lines have {size:,} characters, and {MOST_TEXT:,} fit the form: "
            "shorten some of the names."
        )


def merged(there: Days, *, shown: Days, wanted: Days) -> dict[date, str]:
    """The days that are there with what somebody has changed of those that they were shown.

    What others have changed since stays as they left it.
    """
    gone = shown.keys() - wanted.keys()
    new = {day: name for day, name in wanted.items() if shown.get(day) != name}
    return dict(sorted({**{day: name for day, name in there.items() if day not in gone}, **new}.items()))


def difference(before: Days, after: Days) -> Difference:
    """How the days after differ from those before."""
    return Difference(
        added={day: name for day, name in after.items() if day not in before},
        removed={day: name for day, name in before.items() if day not in after},
        renamed={day: name for day, name in after.items() if before.get(day, name) != name},
    )


def _read(line: str, today: date) -> tuple[date, str]:
    said = f"“{shorten(line, MOST_NAME)}”"
    try:
        found = read_day(line[len(_before(line)) :], today=today)
    except ValueError as wrong:
        raise ValueError(f"{said}: {wrong} Write a day as “24 dec Christmas Eve”.") from None
    if found is None:
        raise ValueError(f"{said} does not begin with a day: write it as “24 dec Christmas Eve”.")
    day, name = found
    if day < today:
        raise ValueError(f"{said} is over: leave the line out, or write a day to come.")
    if (day.year - YEARS_AHEAD, day.month, day.day) > (today.year, today.month, today.day):
        raise ValueError(
            f"{said} is more than {YEARS_AHEAD} years ahead: leave the line out until that is nearer."
        )
    if len(name) > MOST_NAME:
        raise ValueError(f"{said}: a name of {len(name)} characters; write one of at most {MOST_NAME}.")
    return day, name


def _before(line: str) -> str:
    found = _BEFORE.match(line)
    return found[0] if found else ""
