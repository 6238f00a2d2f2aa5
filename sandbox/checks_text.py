"""Text objects, addresses and reader-zone dates: what Slack takes as words."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.checks_shape import Check, flag, shape, string, typed, whole

DATE_TOKENS = frozenset(
    {
        "ago",
        "date",
        "date_long",
        "date_long_full",
        "date_long_pretty",
        "date_num",
        "date_pretty",
        "date_short",
        "date_short_pretty",
        "date_slash",
        "day_divider_pretty",
        "time",
        "time_secs",
    }
)
_DATE = re.compile(r"<!date\^\d+\^([^|>^]*)(\^[^|>]*)?\|[^>]+>")
RAW_DATE = "a reader-zone date does not work here"
_SCHEMES = ("http://", "https://", "mailto:", "slack://")


def plain(most: int, *, least: int = 1) -> Check:
    """A `plain_text` object: nothing in it is drawn, so a reader-zone date there is shown raw."""
    return typed({"plain_text": _plain(most, least)})


def words(most: int) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return typed({"plain_text": _plain(most, 1), "mrkdwn": _mrkdwn(most)})


def words_without_dates(most: int) -> Check:
    """Text of an option: mrkdwn where the element takes it, yet never a reader-zone date."""
    either = words(most)

    def check(value: Any, path: str) -> Iterator[str]:
        found = list(either(value, path))
        yield from found or _no_dates(value, path)

    return check


def address(most: int = 3000) -> Check:
    """An absolute address of a scheme that Slack opens; `javascript:` and bare paths are none."""
    text = string(most)

    def check(value: Any, path: str) -> Iterator[str]:
        found = list(text(value, path))
        if not found and not value.lower().startswith(_SCHEMES):
            found = [f"{path}: not an http, https, mailto or slack address"]
        yield from found

    return check


def picture(most: int = 3000) -> Check:
    """The address of a picture, which Slack fetches itself: http or https."""
    return string(most, pattern=r"https?://\S+")


def date_format(value: Any, path: str) -> Iterator[str]:
    """A template with at least one of Slack's tokens and none of its own."""
    found = list(string(3000)(value, path))
    yield from found or _bad_tokens(value, path)


def mrkdwn_dates(text: str, path: str) -> Iterator[str]:
    """Every `<!date^…>` is whole: seconds, a known format, and a fallback, else it is shown raw."""
    for start in re.finditer(r"<!date\^", text):
        date = _DATE.match(text, start.start())
        if date is None:
            yield f"{path}: a date that is not <!date^SECONDS^FORMAT|FALLBACK>"
        else:
            yield from _bad_tokens(date[1], path)


def _plain(most: int, least: int) -> Check:
    return shape({"text": string(most, least=least)}, {"emoji": flag}, _no_dates)


def _mrkdwn(most: int) -> Check:
    return shape(
        {"text": string(most)}, {"verbatim": flag}, lambda value, path: mrkdwn_dates(value["text"], path)
    )


def _no_dates(value: Any, path: str) -> Iterator[str]:
    if re.search(r"<!date\^\d", value["text"]):
        yield f"{path}.text: {RAW_DATE}"


def _bad_tokens(template: str, path: str) -> Iterator[str]:
    tokens = re.findall(r"\{([^}]*)\}", template)
    if not tokens:
        yield f"{path}: a date format without a token"
    for token in tokens:
        if token not in DATE_TOKENS:
            yield f"{path}: {{{token}}} is no date token"


SECONDS = whole(1, 9_999_999_999)
