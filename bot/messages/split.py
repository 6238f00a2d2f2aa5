"""A document too long for one message, as several: the first, and those that go on in its thread."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from bot.messages.cut import cut
from bot.messages.document import (
    Block,
    Buttons,
    Divider,
    Document,
    Heading,
    Paragraph,
    Text,
    say,
)
from bot.messages.size import Size, size

# Below what any platform takes in one message (Slack: 50 blocks; 13,200 as `size` reckons).
MOST = Size(blocks=44, weight=11_500)

# A single block heavier than this is cut, so that what stays together with it still has room.
HEAVIEST_BLOCK = 8_000

TOO_LONG = "There is more than fits in an answer: the rest is left out."


def split(document: Document, *, most: int | None = None) -> tuple[Document, ...]:
    """One document where it fits, else several, with nothing lost and in order.

    Cut between blocks: buttons stay with what they act on, a title or a label with what follows it.
    most: what is beyond that many is left out, and the last one says so.
    """
    if _fits(_size_of(document.blocks)):
        return (document,)
    parts = _parts(document.blocks)
    shown = parts[:most]
    where = "in the thread" if most is None else "below"
    return tuple(
        replace(
            document,
            blocks=(*blocks, *_foot(number, len(parts), shown=len(shown), where=where)),
            summary=document.summary if number == 1 else f"{document.summary} ({number} of {len(parts)})",
        )
        for number, blocks in enumerate(shown, start=1)
    )


def part_key(key: str, number: int) -> str:
    """The outbox key of the first, second, … letter of a document."""
    return key if number == 1 else f"{key}#{number}"


def first_key(key: str) -> str:
    """The key of the document's first letter, given that of any."""
    return key.partition("#")[0]


def _foot(number: int, of: int, *, shown: int, where: str) -> tuple[Block, ...]:
    if number < shown:
        text = f"Part {number} of {of}; it goes on {where if number == 1 else 'below'}."
        return (say(text, small=True),)
    return (say(TOO_LONG, small=True),) if number < of else ()


def _parts(blocks: tuple[Block, ...]) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    taken = Size()
    for run in _runs(blocks):
        more = _size_of(run)
        if parts[-1] and not _fits(taken + more):
            parts.append([])
            taken = Size()
        parts[-1] += run
        taken += more
    return parts


def _runs(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """What is not torn apart; only what no message could hold together is torn all the same."""
    for group in _groups(blocks):
        if _fits(_size_of(group)):
            yield group
        else:
            yield from ([block] for block in group)


def _groups(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in chain.from_iterable(cut(one, HEAVIEST_BLOCK) for one in blocks):
        if group and not isinstance(block, Buttons) and not _leads(group[-1]):
            yield group
            group = []
        group.append(block)
    yield group


def _leads(block: Block) -> bool:
    """A title, a line between two subjects, or a label: a paragraph in bold throughout."""
    match block:
        case Heading() | Divider():
            return True
        case Paragraph(spans=spans):
            return bool(spans) and all(isinstance(span, Text) and span.bold for span in spans)
        case _:
            return False


def _size_of(blocks: Iterable[Block]) -> Size:
    return sum(map(size, blocks), start=Size())


def _fits(taken: Size) -> bool:
    return taken.blocks <= MOST.blocks and taken.weight <= MOST.weight
