"""Spans as Slack's rich-text elements, where what people wrote stays text: it cannot ping, link or format."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from bot.domain.text import valid_url
from bot.messages.document import ChannelLink, Link, Mention, PostLink, Span, Style, Text, When, clock_time
from bot.slack import limits

Json = dict[str, Any]

PLATFORM = "slack"

# The same few addresses stand in every digest, and checking one costs more than drawing it.
_is_url = lru_cache(maxsize=4096)(valid_url)

_MOST = limits.TEXT
_FORMATS = {"time": "{time}", "day_time": "{day_divider_pretty} at {time}", "day": "{day_divider_pretty}"}


def elements(spans: Iterable[Span], links: Mapping[str, str]) -> list[Json]:
    """The elements of one line of spans. `links`: addresses of the bot's own messages, by their keys."""
    found: list[Json] = []
    for span in spans:
        if type(span) is Text and 0 < len(span.text) <= _MOST:
            if span.bold or span.italic or span.code or span.strike:
                found.append(_styled(span))
            else:
                found.append({"type": "text", "text": span.text})
        else:
            found += _SPANS[type(span)](span, links)
    return found


def plain(text: str, most: int = limits.TEXT) -> Json:
    """A plain-text object; a colon word stays as it was typed."""
    return {"type": "plain_text", "text": text[:most], "emoji": False}


def _styled(span: Text) -> Json:
    style = {"bold": True} if span.bold else {}
    if span.italic:
        style["italic"] = True
    if span.code:
        style["code"] = True
    if span.strike:
        style["strike"] = True
    return {"type": "text", "text": span.text, "style": style}


def _pieces(span: Text, _: Mapping[str, str]) -> list[Json]:
    """None for no text: Slack refuses an empty one, and one that is too long."""
    texts = (span.text[start : start + _MOST] for start in range(0, len(span.text), _MOST))
    return elements((replace(span, text=text) for text in texts), {})


def _when(span: When, _: Mapping[str, str]) -> list[Json]:
    timestamp, shown_as = _instant(span.at, span.zone, span.style)
    return [
        {"type": "date", "timestamp": timestamp, "format": _FORMATS[span.style], "fallback": shown_as},
    ]


@lru_cache(maxsize=4096)
def _instant(at: datetime, zone: str, style: Style) -> tuple[int, str]:
    """A message says the same few over and over."""
    return int(at.timestamp()), clock_time(When(at=at, zone=zone, style=style))


def _mention(span: Mention, _: Mapping[str, str]) -> list[Json]:
    if span.user.platform != PLATFORM:
        return [{"type": "text", "text": span.name or span.user.id}]
    return [{"type": "user", "user_id": span.user.id}]


def _channel(span: ChannelLink, _: Mapping[str, str]) -> list[Json]:
    if span.place.platform != PLATFORM:
        return [{"type": "text", "text": span.text or span.place.id}]
    return [{"type": "channel", "channel_id": span.place.id}]


def _link(span: Link, _: Mapping[str, str]) -> list[Json]:
    return _leading(span.url, span.text)


def _post(span: PostLink, links: Mapping[str, str]) -> list[Json]:
    return _leading(links.get(span.key, ""), span.text)


def _leading(url: str, text: str) -> list[Json]:
    if not _is_url(url) or len(url) > limits.URL:
        return elements((Text(text=text or url),), {})
    return [{"type": "link", "url": url, "text": text} if text else {"type": "link", "url": url}]


_SPANS: Mapping[type, Callable[[Any, Mapping[str, str]], list[Json]]] = {
    Text: _pieces,
    When: _when,
    Mention: _mention,
    Link: _link,
    PostLink: _post,
    ChannelLink: _channel,
}
