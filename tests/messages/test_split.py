"""A document too long for one message becomes several: nothing lost, in order, each within the limits."""

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Facts,
    Heading,
    Native,
    Paragraph,
    Quote,
    bold,
    plain_text,
    say,
    words,
)
from bot.messages.size import size
from bot.messages.split import HEAVIEST_BLOCK, LARGEST_SUBJECT, MOST, part_key, split
from bot.slack.render import message
from sandbox import checks
from tests.messages.given import blocks, document, documents, said
from tests.slack.size import fits

DONE = Buttons(buttons=(Button(name="step.done", text="Done", value="1"),))


def bodies(parts: tuple[Document, ...]) -> list[tuple[Block, ...]]:
    """The blocks of each part without the line that says where it goes on."""
    return [part.blocks if part is parts[-1] else part.blocks[:-1] for part in parts]


@settings(deadline=None)
@given(documents)
def test_nothing_is_lost_and_the_order_is_kept(whole: Document) -> None:
    told = "".join(said(block) for body in bodies(split(whole)) for block in body)
    assert told == "".join(map(said, whole.blocks))


@settings(deadline=None)
@given(documents)
def test_each_part_is_within_the_limits(whole: Document) -> None:
    for part in split(whole):
        assert fits(part)
        found = checks.message_problems(message(part).payload())
        assert [one for one in found if "msg_blocks_too_long" in one or "more than 50" in one] == []


@settings(deadline=None)
@given(documents)
def test_what_fits_is_left_as_it_is(whole: Document) -> None:
    sizes = [size(block) for block in whole.blocks]
    heavy = sum(one.weight for one in sizes) > MOST.weight or sum(one.blocks for one in sizes) > MOST.blocks
    assert heavy == (split(whole) != (whole,))


@settings(deadline=None)
@given(st.lists(blocks, max_size=70).map(lambda some: [block for one in some for block in (one, DONE)]))
def test_buttons_stay_with_what_they_act_on(some: list[Block]) -> None:
    parts = bodies(split(document(*some)))
    for before, after in pairwise(parts):
        assert after[0] != DONE or isinstance(before[-1], Buttons)


def test_buttons_move_on_together_with_what_they_act_on() -> None:
    before = [say(str(number)) for number in range(MOST.blocks - 1)]
    first, second = bodies(split(document(*before, say("Call the bank"), DONE)))
    assert first == tuple(before)
    assert second == (say("Call the bank"), DONE)


def test_what_cannot_be_cut_leaves_no_empty_message_before_it() -> None:
    heavy = Native(platform="teams", payload={"text": "x" * MOST.weight})
    assert bodies(split(document(heavy, say("after")))) == [(heavy,), (say("after"),)]


@pytest.mark.parametrize(
    "lead",
    [Heading(text="New for you"), Divider(), say(bold("Next steps"))],
    ids=["a title", "a line", "a label"],
)
def test_a_title_or_label_goes_with_what_follows(lead: Block) -> None:
    before = [say(str(number)) for number in range(MOST.blocks - 1)]
    first, second = bodies(split(document(*before, lead, say("what follows"), say("more"))))
    assert first == tuple(before)
    assert second == (lead, say("what follows"), say("more"))


def subject(rows: int) -> list[Block]:
    return [Divider(), *(say(str(number)) for number in range(rows - 1))]


def test_a_subject_moves_on_whole() -> None:
    first, second = bodies(split(document(*subject(MOST.blocks - 5), *subject(10))))
    assert (len(first), len(second)) == (MOST.blocks - 5, 10)
    assert second[0] == Divider()


def test_a_subject_too_large_to_move_is_torn_so_that_no_message_is_almost_empty() -> None:
    rows = LARGEST_SUBJECT.blocks + 1
    parts = bodies(split(document(say("a title"), *subject(rows), *subject(rows))))
    assert [len(part) for part in parts] == [MOST.blocks, 1 + 2 * rows - MOST.blocks]


def test_the_reader_is_told_where_it_goes_on() -> None:
    parts = split(document(*(say("x" * 3000) for _ in range(10))))
    assert [plain(part.blocks[-1]) for part in parts[:-1]] == [
        "Part 1 of 4; it goes on in the thread.",
        "Part 2 of 4; it goes on below.",
        "Part 3 of 4; it goes on below.",
    ]
    assert plain(parts[-1].blocks[-1]) == "x" * 3000
    assert [part.summary for part in parts] == ["A digest", *(f"A digest ({n} of 4)" for n in (2, 3, 4))]


def test_later_parts_are_called_by_the_title_so_that_a_changed_count_edits_the_first_alone() -> None:
    rows: list[Block] = [Heading(text="A title"), *(say("x" * 3000) for _ in range(10))]
    few, many = (split(replace(document(*rows), summary=f"A title: {count} open")) for count in (2, 3))
    assert [part.summary for part in few] == ["A title: 2 open", *(f"A title ({n} of 4)" for n in (2, 3, 4))]
    assert few[1:] == many[1:]


def test_an_answer_that_cannot_show_everything_says_so() -> None:
    parts = split(document(*(say("x" * 3000) for _ in range(10))), most=2)
    assert [plain(part.blocks[-1]) for part in parts] == [
        "Part 1 of 4; it goes on below.",
        "There is more than fits in an answer: the rest stands in your channel's digests, "
        "or comes with the next one.",
    ]


@pytest.mark.parametrize(
    "block",
    [
        say("&" * 3000, "<b>" * 1000),
        Quote(spans=words("&" * 3000, "<b>" * 1000)),
        Bullets(items=(words("&" * 3000), words("short"))),
        Facts(pairs=(("Where & when", words("&" * 3000)), ("Who", words("Lena")))),
    ],
    ids=["a paragraph", "a quote", "a list", "facts"],
)
def test_one_block_that_is_too_heavy_is_cut(block: Block) -> None:
    parts = split(document(block, DONE))
    assert len(parts) > 1
    assert all(size(one).weight <= HEAVIEST_BLOCK for part in parts for one in part.blocks)
    assert "".join(said(one) for body in bodies(parts) for one in body) == said(block) + said(DONE)


def test_words_are_cut_between_words() -> None:
    text = "some words & signs " * 500
    body = [block for one in bodies(split(document(say(text)))) for block in one]
    assert len(body) > 1
    assert all(said(block).endswith(" ") for block in body)


def test_formatting_outlasts_a_cut() -> None:
    heavy = bold("&" * 5000)
    pieces = [block for one in bodies(split(document(say(heavy)))) for block in one]
    assert {structs.replace(span, text="") for block in pieces for span in block.spans} == {bold("")}  # type: ignore[union-attr]  # paragraphs all


def test_more_buttons_than_a_message_holds_are_spread_over_several() -> None:
    rows = split(document(say("Choose"), *[DONE] * 100))
    assert [len(part.blocks) for part in rows] == [MOST.blocks + 1, MOST.blocks + 1, 101 - 2 * MOST.blocks]


def test_the_first_letter_has_the_key_itself() -> None:
    assert [part_key("digest/1/2026-11-02", number) for number in (1, 2, 3)] == [
        "digest/1/2026-11-02",
        "digest/1/2026-11-02#2",
        "digest/1/2026-11-02#3",
    ]


def test_a_long_document_is_split_in_a_moment() -> None:
    whole = document(*(say("word & word " * 20) for _ in range(5000)))
    started = time.monotonic()
    split(whole)
    assert time.monotonic() - started < 2


def plain(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return plain_text(block.spans)
