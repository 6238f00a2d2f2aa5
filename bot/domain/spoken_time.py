"""A time as people say it: `3pm PST thu`, `15:00 Berlin tomorrow`, `9:30 my time fri`, `1700 utc`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.domain.spoken_zone import Clocks, Either, clocks
from bot.domain.week import DAY, NAMES
from bot.domain.zone import instant, local_day

ONE_DAY = timedelta(days=1)
HOUR = 60

# The most years from one 29 February to the next.
LEAP_YEARS = 8

# Until then it is still the night of the day before.
MORNING = 6 * HOUR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_NUMBER = r"(?P<number>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_DATES = tuple(
    map(
        re.compile,
        (
            r"\b(?P<year>20\d\d)-(?P<iso>\d\d)-(?P<number>\d\d)\b",
            rf"\b{_NUMBER}\.?\s+{_MONTH}{_YEAR}(?!\w)",
            rf"\b{_MONTH}\s+{_NUMBER}{_YEAR}(?![\w:.])(?!\s*[ap]\.?m)",
        ),
    )
)
_DAYS = re.compile(
    r"\b(?:(?:this|next)\s+)?(?P<day>today|tonight|tomorrow|tmrw"
    r"|mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b"
)
# What may stand before and after a day that is named alone.
_BEFORE = re.compile(r"\s*(?:(?:by|on|until|till|before|(?:by )?(?:eod|(?:the )?end of(?: day)?))\s+)?")
_AFTER = re.compile(r"\s*(?:morning|afternoon|evening|night|eod|end of day)?[\s.!]*")
_OFFSET = re.compile(r"\b(?:utc|gmt)\s*[+\-\u2212]\s*\d{1,2}(?::?\d\d)?\b|(?<=\s)[+\u2212-]\d\d:?\d\d\b")
_HALVES = r"(?P<half>[ap])\.?m\.?(?!\w)"
_TIMES = tuple(
    map(
        re.compile,
        (
            r"\b(?:12(?:[:.]00)?\s*)?(?P<word>noon|midday|midnight)\b",
            rf"(?<![\w:.])(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d\d))?\s*{_HALVES}",
            r"(?<![\w:.])(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:\s*h(?:rs)?)?(?=z?(?![\w:]))",
            r"(?<![\w:.])(?P<hour>\d\d)(?P<minute>\d\d)(?:\s*h(?:rs)?)?(?=z?(?![\w:]))",
            r"(?<![\w:.])(?P<hour>\d{1,3})(?:\s*(?:h|o'?clock))?(?![\w:])",
        ),
    )
)
_WORDS = {"noon": 12 * HOUR, "midday": 12 * HOUR, "midnight": 0}
_FILLING = re.compile(r"\b(?:at|on|in|for|the|what|is|time is)\b|[,;?!()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The instant that is meant, and by which clocks it was said."""

    at: datetime
    by: Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """What of it cannot be understood."""

    what: Literal["time", "day", "place"]
    typed: str


def spoken_time(
    text: str, *, now: datetime, zone: str, also: Mapping[str, str]
) -> Spoken | Unclear | Either | None:
    """The time in a text; None where there is none in it.

    Without a place it is the reader's own time, whose zone is `zone`; `also` names further places, in lower
    case. Days are those of the place. Without a day, or with a weekday's name, it is the next such time to
    come; of a weekday and a date, the date counts. What the clocks skip is the first instant after; what
    comes twice, the first.
    """
    rest = " " + text.lower().replace("\u2019", "'") + " "
    rest, offset = _taken(rest, (_OFFSET,))
    rest, dated = _taken(rest, _DATES)
    rest, named = _taken(rest, (_DAYS,))
    day = named["day"] if named is not None else ""
    rest, timed = _taken(rest, _TIMES)
    if timed is None:
        return None
    minute = _minute(timed, tonight=day == "tonight")
    if minute is None:
        return Unclear(what="time", typed=timed[0].strip())
    place = offset[0].replace(" ", "") if offset else " ".join(_FILLING.sub(" ", rest).split())
    by = clocks(place, own=zone, also=also)
    if by is None:
        return Unclear(what="place", typed=place)
    return by if isinstance(by, Either) else _meant(by, minute, dated, day, now=now)


def dated(text: str, *, now: datetime, zone: str) -> str:
    """A day that is named alone, `by tomorrow` or `Fri`, as its date; any other text as it is.

    A weekday's name on that very day may mean a week later, and so may "next": both stay as they are.
    """
    found = _DAYS.search(text.lower())
    if found is None or found[0].startswith("next") or found["day"] == "tonight":
        return text
    before, after = text[: found.start()], text[found.end() :]
    if not (_BEFORE.fullmatch(before.lower()) and _AFTER.fullmatch(after.lower())):
        return text
    today = local_day(zone, now)
    ahead = _ahead(found["day"], today)
    if ahead is None:
        return text
    day = today + ahead * ONE_DAY
    return f"{before}{day:%a} {day.day} {day:%b}{after}"


def _ahead(day: str, today: date) -> int | None:
    """In how many days that is; None where it may be today or in a week."""
    near = {"today": 0, "tomorrow": 1, "tmrw": 1}
    if day in near:
        return near[day]
    return (NAMES.index(day[:3]) - today.weekday()) % len(NAMES) or None


def _meant(
    by: Clocks, minute: int, dated: re.Match[str] | None, named: str, *, now: datetime
) -> Spoken | Unclear:
    today = now.astimezone(by.rules).date()
    if dated is not None:
        day = _date(dated, today)
        if day is None:
            return Unclear(what="day", typed=dated[0].strip())
        return Spoken(at=_at(by, day, minute), by=by)
    return Spoken(at=_next(by, minute, named, today, now=now), by=by)


def _next(by: Clocks, minute: int, day: str, today: date, *, now: datetime) -> datetime:
    """The day that is named, else the first on which it is still to come."""
    if day == "tonight" and minute < MORNING and _at(by, today, minute) < now:
        return _at(by, today + ONE_DAY, minute)
    if day in ("today", "tonight"):
        return _at(by, today, minute)
    if day in ("tomorrow", "tmrw"):
        return _at(by, today + ONE_DAY, minute)
    every = 1
    if day:
        every = len(NAMES)
        today += (NAMES.index(day[:3]) - today.weekday()) % every * ONE_DAY
    at = _at(by, today, minute)
    return at if at >= now else _at(by, today + every * ONE_DAY, minute)


def _at(by: Clocks, day: date, minute: int) -> datetime:
    if by.zone:
        return instant(by.zone, day, minute)
    return datetime.combine(day, time(*divmod(minute, HOUR)), tzinfo=by.rules).astimezone(UTC)


def _taken(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[str, re.Match[str] | None]:
    """The text without the first that is found, and what was found."""
    for pattern in patterns:
        found = pattern.search(text)
        if found is not None:
            return f"{text[: found.start()]} {text[found.end() :]}", found
    return text, None


def _minute(found: re.Match[str], *, tonight: bool) -> int | None:
    """Minutes after midnight; None for what is no time of day. Tonight, 8 is in the evening."""
    given = found.groupdict()
    if given.get("word"):
        return _WORDS[given["word"]]
    hour, minute = int(given["hour"]), int(given.get("minute") or 0)
    if given.get("half"):
        hour = hour % 12 + (12 if given["half"] == "p" else 0) if 1 <= hour <= 12 else DAY
    elif tonight and 1 <= hour < 12:
        hour += 12
    return hour * HOUR + minute if hour < 24 and minute < HOUR else None


def _date(found: re.Match[str], today: date) -> date | None:
    """The date that is named; without a year the next of its kind. None where the calendar has none."""
    given = found.groupdict()
    month = int(given["iso"]) if given.get("iso") else _MONTHS.index(given["month"]) + 1
    number = int(given["number"])
    if given["year"]:
        return _on_calendar(int(given["year"]), month, number)
    dates = (_on_calendar(year, month, number) for year in range(today.year, today.year + LEAP_YEARS + 1))
    return next((one for one in dates if one is not None and one >= today), None)


def _on_calendar(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
