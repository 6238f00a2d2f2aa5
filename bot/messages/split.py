"""A document too long for one message, as several: the first, and those that go on in its thread."""

from dataclasses import replace

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
    plain_text,
    say,
)

# Below what any platform takes in one message (Slack: 50 blocks, some 13,000 characters of blocks).
MOST_BLOCKS = 40
MOST_CHARACTERS = 9_000


def split(document: Document) -> tuple[Document, ...]:
    """One document where it fits, else several, cut between blocks; buttons stay with what they act on."""
    parts = _parts(document.blocks)
    if len(parts) == 1:
        return (document,)
    return tuple(
        replace(
            document,
            blocks=tuple(blocks)
            if number == len(parts)
            else (*blocks, say("Goes on in the thread.", small=True)),
            summary=document.summary if number == 1 else f"{document.summary} ({number} of {len(parts)})",
        )
        for number, blocks in enumerate(parts, start=1)
    )


def part_key(key: str, number: int) -> str:
    """The outbox key of the first, second, … letter of a document."""
    return key if number == 1 else f"{key}#{number}"


def _parts(blocks: tuple[Block, ...]) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    size = 0
    for group in _groups(blocks):
        weight = sum(_weight(block) for block in group)
        too_many = len(parts[-1]) + len(group) > MOST_BLOCKS or size + weight > MOST_CHARACTERS
        if parts[-1] and too_many:
            parts.append([])
            size = 0
        parts[-1] += group
        size += weight
    return parts


def _groups(blocks: tuple[Block, ...]) -> list[list[Block]]:
    """What is not torn apart: a title with what follows it, buttons with what they follow."""
    groups: list[list[Block]] = []
    for block in blocks:
        follows = isinstance(block, Buttons) or (groups and isinstance(groups[-1][-1], (Heading, Divider)))
        if groups and follows:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _weight(block: Block) -> int:
    match block:
        case Heading(text=text):
            return len(text)
        case Paragraph(spans=spans) | Quote(spans=spans):
            return len(plain_text(spans))
        case Bullets(items=items):
            return sum(len(plain_text(item)) for item in items)
        case Facts(pairs=pairs):
            return sum(len(label) + len(plain_text(spans)) for label, spans in pairs)
        case Buttons(buttons=buttons):
            return sum(len(button.text) for button in buttons)
        case Divider() | Native():
            return 0
