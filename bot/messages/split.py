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
from bot.messages.size import Size, size, whole

# Below what any platform takes in one message (Slack: 50 blocks; 13,200 as `size` reckons).
MOST = Size(blocks=48, weight=11_500)

# A subject, from one line to the next, moves on whole if it takes no more: without its head it is a riddle.
LARGEST_SUBJECT = Size(blocks=MOST.blocks * 2 // 3, weight=MOST.weight * 2 // 3)

# A single block heavier than this is cut, so that what stays together with it still has room.
HEAVIEST_BLOCK = 8_000

# A block with the room it takes, reckoned once.
Sized = tuple[Block, Size]

TOO_LONG = (
    "There is more than fits in an answer: the rest stands in your channel's digests, "
    "or comes with the next one."
)


def split(document: Document, *, most: int | None = None) -> tuple[Document, ...]:
    """One document where it fits, else several, with nothing lost and in order.

    Cut between subjects, and a large one between blocks: buttons stay with what they act on, a title or a
    label with what follows it.
    most: what is beyond that many is left out, and the last one says so.
    """
    if _fits(whole(document.blocks)):
        return (document,)
    parts = _parts((block, size(block)) for block in document.blocks)
    shown = parts[:most]
    where = "in the thread" if most is None else "below"
    return tuple(
        replace(
            document,
            blocks=(*blocks, *_foot(number, len(parts), shown=len(shown), where=where)),
            summary=document.summary if number == 1 else f"{_title(document)} ({number} of {len(parts)})",
        )
        for number, blocks in enumerate(shown, start=1)
    )


def part_key(key: str, number: int) -> str:
    """The outbox key of the first, second, … letter of a document."""
    return key if number == 1 else f"{key}#{number}"


def first_key(key: str) -> str:
    """The key of the document's first letter, given that of any."""
    return key.partition("#")[0]


def _title(document: Document) -> str:
    """What later parts are called. No counts: each change of one would be an edit of every part."""
    first = next(iter(document.blocks), None)
    return first.text if isinstance(first, Heading) else document.summary


def _foot(number: int, of: int, *, shown: int, where: str) -> tuple[Block, ...]:
    if number < shown:
        text = f"Part {number} of {of}; it goes on {where if number == 1 else 'below'}."
        return (say(text, small=True),)
    return (say(TOO_LONG, small=True),) if number < of else ()


def _parts(sized: Iterable[Sized]) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    taken = Size()
    for run in _runs(sized):
        more = _sum(run)
        if parts[-1] and not _fits(taken + more):
            parts.append([])
            taken = Size()
        parts[-1] += [block for block, _ in run]
        taken += more
    return parts


def _runs(sized: Iterable[Sized]) -> Iterator[list[Sized]]:
    """What is not torn apart; only what no message could hold together is torn all the same."""
    for subject in _subjects(_groups(sized)):
        whole = [one for group in subject for one in group]
        if _fits(_sum(whole), LARGEST_SUBJECT):
            yield whole
            continue
        for group in subject:
            yield from [group] if _fits(_sum(group)) else [[one] for one in group]


def _subjects(groups: Iterable[list[Sized]]) -> Iterator[list[list[Sized]]]:
    """The groups from one line between two subjects to the next; without any line, each by itself."""
    subject: list[list[Sized]] = []
    lined = False
    for group in groups:
        line = isinstance(group[0][0], Divider)
        if subject and (line or not lined):
            yield subject
            subject = []
        lined = lined or line
        subject.append(group)
    yield subject


def _groups(sized: Iterable[Sized]) -> Iterator[list[Sized]]:
    group: list[Sized] = []
    for block, room in chain.from_iterable(map(_cut, sized)):
        if group and not isinstance(block, Buttons) and not _leads(group[-1][0]):
            yield group
            group = []
        group.append((block, room))
    yield group


def _cut(sized: Sized) -> list[Sized]:
    block, room = sized
    if room.weight <= HEAVIEST_BLOCK:
        return [sized]
    return [(piece, size(piece)) for piece in cut(block, HEAVIEST_BLOCK)]


def _leads(block: Block) -> bool:
    """A title, a line between two subjects, or a label: a paragraph in bold throughout."""
    match block:
        case Heading() | Divider():
            return True
        case Paragraph(spans=spans):
            return bool(spans) and all(isinstance(span, Text) and span.bold for span in spans)
        case _:
            return False


def _sum(sized: Iterable[Sized]) -> Size:
    blocks = weight = 0
    for _, room in sized:
        blocks += room.blocks
        weight += room.weight
    return Size(blocks=blocks, weight=weight)


def _fits(taken: Size, most: Size = MOST) -> bool:
    return taken.blocks <= most.blocks and taken.weight <= most.weight
