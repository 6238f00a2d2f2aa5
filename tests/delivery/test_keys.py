"""Which earlier messages a letter names."""

import pytest

from bot.delivery.keys import named_keys
from bot.domain.identity import Place, TenantRef
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Facts,
    Heading,
    Paragraph,
    PostLink,
    Quote,
    words,
)
from bot.messages.letter import Letter

LINKED = words("see ", PostLink(key="digest/1", text="the digest"))


def letter(*blocks: Block, under: str = "", replaces: str = "") -> Letter:
    return Letter(
        key="own",
        tenant=TenantRef(platform="slack", id="T1"),
        to=Place(platform="slack", tenant="T1", kind="public", id="C1"),
        document=Document(blocks=blocks, summary="Words", kind="test"),
        under=under,
        replaces=replaces,
    )


def test_a_plain_letter_names_itself() -> None:
    blocks = (Heading(text="digest/1"), Divider(), Buttons(buttons=(Button(name="x", text="digest/1"),)))
    assert named_keys(letter(*blocks)) == {"own"}


def test_thread_and_replaced_message_are_named() -> None:
    assert named_keys(letter(under="digest/1")) == {"own", "digest/1"}
    assert named_keys(letter(replaces="prompt/1")) == {"own", "prompt/1"}


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(spans=LINKED),
        Quote(spans=LINKED),
        Bullets(items=(words("a"), LINKED)),
        Facts(pairs=(("In", LINKED),)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_link_is_found_wherever_words_stand(block: Block) -> None:
    assert named_keys(letter(block)) == {"own", "digest/1"}
