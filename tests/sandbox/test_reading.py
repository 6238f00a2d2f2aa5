"""Messages in plain words, as each reader sees them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox import Message, Reader, Sandbox
from tests.sandbox.shapes import buttons, input_block, modal, plain, section, text_input

NINE_IN_NEW_YORK = int(datetime(2026, 11, 2, 14, 0, tzinfo=UTC).timestamp())


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "block_id": "r", "elements": list(parts)}


def words(*pieces: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": kind, "elements": list(pieces)}


def text(said: str) -> dict[str, Any]:
    return {"type": "text", "text": said}


@pytest.mark.parametrize(
    ("block", "read"),
    [
        ({"type": "header", "text": plain("Good <morning>")}, "Good <morning>"),
        (section("a &lt;b&gt; &amp; *c*"), "a <b> & *c*"),
        (section("ask <@U000000001> in <#C000000001>"), "ask @Mia Chen in #relay"),
        (section("<!here> <!channel|channel> <!subteam^S1>"), "@here @channel @subteam"),
        (section("<https://x.org/?a=1&amp;b=2|the page>"), "the page (https://x.org/?a=1&b=2)"),
        (section("<https://x.org>"), "https://x.org"),
        (section(f"at <!date^{NINE_IN_NEW_YORK}^{{date_short}} {{time}}|nine>"), "at Nov 2, 2026 06:00"),
        (section("at <!date^soon^{time}|nine &amp; a bit>"), "at nine & a bit"),
        (
            {"type": "section", "fields": [plain("one"), {"type": "mrkdwn", "text": "two"}]},
            "one\ntwo",
        ),
        (
            {"type": "context", "elements": [plain("small"), {"type": "mrkdwn", "text": "print"}]},
            "small print",
        ),
        (buttons("yes", "no"), "[Yes] [No]"),
        ({"type": "divider"}, "---"),
        ({"type": "image", "image_url": "https://x.org/i.png", "alt_text": "a sun"}, "[image: a sun]"),
        (rich(words(text("hi "), {"type": "user", "user_id": "U000000002"})), "hi @Lena Vogel"),
        (rich(words({"type": "broadcast", "range": "here"})), "@here"),
        (rich(words({"type": "link", "url": "https://x.org", "text": "x"})), "x (https://x.org)"),
        (
            rich(words({"type": "date", "timestamp": NINE_IN_NEW_YORK, "format": "{time}", "fallback": "9"})),
            "06:00",
        ),
        (
            rich(
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [words(text("a")), words(text("b"))],
                },
                {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [words(text("c"))]},
            ),
            "• a\n• b\n  1. c",
        ),
        (rich(words(text("said\nso"), kind="rich_text_quote")), "> said\n> so"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
async def test_each_block_reads_as_it_is_seen(box: Sandbox, block: dict[str, Any], read: str) -> None:
    message = Message(channel="C000000001", ts="1.000000", user="U000000001", blocks=(block,))
    assert box.person("sam").reads(message) == read


async def test_a_form_reads_with_its_fields_and_buttons(box: Sandbox) -> None:
    options = [{"text": plain("On track"), "value": "on"}]
    select = {"type": "static_select", "options": options, "initial_option": options[0]}
    view = modal(
        section("Fill in"),
        input_block("state", select),
        text_input("done", optional=True, initial_value="it"),
    )
    reader = Reader(workspace=box.workspace, tz=None)
    assert reader.view(view).splitlines() == [
        "Hand-off",
        "Fill in",
        "State: [On track]",
        "Done (optional): [it]",
        "[Cancel] [Send]",
    ]


async def test_without_blocks_the_text_is_read(box: Sandbox) -> None:
    message = await box.person("mia").post("relay", "@Lena Vogel: a < b, see https://x.org #relay")
    assert message.text == "<@U000000002>: a &lt; b, see <https://x.org> <#C000000001>"
    assert box.read(message) == "@Lena Vogel: a < b, see https://x.org #relay"
    reader = Reader(workspace=box.workspace, tz=None)
    assert reader.summary(message) == box.read(message)
