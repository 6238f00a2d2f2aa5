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
from bot.slack.render import blocks

# What a block weighs beside its words: measured by others, like the limit itself (slackapi/bolt-js#2867).
_BLOCK = 60
_HEADING = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Blocks as Slack counts them; characters of what they say, escaped, and some more for each block."""

    blocks: int
    characters: int


# 50 blocks are documented. Characters are not: `msg_blocks_too_long` has been seen from about 13,000 on.
_MOST = Size(blocks=50, characters=12_000)


def measure(document: Document) -> Size:
    """The room a document takes."""
    count = len(blocks(document.blocks))
    said = sum(_characters(one) for one in document.blocks)
    return Size(blocks=count, characters=count * _BLOCK + said)


def fits(document: Document) -> bool:
    """Whether Slack takes the document as one message."""
    size = measure(document)
    return size.blocks <= _MOST.blocks and size.characters <= _MOST.characters


def _characters(block: Block) -> int:
    match block:
        case Paragraph(spans=spans) | Quote(spans=spans):
            return _length(plain_text(spans))
        case Heading(text=text):
            return _length(text) + _HEADING - _BLOCK
        case Bullets(items=items):
            return sum(_length(plain_text(item)) for item in items)
        case Facts(pairs=pairs):
            return sum(_length(label) + _length(plain_text(value)) + 3 for label, value in pairs)
        case Buttons(buttons=buttons):
            return sum(_length(one.text) for one in buttons)
        case _:
            return 0


def _length(text: str) -> int:
    """With `&`, `<` and `>` as the entities that Slack keeps them as."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
