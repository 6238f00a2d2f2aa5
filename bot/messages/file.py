"""Files that go along with a hand-off: how they are named, and what stands with each where it is shown."""

from collections.abc import Sequence

from bot.domain.handoff import File
from bot.domain.text import list_words, shorten, valid_url
from bot.messages.document import Document, Link, Paragraph, Spans, plain_text, words

KIND = "file"

# The most that is shown anew, in bytes; for anything larger a link is asked for.
MOST_SIZE = 50 * 1024 * 1024

_LONGEST_NAME = 60
_UNITS = ((1024 * 1024, "MB"), (1024, "kB"), (1, "B"))


def size_words(size: int) -> str:
    """`12 MB`, rounded up; "" where the size is not known."""
    for unit, name in _UNITS:
        if size >= unit:
            return f"{-(-size // unit)} {name}"
    return ""


def named(file: File) -> str:
    """`clip.mp4 (12 MB)`, a long name shortened."""
    name, size = shorten(file.name, _LONGEST_NAME) or "a file", size_words(file.size)
    return f"{name} ({size})" if size else name


def all_named(files: Sequence[File]) -> str:
    """`clip.mp4 (12 MB) and log.txt (3 kB)`."""
    return list_words([named(one) for one in files])


def shown(*, author: str, project: str, file: File, locale: str) -> Document:
    """What stands with a file in the thread of the digest that tells of it."""
    return _said(words(f"From {author}, {project}: {named(file)}"))


def not_shown(*, author: str, project: str, file: File, locale: str) -> Document:
    """What stands there instead, when the platform would not take the file again."""
    name = Link(url=file.link, text=named(file)) if valid_url(file.link) else named(file)
    return _said(
        words(
            f"From {author}, {project}: ",
            name,
            f" could not be shown here. {author} can share it in this thread, or a link to it.",
        )
    )


def _said(spans: Spans) -> Document:
    return Document(blocks=(Paragraph(spans=spans),), summary=plain_text(spans), kind=KIND)
