"""What the tests of messages draw from: any document, its words full of signs that grow when escaped."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.domain.identity import UserRef
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Facts,
    Heading,
    Link,
    Mention,
    Native,
    Paragraph,
    PostLink,
    Quote,
    Span,
    Spans,
    Text,
    When,
    plain_text,
)

AT = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
LENA = UserRef(platform="slack", tenant="T1", id="ULENA")

_SHORT = st.text(st.sampled_from("ab &<>\n"), min_size=1, max_size=80)
_LONG = st.builds(lambda text, times: text * times, _SHORT, st.integers(1, 150))

_spans: st.SearchStrategy[Span] = st.one_of(
    st.builds(Text, text=_LONG, bold=st.booleans()),
    st.builds(Link, url=st.just("https://example.com/?a=1&b=2"), text=_SHORT),
    st.builds(PostLink, key=st.just("digest/1/2026-11-02"), text=_SHORT),
    st.just(Mention(user=LENA, name="Lena & co")),
    st.just(When(at=AT, zone="Europe/Berlin")),
)
rows: st.SearchStrategy[Spans] = st.lists(_spans, min_size=1, max_size=4).map(tuple)
_button = st.builds(Button, name=st.just("step.done"), text=_SHORT)
_buttons = st.lists(_button, min_size=1, max_size=30).map(lambda some: Buttons(buttons=tuple(some)))
_quick_buttons = st.just(Buttons(buttons=(Button(name="step.done", text="Done"),)))

blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, text=_SHORT),
    st.builds(Paragraph, spans=rows, small=st.booleans()),
    st.builds(Quote, spans=rows),
    st.lists(rows, min_size=1, max_size=12).map(lambda some: Bullets(items=tuple(some))),
    st.lists(st.tuples(_SHORT, rows), min_size=1, max_size=4).map(lambda some: Facts(pairs=tuple(some))),
    _buttons,
    _quick_buttons,
    st.just(Divider()),
    st.just(Native(platform="teams", payload={"text": "only there"})),
)
documents: st.SearchStrategy[Document] = st.lists(blocks, max_size=70).map(
    lambda some: Document(blocks=tuple(some), summary="A summary", kind="digest")
)


def document(*some: Block) -> Document:
    """A document of these blocks."""
    return Document(blocks=some, summary="A digest", kind="digest")


def said(block: Block) -> str:
    """All that a block says, in order."""
    match block:
        case Heading(text=text):
            return text
        case Paragraph(spans=spans) | Quote(spans=spans):
            return plain_text(spans)
        case Bullets(items=items):
            return "".join(map(plain_text, items))
        case Facts(pairs=pairs):
            return "".join(f"{label}: {plain_text(spans)}" for label, spans in pairs)
        case Buttons(buttons=buttons):
            return "".join(f"[{one.text}]" for one in buttons)
        case Divider():
            return "---"
        case Native(payload=payload):
            return str(payload)
