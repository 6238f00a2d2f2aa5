"""What a digest says: for whom, how much is open, what is struck out, and all of it when it is long."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.handoff import Content, StepState
from bot.domain.identity import StepId
from bot.messages.digest import Digest, Entry, StepLine, digest
from bot.messages.document import Block, Bullets, Buttons, Document, Heading, Link, Paragraph, Text, words
from bot.messages.examples.digest import EMPTY, sixty
from bot.messages.split import split
from bot.slack.render import message
from sandbox import checks
from tests.messages.given import said

NEW_YORK = ZoneInfo("America/New_York")


def step(state: StepState = "open", *, actable: bool = True) -> StepLine:
    return StepLine(
        step=StepId(7),
        text="Call the bank",
        state=state,
        author="Lena Vogel",
        whom=words("anyone in New York"),
        actable=actable,
    )


def entry(*steps: StepLine, content: Content | None = None, sent: str = "2026-11-02 11:21") -> Entry:
    return Entry(
        author="Lena Vogel",
        project="Checkout",
        state="blocked",
        content=content or Content(summary="The bank is silent."),
        steps=steps,
        sent_at=datetime.fromisoformat(sent).replace(tzinfo=NEW_YORK),
    )


def told(one: Digest) -> list[str]:
    return [said(block) for block in digest(one, locale="en").blocks]


def buttons_of(one: Digest) -> list[list[str]]:
    rows = [block for block in digest(one, locale="en").blocks if isinstance(block, Buttons)]
    return [[button.name for button in row.buttons] for row in rows]


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (replace(EMPTY, waiting=(step(),)), "1 open step for you"),
        (
            replace(EMPTY, waiting=(step(), step("picked_up")), new=(entry(step()),)),
            "2 open steps for you, 1 picked up, 1 new hand-off",
        ),
        (
            replace(EMPTY, new=(entry(step("done"), step("withdrawn")),)),
            "no open steps for you, 1 new hand-off",
        ),
        (replace(EMPTY, new=(entry(step(actable=False)),) * 2), "no open steps for you, 2 new hand-offs"),
        (replace(EMPTY, meanwhile=sixty().meanwhile), "no open steps for you, 60 other hand-offs"),
    ],
    ids=["one", "some picked up", "all done", "for others", "only others"],
)
def test_a_digest_counts_what_is_open(one: Digest, counts: str) -> None:
    assert told(one)[1] == f"Atlas: {counts}"
    assert digest(one, locale="en").summary == f"Digest for New York, Mon 2 Nov. Atlas: {counts}"


@pytest.mark.parametrize(
    ("kind", "title"),
    [("digest", "Digest for New York, Mon 2 Nov"), ("handover", "Handed over to New York")],
)
def test_the_title_says_for_whom_it_is(kind: str, title: str) -> None:
    assert told(replace(EMPTY, kind=kind, new=(entry(),)))[0] == title


def test_a_step_says_from_whom_it_is_only_where_it_stands_alone() -> None:
    line = "Call the bank (from Lena Vogel, for anyone in New York)"
    assert f"→ {line}" in told(replace(EMPTY, waiting=(step(),)))
    assert "→ Call the bank (for anyone in New York)" in told(replace(EMPTY, new=(entry(step()),)))


@pytest.mark.parametrize(
    ("state", "names", "struck"),
    [
        ("open", [["step.pick_up", "step.done"]], False),
        ("picked_up", [["step.done", "step.undo"]], False),
        ("done", [["step.undo"]], True),
        ("withdrawn", [], True),
    ],
)
def test_a_step_has_the_buttons_of_its_state(state: StepState, names: list[list[str]], struck: bool) -> None:
    one = replace(EMPTY, waiting=(step(state),))
    assert buttons_of(one) == names
    texts = [span for block in digest(one, locale="en").blocks for span in _texts(block)]
    assert Text(text="Call the bank", bold=not struck, strike=struck) in texts


def test_a_step_that_waits_elsewhere_has_no_buttons() -> None:
    assert buttons_of(replace(EMPTY, new=(entry(step(actable=False)),))) == []


@pytest.mark.parametrize(
    ("sent", "head"),
    [
        ("2026-11-02 11:21", "Blocked: Checkout, from Lena Vogel at 11:21 (New York)"),
        ("2026-10-30 17:21", "Blocked: Checkout, from Lena Vogel, Fri 30 Oct, 17:21 (New York)"),
    ],
    ids=["the same day", "before the weekend"],
)
def test_a_sending_is_dated_where_its_day_is_another(sent: str, head: str) -> None:
    assert head in told(replace(EMPTY, new=(entry(sent=sent),)))


def test_an_edit_is_marked() -> None:
    edited = replace(entry(), edited_at=datetime(2026, 11, 2, 12, 5, tzinfo=NEW_YORK))
    head = "Blocked: Checkout, from Lena Vogel at 11:21 (New York), edited at 12:05 (New York)"
    assert head in told(replace(EMPTY, new=(edited,)))


def test_parts_that_were_left_empty_leave_nothing() -> None:
    assert told(replace(EMPTY, new=(entry(),)))[2:] == [
        "---",
        "New for you",
        "Blocked: Checkout, from Lena Vogel at 11:21 (New York)",
        "The bank is silent.",
    ]


def test_a_long_address_is_shown_by_its_beginning_and_leads_where_it_leads() -> None:
    url = "https://example.com/" + "long-" * 50
    one = replace(EMPTY, new=(entry(content=Content(summary="See.", links=(url,))),))
    links = [block.items for block in digest(one, locale="en").blocks if isinstance(block, Bullets)]
    ((row,),) = links
    (link,) = row
    assert isinstance(link, Link)
    assert (link.url, len(link.text), link.text[-1]) == (url, 100, "…")


def test_sixty_hand_offs_are_all_there_within_the_limits() -> None:
    one = sixty()
    parts = split(digest(one, locale="en"))
    assert all(checks.message_problems(message(part).payload()) == [] for part in parts)
    everything = "\n".join(said(block) for part in parts for block in part.blocks)
    for whole in one.new:
        assert f"{whole.project}, from {whole.author}" in everything
        assert whole.content.summary in everything
    steps = [line for whole in one.new for line in whole.steps]
    assert len(steps) == 30
    assert all(f"→ {line.text} (for " in everything for line in steps)
    assert everything.count("[Pick up][Done]") == 30
    assert all(f"{line.project}, from {line.author}" in everything for line in one.meanwhile)
    assert all(name in everything for name in one.away)
    assert all(name in everything for name, _ in one.pages)


def test_a_long_digest_begins_with_what_waits() -> None:
    first = split(digest(replace(sixty(), waiting=(step(),)), locale="en"))[0]
    assert isinstance(first.blocks[0], Heading)
    assert "Waiting on you" in [said(block) for block in first.blocks]


def test_every_part_of_a_long_digest_is_labelled_alike() -> None:
    whole = digest(sixty(), locale="en")
    parts: tuple[Document, ...] = split(whole)
    assert {(part.kind, part.day) for part in parts} == {("digest", whole.day)}
    assert len({part.summary for part in parts}) == len(parts) > 1


def _texts(block: Block) -> list[Text]:
    spans = block.spans if isinstance(block, Paragraph) else ()
    return [span for span in spans if isinstance(span, Text)]
