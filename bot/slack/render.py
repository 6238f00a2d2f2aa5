"""A document as Slack's blocks: plain dicts, and with few exceptions one of theirs for one of ours."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any

from bot.domain.light import dataclass
from bot.domain.text import ELLIPSIS, shorten
from bot.messages.document import (
    Block,
    Bullets,
    Buttons,
    Divider,
    Document,
    Facts,
    Heading,
    Native,
    Paragraph,
    Quote,
    Text,
    say,
)
from bot.slack import limits
from bot.slack.buttons import actions
from bot.slack.spans import PLATFORM, elements, plain

NO_LINKS: Mapping[str, str] = MappingProxyType({})
EVENT_TYPE = "sunrelay"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A message as Slack takes it: `text` is what notifications and screen readers say."""

    blocks: list[Json]
    text: str
    metadata: Json

    def payload(self) -> Json:
        """The arguments that every method which shows a message takes."""
        return {"blocks": self.blocks, "text": self.text}


def message(document: Document, *, key: str = "", links: Mapping[str, str] = NO_LINKS) -> Drawn:
    """The document as one message. `key` goes into its metadata; `links` are addresses of messages by key."""
    payload = {"key": key, "kind": document.kind}
    if document.day is not None:
        payload["day"] = document.day.isoformat()
    return Drawn(
        # Without blocks Slack would draw the text, and as mrkdwn.
        blocks=blocks(document.blocks, links=links) or blocks((say(document.summary),)),
        text=fallback(document.summary),
        metadata={"event_type": EVENT_TYPE, "event_payload": payload},
    )


def blocks(
    wanted: tuple[Block, ...], *, links: Mapping[str, str] = NO_LINKS, numbers: Iterator[int] | None = None
) -> list[Json]:
    """Slack's blocks for ours. `numbers` number the buttons; a view shares one count among all its parts."""
    numbers = count() if numbers is None else numbers
    drawn: list[Json] = []
    for block in wanted:
        if type(block) is Paragraph and not block.small:  # most of them
            if said := elements(block.spans, links):
                section = {"type": "rich_text_section", "elements": said}
                drawn.append({"type": "rich_text", "elements": [section]})
        else:
            drawn += _BLOCKS[type(block)](block, links, numbers)
    return drawn


def fallback(summary: str) -> str:
    """A message's `text`: escaped, so that nothing in it pings or links, and cut where Slack would cut."""
    text = _escaped(summary) if summary.strip() else "Sunrelay"
    most = limits.FALLBACK
    while len(text.encode("utf-8", "replace")) > limits.FALLBACK:
        text = _escaped(summary[:most].rstrip()) + ELLIPSIS
        most = most * 3 // 4
    return text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quote(block: Quote, links: Mapping[str, str], _: Iterator[int]) -> list[Json]:
    kind = "rich_text_preformatted" if block.code else "rich_text_quote"
    return _rich(kind, elements(block.spans, links))


def _rich(kind: str, found: list[Json]) -> list[Json]:
    return [{"type": "rich_text", "elements": [{"type": kind, "elements": found}]}] if found else []


def _bullets(block: Bullets, links: Mapping[str, str], _: Iterator[int]) -> list[Json]:
    said = [
        {"type": "rich_text_section", "elements": line}
        for item in block.items
        if (line := elements(item, links))
    ]
    if not said:
        return []
    return [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": said}],
        }
    ]


def _facts(block: Facts, links: Mapping[str, str], _: Iterator[int]) -> list[Json]:
    parts: list[Json] = []
    for number, (label, value) in enumerate(block.pairs):
        if number:
            parts.append({"type": "text", "text": "\n"})
        parts += elements((Text(text=f"{label}: ", bold=True), *value), links)
    return _rich("rich_text_section", parts)


def _heading(block: Heading, _: Mapping[str, str], __: Iterator[int]) -> list[Json]:
    text = shorten(block.text, limits.HEADER)
    return [{"type": "header", "text": plain(text)}] if text else []


def _small(block: Paragraph, links: Mapping[str, str], _: Iterator[int]) -> list[Json]:
    """Small print is plain words. With a mention, a link or an instant it is drawn at full size instead:

    small print that holds those is mrkdwn, which cannot escape what people wrote.
    """
    texts = [span.text for span in block.spans if type(span) is Text]
    text = "".join(texts)
    if len(texts) < len(block.spans) or len(text) > limits.TEXT:
        return _rich("rich_text_section", elements(block.spans, links))
    return [{"type": "context", "elements": [plain(text)]}] if text.strip() else []


def _buttons(block: Buttons, _: Mapping[str, str], numbers: Iterator[int]) -> list[Json]:
    return actions(block.buttons, numbers)


def _divider(_: Divider, __: Mapping[str, str], ___: Iterator[int]) -> list[Json]:
    return [{"type": "divider"}]


def _native(block: Native, _: Mapping[str, str], __: Iterator[int]) -> list[Json]:
    return [dict(block.payload)] if block.platform == PLATFORM else []


# A look-up: a digest has forty blocks, and asking each what it is takes longer than drawing it.
_BLOCKS: Mapping[type, Callable[[Any, Mapping[str, str], Iterator[int]], list[Json]]] = {
    Paragraph: _small,  # the others are drawn where they are met
    Quote: _quote,
    Bullets: _bullets,
    Facts: _facts,
    Heading: _heading,
    Buttons: _buttons,
    Divider: _divider,
    Native: _native,
}
