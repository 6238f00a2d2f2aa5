"""A working week as people write it ("mon-thu 9-17:30, fri 9-13"), and as it is kept."""

import re
from itertools import groupby, pairwise
from operator import itemgetter

from bot.domain.light import dataclass

# Minutes from the midnight with which the date begins; an end beyond 24:00 is on the next day.
Stretch = tuple[int, int]

DAY = 24 * 60
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONG_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLE = "for example “mon-thu 9-17:30, fri 9-13”"

_HOURS = re.compile(
    r"(?P<days>\D*?)\s*(?P<start>\d[\d:.]*\s*(?:am|pm)?)\s*-\s*(?P<end>\d[\d:.]*\s*(?:am|pm)?)"
)
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?")
_DASHES = re.compile(r" ?[\u2010-\u2015\u2212-] ?")


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """For each weekday, Monday first, the stretches worked, in order; `str` is what `parse_week` reads.

    A stretch starts on its date and lasts less than 24 hours, or all of it. Raises ValueError when stretches
    overlap, also with those of the next day.
    """

    days: tuple[tuple[Stretch, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(NAMES):
            raise ValueError("A week has seven days: give the stretches of each, Monday first.")
        for weekday, stretches in enumerate(self.days):
            for start, end in stretches:
                longest = DAY if start == 0 else DAY - 1  # from any other minute, an end would read like none
                if not (0 <= start < DAY and start < end <= start + longest):
                    name = LONG_NAMES[weekday]
                    raise ValueError(
                        f"{name}: hours start within the day and last less than 24, or are 0-24."
                    )
        _refuse_overlaps(self.days)

    def __str__(self) -> str:
        return week_text(self)

    @property
    def works(self) -> bool:
        """Whether any day is worked at all."""
        return any(self.days)


def parse_week(text: str) -> WorkingWeek:
    """Read a working week; "none" has no working day, and hours without days are Monday to Friday.

    Ranges of days may wrap (`sun-thu`); a day may have several stretches (`mon-fri 9-12, 19-22`); an end not
    after its start is on the next day. Raises ValueError, in words for the person who wrote it.
    """
    if text.strip().lower() == "none":
        return WorkingWeek(days=((),) * len(NAMES))
    stretches: dict[int, list[Stretch]] = {}
    weekdays: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    for part in _parts(text):
        found = _HOURS.fullmatch(part)
        named = _weekdays(part if found is None else found["days"])
        if named:
            waiting = _once(waiting + named, stretches)
        if found is not None:
            weekdays = waiting or weekdays or _once((0, 1, 2, 3, 4), stretches)
            waiting = ()
            for weekday in weekdays:
                stretches.setdefault(weekday, []).append(_stretch(found["start"], found["end"]))
    if waiting or not stretches:
        raise ValueError(f"Add the hours to the days: {EXAMPLE}.")
    return WorkingWeek(days=tuple(_joined(stretches.get(weekday, [])) for weekday in range(len(NAMES))))


def week_text(week: WorkingWeek) -> str:
    """A week in the words that `parse_week` reads: `mon-thu 09:00-17:30, fri 09:00-13:00`."""
    parts = []
    for stretches, run in groupby(enumerate(week.days), key=itemgetter(1)):
        weekdays = [weekday for weekday, _ in run]
        if stretches:
            hours = ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in stretches)
            parts.append(f"{_span(weekdays)} {hours}")
    return ", ".join(parts) or "none"


def _parts(text: str) -> list[str]:
    """What stands between commas, blanks and dashes made plain."""
    pieces = (" ".join(piece.split()) for piece in re.split(r"[,;\n]", text.lower()))
    return [_DASHES.sub("-", piece) for piece in pieces if piece]


def _refuse_overlaps(days: tuple[tuple[Stretch, ...], ...]) -> None:
    week = len(NAMES) * DAY
    spans = [
        (weekday * DAY + start, weekday * DAY + end, weekday)
        for weekday, stretches in enumerate(days)
        for start, end in stretches
    ]
    if not spans:
        return
    first = spans[0]
    for (_, end, one), (start, _, other) in pairwise([*spans, (first[0] + week, first[1] + week, first[2])]):
        if start < end:
            where = LONG_NAMES[one] if one == other else f"{LONG_NAMES[one]} and {LONG_NAMES[other]}"
            raise ValueError(
                f"The hours of {where} overlap: let each stretch end before the next one starts."
            )


def _weekdays(text: str) -> tuple[int, ...]:
    """The weekdays of `mon`, `monday`, `mon-fri` or `sat-mon`; none for no text."""
    words = text.strip().rstrip(":").strip()
    if not words:
        return ()
    numbers = [_weekday(word) for word in words.split("-")]
    match numbers:
        case [one]:
            return (one,)
        case [first, last] if first != last:
            return tuple((first + step) % len(NAMES) for step in range((last - first) % len(NAMES) + 1))
    raise ValueError(f"“{words}” is no range of days: write it as “mon-fri”.")


def _weekday(word: str) -> int:
    for number, name in enumerate(LONG_NAMES):
        if len(word) >= len("mon") and name.lower().startswith(word):
            return number
    raise ValueError(
        f"“{word}” is no day and no hours: write days as mon, tue, wed, thu, fri, sat, sun, {EXAMPLE}."
    )


def _once(weekdays: tuple[int, ...], stretches: dict[int, list[Stretch]]) -> tuple[int, ...]:
    for position, weekday in enumerate(weekdays):
        if weekday in stretches or weekday in weekdays[:position]:
            raise ValueError(
                f"{LONG_NAMES[weekday]} is there twice: write all its hours together, “mon 9-12, 14-18”."
            )
    return weekdays


def _stretch(start: str, end: str) -> Stretch:
    begins, ends = _minute(start), _minute(end)
    if begins == DAY:
        raise ValueError("A day starts at 00:00: write 00:00 on the next day instead of 24:00.")
    if begins == ends:
        raise ValueError(
            f"{start.strip()}-{end.strip()} has no length: end later than you start, or write 0-24."
        )
    return begins, ends if ends > begins else ends + DAY


def _minute(text: str) -> int:
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (DAY, 0)
    half = found["half"] if found else None
    if half is not None:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else DAY
    if minute >= 60 or hour * 60 + minute > DAY:
        raise ValueError(
            f"“{text.strip()}” is no time of day: write times as 9, 09:00 or 17:30, up to 24:00."
        )
    return hour * 60 + minute


def _joined(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """In order, and those that touch made one."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _span(weekdays: list[int]) -> str:
    first, last = NAMES[weekdays[0]], NAMES[weekdays[-1]]
    return first if first == last else f"{first}-{last}"


def _clock(minute: int) -> str:
    if minute == DAY:
        return "24:00"
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


DEFAULT_WEEK = WorkingWeek(days=(((9 * 60, 17 * 60 + 30),),) * 5 + ((),) * 2)
