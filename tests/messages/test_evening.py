"""The evening's messages: which buttons they have, and what each answer says comes next."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.messages import evening
from bot.messages.document import Buttons, Document, words
from bot.messages.evening import NOTHING, OFF, SNOOZE, UNDO, WRITE, Sent
from tests.messages.given import said

DAY = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 16, 30, tzinfo=UTC)
ZONE = "Europe/Berlin"


def sent(team: str = "Atlas", *, project: str = "Checkout", hints: tuple[str, ...] = ()) -> Sent:
    return Sent(
        team=team,
        project=project,
        state="at_risk",
        steps=2,
        reaches=words("It reaches New York within the hour."),
        hints=hints,
    )


def receipt(*all_sent: Sent, nothing: bool = False, missing: Sequence[str] = ()) -> Document:
    return evening.receipt(day=DAY, sent=all_sent, nothing=nothing, missing=missing, locale="en")


def names(document: Document) -> list[str]:
    rows = [block.buttons for block in document.blocks if isinstance(block, Buttons)]
    return [button.name for row in rows for button in row]


def told(document: Document) -> list[str]:
    return [said(block) for block in document.blocks if not isinstance(block, Buttons)]


@pytest.mark.parametrize(
    ("document", "buttons"),
    [
        (
            evening.prompt(day=DAY, teams=["Atlas"], ends_at=AT, zone=ZONE, locale="en"),
            [WRITE, NOTHING, SNOOZE, OFF],
        ),
        (evening.reminder(day=DAY, teams=["Atlas"], locale="en"), [WRITE, NOTHING, OFF]),
        (evening.asked_again(day=DAY, teams=["Atlas"], locale="en"), [WRITE, NOTHING, OFF]),
        (evening.snoozed(day=DAY, until=AT, zone=ZONE, locale="en"), [WRITE, NOTHING, OFF]),
        (evening.off(day=DAY, locale="en"), [UNDO]),
        (evening.closed(day=DAY, locale="en"), []),
        (evening.answered_above(day=DAY, key="prompt/1", locale="en"), []),
        (receipt(sent()), [WRITE]),
        (receipt(sent(), missing=["Borealis"]), [WRITE, NOTHING]),
        (receipt(sent(), nothing=True, missing=["Borealis"]), [WRITE]),
        (receipt(nothing=True), [WRITE]),
    ],
    ids=[
        "the prompt",
        "the reminder",
        "asked again",
        "snoozed",
        "off",
        "closed",
        "answered above",
        "a receipt",
        "a receipt with a team missing",
        "a receipt with nothing for the rest",
        "nothing at all",
    ],
)
def test_each_message_has_its_buttons(document: Document, buttons: list[str]) -> None:
    assert names(document) == buttons


def test_every_button_knows_its_evening() -> None:
    prompt = evening.prompt(day=DAY, teams=["Atlas"], ends_at=AT, zone=ZONE, locale="en")
    rows = [block.buttons for block in prompt.blocks if isinstance(block, Buttons)]
    assert {button.value for row in rows for button in row} == {"2026-11-02"}


@pytest.mark.parametrize(
    ("teams", "question"),
    [
        (["Atlas"], "What does Atlas need to carry on while you are away?"),
        (["Atlas", "Borealis"], "What do Atlas and Borealis need to carry on while you are away?"),
        (["A", "B", "C"], "What do A, B and C need to carry on while you are away?"),
    ],
    ids=["one", "two", "three"],
)
def test_one_prompt_asks_for_every_team(teams: list[str], question: str) -> None:
    prompt = evening.prompt(day=DAY, teams=teams, ends_at=AT, zone=ZONE, locale="en")
    assert told(prompt) == ["Time to hand over", f"Your day ends at 17:30 (Berlin). {question}"]
    assert prompt.summary == f"Time to hand over. Your day ends at 17:30 (Berlin). {question}"


def test_a_prompt_that_comes_late_says_that_the_day_has_ended() -> None:
    prompt = evening.prompt(day=DAY, teams=["Atlas"], ends_at=AT, zone=ZONE, over=True, locale="en")
    assert prompt.summary.startswith("Time to hand over. Your day ended at 17:30 (Berlin). ")


def test_a_receipt_says_what_happens_next() -> None:
    assert told(receipt(sent())) == [
        "Handed over",
        "Atlas · Checkout: at risk, 2 steps. It reaches New York within the hour.",
    ]
    assert receipt(sent(), sent("Borealis"), sent("Atlas")).summary == "Handed over to Atlas, Borealis."


def test_a_project_named_like_its_team_is_named_once() -> None:
    assert "Atlas: at risk, 2 steps. It reaches New York within the hour." in told(
        receipt(sent(project="Atlas"))
    )


def test_hints_say_that_they_block_nothing() -> None:
    assert told(receipt(sent(hints=("Add a link.", "Start with a verb."))))[2:] == [
        "It goes out as it is. Edited like this, it would be easier to act on:",
        "Add a link.Start with a verb.",
    ]


def test_a_team_without_a_hand_off_is_named_until_nothing_is_left() -> None:
    rest = "And for Borealis? Write one too, or say that there is nothing to hand over."
    assert rest in told(receipt(sent(), missing=["Borealis"]))
    assert rest not in told(receipt(sent(), nothing=True, missing=["Borealis"]))


def test_all_an_evening_says_is_about_its_day() -> None:
    said_of = [receipt(sent()), receipt(nothing=True), evening.off(day=DAY, locale="en")]
    assert {(one.kind, one.day) for one in said_of} == {("receipt", DAY)}
