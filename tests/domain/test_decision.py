"""What a decision comes to: one objection is enough, half have to vote, silence is seldom consent."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.decision import (
    LATE_OBJECTIONS,
    Choice,
    Content,
    Decision,
    Edit,
    Outcome,
    State,
    Vote,
    changed_parts,
    outcome,
)
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


WORDED = Content(title="One rate", problem="Two rates", proposal="Another")


@pytest.mark.parametrize(
    ("after", "there", "changed"),
    [
        ({}, (1, 2), ()),
        ({"content": WORDED}, (1, 2), ("proposal",)),
        ({"content": replace(ONE.content, sooner="Now.")}, (1, 2), ()),
        ({"silence_consents": True}, (1, 2), ("silence",)),
        ({"deciders": (PersonId(1),)}, (1, 2), ("deciders",)),
        ({"deciders": (PersonId(1),), "left_out": (PersonId(2),)}, (1, 2), ()),
        ({"label": "Atlas"}, (1, 2), ("deciders",)),
        ({"content": WORDED}, (1,), ("proposal", "deciders")),
    ],
    ids=["nothing", "words", "why sooner", "silence", "fewer", "away", "a team", "both"],
)
def test_an_edit_is_told_by_its_parts(after: dict[str, Any], there: tuple[int, ...], changed: Any) -> None:
    before = replace(ONE, deciders=(PersonId(1), PersonId(2)))
    found = changed_parts(before, replace(before, **after), there=[PersonId(one) for one in there])
    assert found == changed


def test_that_a_team_has_other_members_by_now_is_no_edit_by_itself() -> None:
    before = replace(ONE, deciders=(PersonId(1),), label="Atlas")
    after = replace(before, deciders=(PersonId(1), PersonId(2)))
    assert changed_parts(before, after, there=[PersonId(1)]) == ()
    worded = replace(after, content=WORDED)
    assert changed_parts(before, worded, there=[PersonId(1)]) == ("proposal", "deciders")


def test_a_window_begins_with_what_came_last() -> None:
    hour = timedelta(hours=1)
    edit = Edit(at=AT + hour, changed=("title",), fresh=True)
    later = Edit(at=AT + 3 * hour, changed=("close",), fresh=False)
    assert ONE.began == "asked"
    assert replace(ONE, edits=(later,)).began == "asked"
    assert replace(ONE, edits=(edit,), reopened_at=AT).began == "edited"
    assert replace(ONE, edits=(edit, later), reopened_at=AT + 2 * hour).began == "reopened"


def test_who_has_said_nothing_is_silent_and_votes_stand_in_their_order() -> None:
    late, early = (Vote(choice="approve", at=AT + timedelta(hours=hour)) for hour in (2, 1))
    one = replace(
        ONE, deciders=tuple(map(PersonId, (1, 2, 3))), votes={PersonId(3): early, PersonId(1): late}
    )
    assert (one.silent, one.of("approve"), one.quorum) == ((2,), (3, 1), 2)


@pytest.mark.parametrize(
    ("said", "outcomes", "asked", "voted"),
    [
        ("A+ A. B.", ("adopted", "adopted"), 2, 1),
        ("A+ A. B. C.", ("unsettled", "adopted"), 3, 1),
        ("A+ A. B0 C.", ("adopted", "adopted"), 3, 2),
        ("A. A. B.", ("unsettled", "adopted"), 2, 0),
        ("A+ A- B+", ("objected", "objected"), 2, 2),
        ("A- A. B.", ("objected", "objected"), 2, 1),
    ],
)
def test_where_one_of_each_region_decides_regions_are_counted(
    said: str, outcomes: tuple[Outcome, Outcome], asked: int, voted: int
) -> None:
    """A region and a sign for each: whoever of it says something first votes for it."""
    one = ONE
    for number, each in enumerate(said.split()):
        who, region, sign = PersonId(number), each[0], each[1]
        one = replace(one, deciders=(*one.deciders, who), regions={**one.regions, who: region})
        if sign in WORDS:
            vote = one.given(who, Vote(choice=WORDS[sign], at=AT))
            one = replace(one, votes={**one.votes, who: vote})
    assert (one.asked, one.voted) == (asked, voted)
    assert (outcome(one), outcome(replace(one, silence_consents=True))) == outcomes


def test_a_region_waits_for_any_of_its_members_until_one_has_voted() -> None:
    lena, nora, maya = PersonId(1), PersonId(2), PersonId(3)
    one = replace(
        ONE, deciders=(lena, nora, maya), regions={lena: "Berlin", nora: "Berlin", maya: "New York"}
    )
    assert [one.waits_for(who) for who in one.deciders] == [True, True, True]
    one = replace(one, votes={nora: one.given(nora, Vote(choice="abstain", at=AT))})
    assert [one.waits_for(who) for who in one.deciders] == [False, False, True]
    assert (one.speaker(lena), one.silent) == (nora, (maya,))
    late = one.given(lena, Vote(choice="object", at=AT))
    assert late.region == "", "besides the vote of her region"
    one = replace(one, votes={**one.votes, lena: late}, left_out=(maya,), deciders=(lena, nora))
    assert (one.seats, one.empty, one.speakers) == (("Berlin",), ("New York",), {"Berlin": nora})


@pytest.mark.parametrize(
    ("state", "again", "expected"),
    [
        ("adopted", False, AT + LATE_OBJECTIONS),
        ("adopted", True, None),
        ("objected", False, None),
        ("withdrawn", False, None),
    ],
    ids=["adopted", "opened again before", "not adopted", "taken back"],
)
def test_a_late_objection_has_a_week_once(state: State, again: bool, expected: datetime | None) -> None:
    one = replace(ONE, state=state, closed_at=AT, reopened_at=AT if again else None)
    assert one.late_until == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"set_by": None, "deciders": ()}, True),
        ({"closes_at": AT + LATE_OBJECTIONS}, False),
        ({"deciders": (), "left_out": (PersonId(1),)}, False),
        ({"deciders": (), "votes": {PersonId(1): Vote(choice="approve", at=AT)}}, True),
    ],
    ids=[
        "who sets it decides",
        "nobody sets it",
        "later",
        "who set it went away",
        "who set it voted",
    ],
)
def test_it_is_the_earliest_while_it_waits_for_somebody_who_decides(
    changes: dict[str, Any], expected: bool
) -> None:
    one = replace(ONE, deciders=(PersonId(1),), set_by=PersonId(1))
    assert replace(one, **changes).earliest is expected
