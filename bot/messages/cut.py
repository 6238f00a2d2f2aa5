"""One block too heavy for a message, as several that say the same."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.messages.document import Block, Bullets, Facts, Paragraph, Quote, Span, Spans, Text, plain_text
from bot.messages.size import kept, weight


def cut(block: Block, most: int) -> list[Block]:
    """The block in pieces of at most `most` each, as `weight` reckons: rows apart, long words between words.

    Links, names and instants stay whole, as do headings and buttons: their words are ours, and short.
    """
    room = most - weight(Paragraph(spans=()))
    if weight(block) <= most:
        return [block]
    match block:
        case Paragraph(spans=spans) | Quote(spans=spans):
            return [replace(block, spans=piece) for piece in _pieces(spans, room)]
        case Bullets(items=items):
            rows = [piece for item in items for piece in _pieces(item, room)]
            return [replace(block, items=tuple(some)) for some in _runs(rows, room)]
        case Facts(pairs=pairs):
            lines = [
                piece
                for label, spans in pairs
                for piece in _pieces((Text(text=f"{label}: ", bold=True), *spans), room)
            ]
            return [Paragraph(spans=line) for line in lines]
        case _:
            return [block]


def _runs(rows: Sequence[Spans], room: int) -> Iterator[list[Spans]]:
    run: list[Spans] = []
    for row in rows:
        if run and _kept([*run, row]) > room:
            yield run
            run = []
        run.append(row)
    yield run


def _pieces(spans: Spans, room: int) -> list[Spans]:
    """The spans in as few pieces as hold at most `room` each."""
    pieces: list[list[Span]] = [[]]
    left = room
    for span in _small(spans, room):
        size = _kept([(span,)])
        if pieces[-1] and size > left:
            pieces.append([])
            left = room
        pieces[-1].append(span)
        left -= size
    return [tuple(piece) for piece in pieces]


def _small(spans: Spans, room: int) -> Iterator[Span]:
    for span in spans:
        if isinstance(span, Text):
            yield from (replace(span, text=text) for text in _texts(span.text, room))
        else:
            yield span


def _texts(text: str, room: int) -> Iterator[str]:
    """The text in parts of at most `room`, cut after a line or a word, else where it must be."""
    while kept(text) > room:
        end = _fitting(text, room)
        at = max(text.rfind(sign, end // 2, end) for sign in ("\n", " ")) + 1 or end
        yield text[:at]
        text = text[at:]
    yield text


def _fitting(text: str, room: int) -> int:
    """How many of its first characters take at most `room`; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if kept(text[:middle]) <= room else (low, middle - 1)
    return low


def _kept(rows: Sequence[Spans]) -> int:
    return sum(kept(plain_text(row)) for row in rows)
