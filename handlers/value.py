"""What a button carries: a day or a number, or None where it is neither, since anyone can send anything."""

from datetime import date

# Above any id, and within what every database takes for one.
_MOST_DIGITS = 18


def day_of(value: str) -> date | None:
    """The day that was written as ISO text."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def number_of(value: str) -> int | None:
    """The id that was written in digits."""
    plain = value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS
    return int(value) if plain else None
