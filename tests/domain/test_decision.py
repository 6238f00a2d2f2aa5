"""What a decision comes to: one objection is enough, half have to vote, silence is seldom consent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.decision import Choice, Content, Decision, Outcome, Vote, outcome
from bot.domain.identity import DecisionId, PersonId, Place, TenantId
from tests.domain.given import utc

AT = utc("2026-11-02 12:00")
ONE = Decision(
    id=DecisionId(1),
    tenant=TenantId(1),
    proposer=PersonId(9),
    content=Content(title="One rate", problem="Two rates", proposal="The API's"),
    deciders=(),
    left_out=(),
    place=Place(platform="slack", tenant="T1", kind="public", id="C1"),
    state="open",
    asked_at=AT,
    closes_at=AT,
    fair_at=AT,
    set_by=None,
)
WORDS: dict[str, Choice] = {"+": "approve", "-": "object", "0": "abstain"}


@pytest.mark.parametrize(
    ("said", "outcomes"),
    [
        ("", ("unsettled", "unsettled")),
        ("+", ("adopted", "adopted")),
        (".", ("unsettled", "adopted")),
        ("0", ("unsettled", "adopted")),
        ("-", ("objected", "objected")),
        ("+.", ("adopted", "adopted")),
        ("+..", ("unsettled", "adopted")),
        ("+0.", ("adopted", "adopted")),
        ("++.", ("adopted", "adopted")),
        ("+0..", ("adopted", "adopted")),
        ("00..", ("unsettled", "adopted")),
        ("++++-", ("objected", "objected")),
        ("-....", ("objected", "objected")),
        (".....", ("unsettled", "adopted")),
    ],
)
def test_by_votes_and_by_what_silence_means(said: str, outcomes: tuple[Outcome, Outcome]) -> None:
    """A sign for each who decides: for, against, neither, or nothing said."""
    who = tuple(PersonId(number) for number in range(len(said)))
    votes = {
        one: Vote(choice=WORDS[sign], at=AT) for one, sign in zip(who, said, strict=True) if sign in WORDS
    }
    one = replace(ONE, deciders=who, votes=votes)
    assert (outcome(one), outcome(replace(one, silence_consents=True))) == outcomes


def test_who_has_said_nothing_is_silent_and_votes_stand_in_their_order() -> None:
    late, early = (Vote(choice="approve", at=AT + timedelta(hours=hour)) for hour in (2, 1))
    one = replace(
        ONE, deciders=tuple(map(PersonId, (1, 2, 3))), votes={PersonId(3): early, PersonId(1): late}
    )
    assert (one.silent, one.of("approve"), one.quorum) == ((2,), (3, 1), 2)
