"""Which day somebody asks about, of those just past or just ahead: `yesterday`, `mon`, `22 nov`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.week import LONG_NAMES

_DAYS = tuple(name.lower() for name in LONG_NAMES)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WORDS = {"": 0, "today": 0, "yesterday": -1, "tomorrow": 1}
_WRITTEN = re.compile(r"(\d{1,2})\.? ([a-z]{3,})\.?|([a-z]{3,})\.? (\d{1,2})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def past_day(text: str, *, today: date) -> date | None:
    """The day that is meant: of a weekday the last one, today included; of a date the nearest.

    None where the text is no day, or one that no year has.
    """
    said = " ".join(text.lower().split())
    if said in _WORDS:
        return today + timedelta(days=_WORDS[said])
    if (weekday := _index(said, _DAYS)) is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    if _ISO.fullmatch(said):
        year, month, number = (int(part) for part in said.split("-"))
        return _date(year, month, number)
    return _nearest(said, today)


def _nearest(said: str, today: date) -> date | None:
    found = _WRITTEN.fullmatch(said)
    month = _index(found[2] or found[3], _MONTHS) if found else None
    if found is None or month is None:
        return None
    number = int(found[1] or found[4])
    tried = (_date(today.year + by, month + 1, number) for by in (-1, 0, 1))
    return min((one for one in tried if one is not None), key=lambda one: abs(one - today), default=None)


def _index(said: str, names: Sequence[str]) -> int | None:
    """Which of them is said, in full or by its first letters, three at least."""
    found = (number for number, name in enumerate(names) if name.startswith(said))
    return next(found, None) if len(said) >= 3 else None


def _date(year: int, month: int, number: int) -> date | None:
    """None for one that is in no calendar."""
    try:
        return date(year, month, number)
    except ValueError:
        return None
