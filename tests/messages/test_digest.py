"""What a digest says: for whom, how much is open, what is struck out, and all of it when it is long."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.handoff import Content, StepState
from bot.domain.identity import QuestionId, StepId
from bot.messages.digest import Digest, Entry, Off, changed, digest
from bot.messages.document import Block, Buttons, Document, Heading, Link, Paragraph, Text, words
from bot.messages.examples.digest import EMPTY, sixty
from bot.messages.split import split
from bot.messages.step_line import Asked, StepLine, mornings
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
        (
            replace(EMPTY, new=(*(entry(),) * 4, *(replace(entry(), state="on_track"),) * 2)),
            "no open steps for you, 6 new hand-offs (4 blocked, 2 on track)",
        ),
    ],
    ids=["one", "some picked up", "all done", "for others", "only others", "many, by their states"],
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
        ("open", [["step.pick_up", "step.ask", "step.done", "step.not_needed"]], False),
        (
            "picked_up",
            [["step.done", "step.ask", "step.give_back", "step.not_needed", "step.undo"]],
            False,
        ),
        ("returned", [["step.not_needed", "step.undo"]], False),
        ("done", [["step.undo"]], True),
        ("not_needed", [["step.undo"]], True),
        ("withdrawn", [], True),
    ],
)
def test_a_step_has_the_buttons_of_its_state(state: StepState, names: list[list[str]], struck: bool) -> None:
    one = replace(EMPTY, waiting=(step(state),))
    assert buttons_of(one) == names
    texts = [span for block in digest(one, locale="en").blocks for span in _texts(block)]
    assert Text(text="Call the bank", bold=not struck, strike=struck) in texts


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({"state": "returned", "question": QuestionId(3)}, ["Answer", "Not needed", "Undo"]),
        (
            {"state": "picked_up", "says_back": True},
            ["Done", "Ask", "Say it back", "Give back", "Not needed", "Undo"],
        ),
        ({"undoes": True}, ["Pick up", "Ask", "Done", "Not needed", "Undo"]),
    ],
    ids=["returned", "not said back yet", "given back"],
)
def test_a_step_offers_what_can_be_done_now(changes: Any, row: list[str]) -> None:
    one = replace(EMPTY, waiting=(replace(step(), **changes),))
    (found,) = [block for block in digest(one, locale="en").blocks if isinstance(block, Buttons)]
    assert [button.text for button in found.buttons] == row


def test_what_was_said_of_a_step_stands_under_it_and_above_its_buttons() -> None:
    asked = Asked(asker="Mia", text="Which bank?")
    answered = replace(asked, answerer="Lena", answer="The Dutch one.")
    told = replace(step("returned"), holder="Sam", read_back="Call the Dutch bank", asked=(answered, asked))
    block, row = digest(replace(EMPTY, waiting=(told,)), locale="en").blocks[-2:]
    assert said(block).splitlines()[1:] == [
        "Sam: Call the Dutch bank",
        "Mia asked: Which bank?",
        "Lena answered: The Dutch one.",
        "Mia asked: Which bank?",
    ]
    assert isinstance(row, Buttons)


def test_a_step_of_many_words_keeps_its_buttons_in_its_part_of_the_message() -> None:
    asked = Asked(asker="Mia", text="Why? " * 200, answerer="Lena", answer="So. " * 375)
    steps = tuple(replace(step(), step=StepId(number), asked=(asked,) * 2) for number in range(12))
    parts = split(digest(replace(EMPTY, waiting=steps), locale="en"))
    assert len(parts) > 1
    for part in parts:
        kinds = [type(block) for block in part.blocks if isinstance(block, Buttons | Paragraph)]
        assert all(before is Paragraph for before, after in pairwise(kinds) if after is Buttons)
    assert sum(isinstance(block, Buttons) for part in parts for block in part.blocks) == 12


@pytest.mark.parametrize(
    ("number", "told"),
    [(3, "third"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (103, "103rd")],
)
def test_mornings_are_counted_in_words(number: int, told: str) -> None:
    assert mornings(number) == f"{told} morning here"


def test_of_a_crowd_that_is_off_the_first_are_named_and_the_rest_counted() -> None:
    away = (Off(names=tuple(f"Person {number:02}" for number in range(30))),)
    foot = told(replace(EMPTY, waiting=(step(),), away=away))[-1]
    assert foot.startswith("Off today: Person 00, Person 01,")
    assert foot.endswith("Person 11 and 18 more.")


def test_who_is_off_for_a_holiday_stands_with_its_name_before_the_others() -> None:
    away = (Off(names=("Asha Rao", "Ravi Iyer"), why="Diwali"), Off(names=("Tom Lee",)))
    foot = told(replace(EMPTY, waiting=(step(),), away=away))[-1]
    assert foot == "Off today: Asha Rao and Ravi Iyer (Diwali); Tom Lee."


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
    said_of = [block.spans for block in digest(one, locale="en").blocks if isinstance(block, Paragraph)]
    (link,) = (span for spans in said_of for span in spans if isinstance(span, Link))
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
    assert everything.count("[Pick up][Ask][Done][Not needed]") == 30
    assert all(f"{line.project}, from {line.author}" in everything for line in one.meanwhile)
    assert all(name in everything for off in one.away for name in off.names)
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


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (["Call the bank"], "you had picked up this step. Read it again above before you go on:"),
        (
            ["Call the bank", "Order it"],
            "you had picked up these steps. Read them again above before you go on:",
        ),
    ],
    ids=["one step", "two steps"],
)
def test_who_holds_a_step_of_a_changed_hand_off_is_told_what_to_do(steps: list[str], told: str) -> None:
    one = changed(author="Lena", holders=[words("Sam")], steps=steps, day=EMPTY.day, locale="en")
    assert said(one.blocks[0]) == f"Sam: Lena changed this hand-off after {told}"
    assert [said(block) for block in one.blocks[1:]] == ["".join(steps)]


def _texts(block: Block) -> list[Text]:
    spans = block.spans if isinstance(block, Paragraph) else ()
    return [span for span in spans if isinstance(span, Text)]
