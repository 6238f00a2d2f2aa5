"""Which day somebody asks about, of those just past or just ahead: `yesterday`, `mon`, `22 nov`."""

import re
from datetime import date, timedelta

from bot.domain.week import NAMES

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = {"": 0, "today": 0, "yesterday": -1, "tomorrow": 1}
_WRITTEN = re.compile(r"(\d{1,2})\.? ([a-z]{3})[a-z]*\.?|([a-z]{3})[a-z]*\.? (\d{1,2})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def past_day(text: str, *, today: date) -> date | None:
    """The day that is meant: of a weekday the last one, today included; of a date the nearest.

    None where the text is no day, or one that no year has.
    """
    said = " ".join(text.lower().split())
    if said in _WORDS:
        return today + timedelta(days=_WORDS[said])
    if said[:3] in NAMES and said.isalpha():
        return today - timedelta(days=(today.weekday() - NAMES.index(said[:3])) % 7)
    if _ISO.fullmatch(said):
        year, month, number = (int(part) for part in said.split("-"))
        return _date(year, month, number)
    return _nearest(said, today)


def _nearest(said: str, today: date) -> date | None:
    found = _WRITTEN.fullmatch(said)
    name = (found[2] or found[3]) if found else ""
    if found is None or name not in _MONTHS:
        return None
    number = int(found[1] or found[4])
    tried = (_date(today.year + by, _MONTHS.index(name) + 1, number) for by in (-1, 0, 1))
    return min((one for one in tried if one is not None), key=lambda one: abs(one - today), default=None)


def _date(year: int, month: int, number: int) -> date | None:
    """None for one that is in no calendar."""
    try:
        return date(year, month, number)
    except ValueError:
        return None
