"""Files that go along with a request: what stands with each, in the thread of the message it goes with."""

from bot.domain.handoff import File
from bot.domain.text import valid_url
from bot.messages.document import Document, Link, Paragraph, Spans, plain_text, words
from bot.messages.file import named

KIND = "ask_file"

# The same of one that is urgent: it comes with it.
URGENT = "ask_urgent_file"


def shown(*, asker: str, file: File, urgent: bool = False, locale: str) -> Document:
    """With the file."""
    return _said(words(f"From {asker}: {named(file)}"), kind=URGENT if urgent else KIND)


def not_shown(*, asker: str, file: File, locale: str) -> Document:
    """In its place, when the platform would not take the file again."""
    name = Link(url=file.link, text=named(file)) if valid_url(file.link) else named(file)
    told = f" from {asker} could not be shown here. Ask {asker} for it, or for a link."
    return _said(words(name, told))


def _said(spans: Spans, *, kind: str = KIND) -> Document:
    return Document(blocks=(Paragraph(spans=spans),), summary=plain_text(spans), kind=kind)
