"""A block's room in a message is reckoned as the strictest platform reckons it, or a little higher."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.document import Block, Bullets, Button, Buttons, Divider, Facts, Heading, Quote, say, words
from bot.messages.size import Size, size, whole
from tests.messages.given import blocks, document
from tests.slack.size import measure


@given(blocks)
def test_no_block_takes_more_room_on_slack_than_is_reckoned(block: Block) -> None:
    drawn = measure(document(block))
    assert drawn.blocks <= size(block).blocks
    assert drawn.characters <= size(block).weight


@given(st.lists(blocks, max_size=8))
def test_many_blocks_take_the_room_that_each_of_them_takes(some: list[Block]) -> None:
    assert whole(some) == sum(map(size, some), Size())


@pytest.mark.parametrize(
    ("block", "blocks", "weight"),
    [
        (Divider(), 1, 60),
        (say("a & b"), 1, 69),
        (Quote(spans=words("<b>")), 1, 69),
        (Heading(text="New"), 1, 103),
        (Bullets(items=(words("one"), words("two"))), 1, 66),
        (Facts(pairs=(("Who", words("Lena")),)), 1, 70),
        (Buttons(buttons=(Button(name="x", text="Done"),) * 2), 1, 68),
        (Buttons(buttons=(Button(name="x", text="Done"),) * 26), 2, 224),
    ],
    ids=["a line", "&", "<>", "a title", "a list", "facts", "two buttons", "two rows"],
)
def test_the_room_a_block_takes(block: Block, blocks: int, weight: int) -> None:
    assert size(block) == Size(blocks=blocks, weight=weight)
