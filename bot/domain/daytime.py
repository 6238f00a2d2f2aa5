"""A time of day as people write it: `9`, `09:30`, `9.30`, `9am`."""

import re
from typing import Final

HOUR: Final = 60
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?")


def parse_minute(text: str) -> int:
    """Minutes after midnight, before 24:00. Raises ValueError, in words for the person who wrote it."""
    found = _TIME.fullmatch(text.strip().lower())
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (24, 0)
    if found is not None and found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute >= HOUR:
        raise ValueError(f"“{text.strip()}” is no time of day: write it as 9, 09:00 or 17:30.")
    return hour * HOUR + minute
