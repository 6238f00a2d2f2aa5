"""Spans as Slack's rich-text elements, where what people wrote stays text: it cannot ping, link or format."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import compress, product
from typing import Any

from msgspec.structs import replace

from bot.domain.text import valid_url
from bot.messages.document import ChannelLink, Link, Mention, PostLink, Span, Text, When, clock_time
from bot.slack import limits

Json = dict[str, Any]

PLATFORM = "slack"

# The same few addresses stand in every digest, and checking one costs more than drawing it.
_is_url = lru_cache(maxsize=4096)(valid_url)

_MOST = limits.TEXT
# Every mix of them, each made once and shared: nobody changes what is drawn.
_MARKS = ("bold", "italic", "code", "strike")
_STYLES = {
    flags: dict.fromkeys(compress(_MARKS, flags), True)
    for flags in product((False, True), repeat=len(_MARKS))
}
_FORMATS = {"time": "{time}", "day_time": "{day_divider_pretty} at {time}", "day": "{day_divider_pretty}"}


def elements(spans: Iterable[Span], links: Mapping[str, str]) -> list[Json]:
    """The elements of one line of spans. `links`: addresses of the bot's own messages, by their keys."""
    found: list[Json] = []
    for span in spans:
        if type(span) is Text and 0 < len(text := span.text) <= _MOST:
            if span.bold or span.italic or span.code or span.strike:
                style = _STYLES[span.bold, span.italic, span.code, span.strike]
                found.append({"type": "text", "text": text, "style": style})
            else:
                found.append({"type": "text", "text": text})
        elif type(span) is When:
            found.append(_date(span))
        else:
            found += _SPANS[type(span)](span, links)
    return found


def plain(text: str, most: int = limits.TEXT) -> Json:
    """A plain-text object; a colon word stays as it was typed."""
    return {"type": "plain_text", "text": text[:most], "emoji": False}


def _pieces(span: Text, _: Mapping[str, str]) -> list[Json]:
    """None for no text: Slack refuses an empty one, and one that is too long."""
    texts = (span.text[start : start + _MOST] for start in range(0, len(span.text), _MOST))
    return elements((replace(span, text=text) for text in texts), {})


@lru_cache(maxsize=4096)
def _date(when: When) -> Json:
    """A message says the same few over and over, and they share this."""
    return {
        "type": "date",
        "timestamp": int(when.at.timestamp()),
        "format": _FORMATS[when.style],
        "fallback": clock_time(when),
    }


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
    url = links.get(span.key)
    return _leading(url, span.text) if url else _leading_nowhere(span.text)


def _leading(url: str, text: str) -> list[Json]:
    if not _is_url(url) or len(url) > limits.URL:
        return _leading_nowhere(text or url)
    return [{"type": "link", "url": url, "text": text} if text else {"type": "link", "url": url}]


def _leading_nowhere(text: str) -> list[Json]:
    return [{"type": "text", "text": text}] if 0 < len(text) <= _MOST else _pieces(Text(text=text), {})


_SPANS: Mapping[type, Callable[[Any, Mapping[str, str]], list[Json]]] = {
    Text: _pieces,
    Mention: _mention,
    Link: _link,
    PostLink: _post,
    ChannelLink: _channel,
}
