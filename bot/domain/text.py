"""Words for counts, lists and durations, and what can be told of a typed text by looking at it."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

ELLIPSIS = "…"


def count_words(count: int, noun: str) -> str:
    """`1 step`, `3 steps`; for nouns whose plural is an s."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def list_words(names: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; "" for none. `last`: the word before the last."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def duration_words(length: timedelta) -> str:
    """`11 h 20 min`, `2 d 3 h`, `45 min`, in whole minutes, rounded up; days without their minutes.

    Nothing, or less, is `0 min`.
    """
    minutes = max(0, -(-length // timedelta(minutes=1)))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (0 if days else minutes, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"


def lines(text: str) -> list[str]:
    """The lines that hold something, trimmed."""
    return [line for line in (one.strip() for one in text.splitlines()) if line]


def shorten(text: str, most: int) -> str:
    """The text on one line and in at most `most` characters; an ellipsis stands for what was cut."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: max(0, most - 1)].rstrip() + ELLIPSIS


def valid_url(text: str) -> bool:
    """Whether it is an address on the web: http or https, with a host, without blanks."""
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        return False
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return has_host and parts.scheme in ("http", "https")
