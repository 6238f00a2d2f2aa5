"""Whom a document notifies, and the same document without notifying them."""

from collections.abc import Collection
from dataclasses import replace

from msgspec import structs

from bot.domain.identity import UserRef
from bot.messages.document import Block, Bullets, Document, Facts, Mention, Paragraph, Quote, Spans, Text


def pinged(document: Document) -> set[UserRef]:
    """Everyone who is mentioned."""
    return {
        span.user
        for block in document.blocks
        for spans in _rows(block)
        for span in spans
        if isinstance(span, Mention)
    }


def named_plainly(document: Document, users: Collection[UserRef]) -> Document:
    """The same with these named instead of mentioned."""
    return replace(document, blocks=tuple(_plain(block, users) for block in document.blocks))


def _rows(block: Block) -> tuple[Spans, ...]:
    match block:
        case Paragraph(spans=spans) | Quote(spans=spans):
            return (spans,)
        case Bullets(items=items):
            return items
        case Facts(pairs=pairs):
            return tuple(value for _, value in pairs)
        case _:
            return ()


def _plain(block: Block, users: Collection[UserRef]) -> Block:
    match block:
        case Paragraph(spans=spans) | Quote(spans=spans):
            return structs.replace(block, spans=_named(spans, users))
        case Bullets(items=items):
            return structs.replace(block, items=tuple(_named(one, users) for one in items))
        case Facts(pairs=pairs):
            named = tuple((label, _named(value, users)) for label, value in pairs)
            return structs.replace(block, pairs=named)
        case _:
            return block


def _named(spans: Spans, users: Collection[UserRef]) -> Spans:
    return tuple(
        Text(text=span.name) if isinstance(span, Mention) and span.user in users else span for span in spans
    )
