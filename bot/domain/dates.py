"""Days as people write them: `22 sep - 24 sep`, `until fri`, `tomorrow morning`, `2 weeks from monday`."""

import re
from datetime import date, timedelta

from bot.domain.dayoff import Absence, Half
from bot.domain.week import NAMES

# The longest absence; who is away longer leaves the relay.
MOST_DAYS = 400

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_DATES = tuple(
    map(
        re.compile,
        (
            r"(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)",
            rf"{_NUMBER}\s*{_MONTH}{_YEAR}",
            rf"{_MONTH}\s*{_NUMBER}{_YEAR}",
            r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.?(?:\s?(?P<year>20\d\d))?",
        ),
    )
)
_WEEKDAY = re.compile(
    r"(?P<next>next\s+)?(?P<name>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_SHORT = (
    re.compile(rf"(?P<first>\d{{1,2}})\.?\s*-\s*(?P<last>\d{{1,2}}\.?\s*{_MONTH}{_YEAR})"),
    re.compile(rf"{_MONTH}\s*(?P<first>\d{{1,2}})\s*-\s*(?P<last>\d{{1,2}}){_YEAR}"),
)
_COUNTED = re.compile(
    r"(?:(?P<before>(?!for\b).+?)\s+)?(?:for\s+)?(?P<count>\d{1,3}|a|an|one|two|three)\s+(?P<unit>days?|weeks?)"
    r"(?:\s+(?:from|starting|beginning)\s+(?:on\s+)?(?P<after>.+))?"
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_BETWEEN = re.compile(
    r"\s+-\s+|\s+(?:to|until|till|through)\s+|(?<=[a-z.])\s*-\s*(?=\w)|(?<=\d)\s*-\s*(?=[a-z])"
)
_ENDS = re.compile(r"(?:until|till|through|to)\s+(?P<last>.+)")
_HALF = re.compile(r"(?P<day>.+?)\s+(?P<half>morning|afternoon)")
_HALVES: dict[str, Half] = {"morning": "first", "afternoon": "second"}

# What runs over New Year without naming a year is this short; anything longer was written back to front.
_OVER_NEW_YEAR = timedelta(days=120)


class UnclearDays(ValueError):
    """Words that say no days; its text says why, to who wrote them."""


def spoken_days(text: str, *, today: date) -> Absence:
    """The days that a text names, both ends among them, as somebody means them on that date.

    Without a year it is the next such date; `next fri` is the Friday of the week after this one. Raises
    UnclearDays where it names none, where a date is on no calendar, and where they end before they start.
    """
    plain = " ".join(text.lower().replace("\u2013", "-").replace("\u2014", "-").split()).strip(" ,;!")
    plain = re.sub(r"^(?:(?:from|on|for the)\s+)+", "", plain)
    if re.search(r"\d/\d", plain):
        raise UnclearDays("9/22 and 22/9 mean different days to different people. Write the month as a word.")
    half = _HALF.fullmatch(plain)
    if half:
        day = today if half["day"] in ("this", "the") else _day(half["day"], today)
        return Absence(first=day, last=day, half=_HALVES[half["half"]])
    first, last = _ends(plain, today)
    if last < first:
        raise UnclearDays(f"That ends on {_named(last)}, before it starts on {_named(first)}.")
    if (last - first).days >= MOST_DAYS:
        raise UnclearDays(
            f"That is more than {MOST_DAYS} days. Leaving the relay suits so long a time better."
        )
    return Absence(first=first, last=last)


def _ends(text: str, today: date) -> tuple[date, date]:
    for pattern in _SHORT:
        short = pattern.fullmatch(text)
        if short:
            first = _day(f"{short['first']} {short['month']} {short['year'] or ''}".strip(), today)
            day = re.match(r"\d+", short["last"])
            assert day is not None, "the pattern begins with a number"
            return first, _on_calendar(first.year, first.month, int(day[0]))
    counted = _COUNTED.fullmatch(text)
    if counted:
        return _counted(counted, today)
    until = _ENDS.fullmatch(text)
    if until:
        return today, _last(until["last"], today)
    parts = [part.strip() for part in _BETWEEN.split(text)]
    if _iso(text):
        parts = re.findall(r"20\d\d-\d\d-\d\d", text)
    if len(parts) > 2:
        raise UnclearDays("That names more than two days.")
    first = _day(parts[0], today)
    return first, _last(parts[1], first) if len(parts) == 2 else first


def _counted(found: re.Match[str], today: date) -> tuple[date, date]:
    said = found["after"] or found["before"]
    first = _day(said, today) if said else today
    count = _COUNTS.get(found["count"]) or int(found["count"])
    days = count * (7 if found["unit"].startswith("week") else 1)
    if days < 1:
        raise UnclearDays("No days at all are none off.")
    return first, first + timedelta(days=days - 1)


def _last(text: str, first: date) -> date:
    """The end of a time that starts then."""
    found = _day(text, first)
    written_out = re.search(r"20\d\d", text) is not None
    if not written_out and found - first > _OVER_NEW_YEAR and found.year > first.year:
        earlier = _on_calendar(found.year - 1, found.month, found.day)
        if earlier < first:
            raise UnclearDays(f"That ends on {_named(earlier)}, before it starts on {_named(first)}.")
    return found


def _day(text: str, today: date) -> date:
    text = re.sub(r"^(?:(?:this|on|the)\s+)+", "", text.strip())
    if text in ("today", "now", "tonight"):
        return today
    if text in ("tomorrow", "tmrw"):
        return today + timedelta(days=1)
    named = _WEEKDAY.fullmatch(text)
    if named:
        return _weekday(named, today)
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found:
            return _dated(found, today)
    raise UnclearDays(f"I could not read “{text[:60]}” as a day.")


def _weekday(named: re.Match[str], today: date) -> date:
    number = [name.lower() for name in NAMES].index(named["name"][:3])
    if named["next"]:
        return today + timedelta(days=7 - today.weekday() + number)
    return today + timedelta(days=(number - today.weekday()) % 7)


def _dated(found: re.Match[str], today: date) -> date:
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"]) + 1
    day = int(parts["day"])
    if parts["year"]:
        return _on_calendar(int(parts["year"]), month, day)
    _on_calendar(2000, month, day)  # a leap year: 29 February is on some calendar
    years = range(today.year, today.year + 9)
    dates = (date(year, month, day) for year in years if month != 2 or day < 29 or _is_leap(year))
    return next(one for one in dates if one >= today)


def _on_calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        name = _MONTHS[month - 1].title() if 1 <= month <= 12 else f"month {month}"
        raise UnclearDays(f"There is no {day} {name} in the calendar.") from None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _iso(text: str) -> bool:
    day = r"20\d\d-\d\d-\d\d"
    return re.fullmatch(rf"{day}\s*(?:-|to|until|till|through)\s*{day}", text) is not None


def _named(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"
