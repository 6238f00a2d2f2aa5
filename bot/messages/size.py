"""How much of a message's room a block takes, in the terms of the strictest platform we speak to."""

from collections.abc import Iterable

from bot.domain.light import dataclass
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Facts,
    Heading,
    Native,
    Paragraph,
    Quote,
    Spans,
    Text,
    in_words,
    plain_text,
)

# What a block costs beside its words, and how many buttons stand in one (Slack's, measured by others).
_BLOCK = 60
_HEADING = 100
_ROW = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """So many of the platform's blocks, and their characters with some more for each block."""

    blocks: int = 0
    weight: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(blocks=self.blocks + other.blocks, weight=self.weight + other.weight)


def whole(blocks: Iterable[Block]) -> Size:
    """The room that all of these take together: most messages need to know no more."""
    rows, fixed, lines, buttons = 0, 0, list[Spans](), list[Button]()
    for block in blocks:
        rows += 1
        if type(block) is Paragraph or type(block) is Quote:
            lines.append(block.spans)
        elif type(block) is Bullets:
            lines += block.items
        elif type(block) is Buttons:
            rows += _rows(block) - 1
            buttons += block.buttons
        elif type(block) is not Divider:
            fixed += weight(block) - _BLOCK
    texts = [span.text if type(span) is Text else in_words(span) for line in lines for span in line]
    texts += [button.text for button in buttons]
    return Size(blocks=rows, weight=fixed + _BLOCK * rows + kept("".join(texts)))


def size(block: Block) -> Size:
    """The room that a block takes."""
    return Size(blocks=_rows(block), weight=weight(block))


def weight(block: Block) -> int:
    """Its characters, each as it is kept, and some more for the block itself."""
    match block:
        case Heading(text=text):
            return _HEADING + kept(text)
        case Paragraph(spans=spans) | Quote(spans=spans):
            return _BLOCK + kept(plain_text(spans))
        case Bullets(items=items):
            return _BLOCK + sum(kept(plain_text(item)) for item in items)
        case Facts(pairs=pairs):
            return _BLOCK + sum(kept(label) + kept(plain_text(spans)) + 3 for label, spans in pairs)
        case Buttons(buttons=buttons):
            return _BLOCK * _rows(block) + sum(kept(button.text) for button in buttons)
        case Divider():
            return _BLOCK
        case Native(payload=payload):
            return _BLOCK + kept(str(payload))


def kept(text: str) -> int:
    """The characters of a text once `&`, `<` and `>` are the entities that they are kept as."""
    if "&" not in text and "<" not in text and ">" not in text:  # sooner seen than counted
        return len(text)
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def _rows(block: Block) -> int:
    return -(-len(block.buttons) // _ROW) or 1 if isinstance(block, Buttons) else 1
