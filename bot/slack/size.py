"""How much of a message's room a document takes, so that what is too long is split before it is sent."""

from dataclasses import dataclass

from bot.messages.document import (
    Block,
    Bullets,
    Buttons,
    Document,
    Facts,
    Heading,
    Paragraph,
    Quote,
    plain_text,
)
from bot.slack import limits
from bot.slack.render import blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Blocks as Slack counts them, and characters of what they say."""

    blocks: int
    characters: int


def measure(document: Document) -> Size:
    """The room a document takes."""
    return Size(
        blocks=len(blocks(document.blocks)), characters=sum(_characters(one) for one in document.blocks)
    )


def fits(document: Document, *, within: limits.Limits = limits.MESSAGE) -> bool:
    """Whether Slack takes the document as one message (or, asked so, as one view)."""
    size = measure(document)
    return size.blocks <= within.blocks and size.characters <= within.characters


def _characters(block: Block) -> int:
    match block:
        case Paragraph(spans=spans) | Quote(spans=spans):
            return len(plain_text(spans))
        case Heading(text=text):
            return len(text)
        case Bullets(items=items):
            return sum(len(plain_text(item)) for item in items)
        case Facts(pairs=pairs):
            return sum(len(label) + len(plain_text(value)) for label, value in pairs)
        case Buttons(buttons=buttons):
            return sum(len(one.text) + len(one.value) for one in buttons)
        case _:
            return 0
