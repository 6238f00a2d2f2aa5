"""The keys of earlier messages that a letter names."""

from collections.abc import Iterator

from bot.messages.document import Block, Bullets, Facts, Paragraph, PostLink, Quote, Spans
from bot.messages.letter import Letter


def named_keys(letter: Letter) -> set[str]:
    """Its own, whose thread it goes under, what it replaces, and every message it links to."""
    keys = {letter.key, letter.under, letter.replaces}
    for block in letter.document.blocks:
        for spans in _spans(block):
            keys.update(span.key for span in spans if isinstance(span, PostLink))
    return keys - {""}


def _spans(block: Block) -> Iterator[Spans]:
    match block:
        case Paragraph(spans=spans) | Quote(spans=spans):
            yield spans
        case Bullets(items=items):
            yield from items
        case Facts(pairs=pairs):
            yield from (spans for _, spans in pairs)
        case _:
            return
