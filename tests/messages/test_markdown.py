"""What people typed is shown as typed: a reader of Markdown finds nothing in it but words and addresses."""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.messages.markdown import block, inline, link, plain, scalar

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

SIGNS = st.text(alphabet=" \n\t#*_`~-+=>|<&;:[](){}!\\1.)$^ax", max_size=30)
WORDS = SIGNS | st.text(max_size=30)


def tokens(source: str) -> Iterator[Token]:
    """All that a reader makes of it, what stands in others included."""
    for one in READER.parse(source):
        yield from [one] if one.children is None else one.children


def shown(source: str) -> str:
    """What a page shows of it, an end of a line as such, an empty line between paragraphs."""
    said = {"text": "", "hardbreak": "\n", "softbreak": " ", "paragraph_close": "\n\n"}
    return "".join(one.content or said.get(one.type, "") for one in tokens(source)).rstrip("\n")


def typed(text: str) -> str:
    """What is to be seen of a text: no more than one empty line, no ends of lines that are empty."""
    rows = [
        "".join(one for one in row.expandtabs(4).rstrip() if one.isprintable() or one.isspace())
        for row in text.splitlines()
    ]
    held = "\n".join(rows).strip("\n")
    while "\n\n\n" in held:
        held = held.replace("\n\n\n", "\n\n")
    return held.replace("\xa0", " ")


HARMLESS = {
    "paragraph_open",
    "paragraph_close",
    "text",
    "text_special",
    "hardbreak",
    "softbreak",
    "link_open",
    "link_close",
}


@given(text=WORDS)
def test_nothing_in_it_is_anything_but_words(text: str) -> None:
    assert {one.type for one in tokens(block(text))} <= HARMLESS
    assert {one.type for one in tokens(f"# {inline(text)}")} <= HARMLESS | {"heading_open", "heading_close"}


@given(text=SIGNS)
def test_it_is_shown_sign_by_sign_with_its_lines_and_indents(text: str) -> None:
    assert shown(block(text)).replace("\xa0", " ") == typed(text)


@given(text=WORDS)
def test_a_value_of_the_front_matter_is_read_as_it_was_written(text: str) -> None:
    assert yaml.safe_load(f"title: {scalar(text)}\n") == {"title": plain(text)}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Use two queues.", "Use two queues."),
        ("# No heading", "&#35; No heading"),
        ("1. one\n2. two", "&#49;. one  \n&#50;. two"),
        ("<b>{{ site }}</b>", "&#60;b&#62;\\{\\{ site \\}\\}&#60;/b&#62;"),
        ("export const a = 1", "&#101;xport const a = 1"),
        (":tada: :::note", "&#58;tada: :&#58;&#58;note"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
    ],
    ids=["plain", "heading", "list", "markup of two kinds", "MDX", "emoji and admonition", "empty lines"],
)
def test_what_it_looks_like(text: str, written: str) -> None:
    assert block(text) == written


def test_an_address_is_a_link_to_where_it_leads() -> None:
    source = block("See https://pages.example.com/a_b?x=1&copy;=2#c, or (http://10.0.0.1:80/).")
    leads = [one.attrs["href"] for one in tokens(source) if one.type == "link_open"]
    assert leads == ["https://pages.example.com/a_b?x=1&copy;=2#c", "http://10.0.0.1:80/"]
    assert shown(source) == "See https://pages.example.com/a_b?x=1&copy;=2#c, or (http://10.0.0.1:80/)."


def test_a_link_cannot_be_closed_from_inside() -> None:
    source = link("a](https://evil.example.com) [b", "https://pages.example.com/)(")
    assert [one.attrs["href"] for one in tokens(source) if one.type == "link_open"] == [
        "https://pages.example.com/%29%28"
    ]
