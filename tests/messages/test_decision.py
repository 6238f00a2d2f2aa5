"""What is said of a decision: who asks whom, until when, what came of it, and what can be done by now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.decision import Begun, Decision
from bot.domain.identity import PersonId
from bot.messages import decision, decision_edited, decision_form, decision_list, decision_told
from bot.messages.decision_words import fair_words, outcome_words
from bot.messages.digest_decision import Told, decision_blocks
from bot.messages.document import Document
from bot.messages.examples.decision import ADOPTED, EDIT, EDITED, ENDED, OPEN, PROPOSER, VOTED, view
from bot.messages.examples.decision_regions import REGIONAL
from bot.messages.examples.given import AT, ZONE
from bot.messages.form import Note
from tests.messages.given import said

MAYA, SAM = PersonId(4), PersonId(5)
CLOSES, LATE = (
    "Closes Tue 3 Nov, 17:21 (New York).",
    "An objection until Mon 9 Nov, 09:21 (New York) opens it again",
)
AGAIN = replace(VOTED, reopened_at=AT, reopened_by=SAM)
WITHOUT_MAYA = replace(OPEN, deciders=(SAM,))


def text(document: Document) -> str:
    return "\n".join(map(said, document.blocks))


def waits(one: Decision, reader: PersonId = MAYA) -> str:
    return text(decision.waits(replace(view(one), reader=reader), locale="en"))


@pytest.mark.parametrize(
    ("one", "reader", "head"),
    [
        (OPEN, MAYA, "Lena Vogel asks you to decide: "),
        (ADOPTED, MAYA, "Lena Vogel asked you to decide: "),
        (WITHOUT_MAYA, MAYA, "Lena Vogel asked you to decide: "),
        (OPEN, PROPOSER, "You proposed this, and decide it, too: "),
        (ADOPTED, PROPOSER, "You proposed this: "),
    ],
    ids=["open", "over", "for others by now", "their own", "their own, over"],
)
def test_the_head_says_who_asks_and_no_longer_asks(one: Decision, reader: PersonId, head: str) -> None:
    assert waits(one, reader).startswith(f"{head}One rate for vouchers")


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (WITHOUT_MAYA, "It no longer waits for your vote: others decide it."),
        (
            replace(WITHOUT_MAYA, left_out=(MAYA,)),
            "It no longer waits for your vote, as you are away: others decide it.",
        ),
        (replace(OPEN, deciders=()), "It no longer waits for your vote."),
    ],
    ids=["taken off", "away", "nobody decides"],
)
def test_who_no_longer_decides_is_told_so_and_has_no_buttons(one: Decision, told: str) -> None:
    stands = waits(one)
    assert told in stands.splitlines()
    assert "[" not in stands


def test_a_vote_that_was_given_can_be_changed_until_it_closes() -> None:
    assert "You approved. You can change that until it closes." in waits(VOTED).splitlines()


@pytest.mark.parametrize(
    ("set_by", "names", "began", "regional", "told"),
    [
        (
            "Sam",
            3,
            "asked",
            False,
            "Sam, the last of all who decide, has had eight working hours for it by then.",
        ),
        ("Sam", 1, "edited", False, "Sam has had eight working hours for it by then."),
        ("Sam", 3, "reopened", False, "Sam has had eight working hours for it by then."),
        (
            "Berlin (Lena)",
            3,
            "asked",
            True,
            "Berlin (Lena), the last of the regions, has had eight working hours for it by then.",
        ),
        ("", 3, "asked", False, "24 hours after it was posted. By then all who decide have had"),
        ("", 1, "edited", False, "24 hours after it was edited. By then whoever decides has had"),
        ("", 3, "asked", True, "24 hours after it was posted. By then somebody of each region has had"),
        (
            "",
            3,
            "reopened",
            False,
            "24 hours after it was opened again. By then everyone who is there has had",
        ),
        (
            "",
            3,
            "reopened",
            True,
            "24 hours after it was opened again. By then everyone who is there has had",
        ),
    ],
)
def test_how_the_earliest_fair_close_came_about(
    set_by: str, names: int, began: Begun, regional: bool, told: str
) -> None:
    found = fair_words(set_by, names=names, began=began, regional=regional)
    assert found.startswith(told)
    assert "eight working hours" in found


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (OPEN, "none of 3 voted, and at least 2 had to"),
        (replace(VOTED, votes={SAM: VOTED.votes[MAYA]}), "only 1 of 3 voted, and at least 2 had to"),
        (replace(OPEN, turnout="all"), "none of 3 voted, and all had to"),
        (replace(OPEN, deciders=(SAM,)), "none of 1 voted, and at least 1 had to"),
        (REGIONAL, "none of 2 regions voted, and at least 1 had to"),
        (replace(OPEN, deciders=()), "nobody is left to decide"),
    ],
)
def test_what_was_missing(one: Decision, told: str) -> None:
    assert outcome_words(view(replace(one, state="unsettled"))) == f"not adopted, as {told}"


@pytest.mark.parametrize(
    ("one", "told"),
    [(OPEN, True), (replace(OPEN, deciders=(PROPOSER, MAYA), left_out=(SAM,)), False)],
    ids=["who set the close decides", "they went away"],
)
def test_a_close_is_explained_by_nobody_who_went_away(one: Decision, told: bool) -> None:
    found = text(decision.posted(view(one), to=(), locale="en"))
    assert ("Sam Ortiz, the last of all who decide" in found) is told
    assert CLOSES in found.splitlines()


@pytest.mark.parametrize(
    ("one", "late"),
    [(ADOPTED, True), (replace(ADOPTED, reopened_at=AT), False), (replace(ADOPTED, state="objected"), False)],
    ids=["adopted", "adopted once more", "not adopted"],
)
def test_an_outcome_says_until_when_an_objection_still_counts(one: Decision, late: bool) -> None:
    assert (LATE in text(decision.closed(view(one), locale="en"))) is late
    assert (LATE in text(decision.posted(view(one), to=(), locale="en"))) is late


def test_a_superseded_outcome_leads_to_what_stands_now() -> None:
    told = text(decision.superseded(view(AGAIN), locale="en"))
    assert (
        told
        == "One rate for vouchers was adopted, and has been opened again since.\nThe proposal and the votes"
    )


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (OPEN, CLOSES),
        (ADOPTED, "It was adopted Mon 2 Nov, 09:21 (New York). Your objection opens it again, once."),
    ],
)
def test_whoever_objects_is_told_until_when_and_what_that_does(one: Decision, told: str) -> None:
    note = decision_form.object_form(view(one), values={}, token="t", locale="en").fields[0]
    assert isinstance(note, Note)
    assert [said(block) for block in note.blocks][-1] == told


@pytest.mark.parametrize(
    ("one", "lines"),
    [
        (
            EDITED,
            ["Lena Vogel asks you to decide: One rate for vouchers", CLOSES, "[Approve][Object][Abstain]"],
        ),
        (
            replace(ADOPTED, edits=(EDIT,)),
            ["Lena Vogel asked you to decide: One rate for vouchers", "[Object]"],
        ),
    ],
    ids=["open", "adopted"],
)
def test_who_read_other_words_finds_who_asks_and_until_when(one: Decision, lines: Sequence[str]) -> None:
    found = text(decision_edited.other_words(view(one), locale="en"))
    assert set(lines) <= {*found.splitlines()}
    assert ("Closes" in found) == one.open


_HEARD = "in their next morning note, or, if they are in no team, in a message."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, f"Everyone who decides is asked again {_HEARD}"),
        ({"reset": {}}, f"Everyone who decides finds it {_HEARD}"),
        ({"reset": {}, "fresh": False}, ""),
    ],
    ids=["votes were reset", "nobody had voted", "a later close"],
)
def test_the_thread_says_who_hears_of_an_edit(changes: dict[str, Any], told: str) -> None:
    one = replace(OPEN, edits=(replace(EDIT, **changes),))
    lines = text(decision_edited.edited(view(one), 1, to=(), locale="en")).splitlines()
    assert f"{CLOSES} {told}".rstrip() in lines


@pytest.mark.parametrize(("later", "late"), [(timedelta(days=6), True), (timedelta(days=7), False)])
def test_what_is_over_can_be_opened_again_for_a_week_and_proposed_anew(later: timedelta, late: bool) -> None:
    told = text(decision_edited.over(view(ADOPTED), now=ENDED + later, locale="en"))
    assert ("Until Mon 9 Nov, 09:21 (New York) an objection opens it again" in told) is late
    assert told.endswith("ropose it anew with /decide.")


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (MAYA, "Proposed by Lena Vogel. 0 of 3 voted. It waits for your vote."),
        (PROPOSER, "Proposed by you. 0 of 3 voted. It waits for your vote."),
    ],
)
def test_the_list_says_who_proposed_what_is_open(reader: PersonId, told: str) -> None:
    row = replace(view(OPEN), reader=reader)
    expected = f"One rate for vouchers: closes Tue 3 Nov, 17:21 (New York). {told}"
    assert expected in text(decision_list.listed([row], [], locale="en")).splitlines()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"deciders": ["Maya"]}, "Lena asks Maya to decide, closes"),
        ({"deciders": ["Maya", "Sam", "Mia"]}, "Lena asks Maya, Sam and Mia to decide, closes"),
        ({"deciders": ["Maya", "Sam", "Mia", "Arjun"]}, "Lena asks Maya, Sam and 2 others to decide, closes"),
        ({"label": "Atlas"}, "Lena asks Atlas to decide, closes"),
        ({"label": "Atlas", "regional": True}, "Lena asks one of each region of Atlas to decide, closes"),
        ({}, "proposed by Lena, closes"),
        ({"state": "adopted", "deciders": ["Maya"]}, "adopted"),
    ],
    ids=["one", "three", "many", "a team", "regions", "nobody else", "over"],
)
def test_a_digest_says_who_asks_whom(changes: dict[str, Any], told: str) -> None:
    one = Told(number=1, title="One rate", state="open", closes_at=AT, proposer="Lena")
    one = replace(one, **changes)
    at = " Mon 2 Nov, 11:21 (New York)" if one.state == "open" else ""
    assert said(decision_blocks([one], zone=ZONE)[-1]) == f"One rate: {told}{at}"


def test_what_could_not_be_posted_links_its_channel() -> None:
    document = decision_told.not_posted(view(OPEN, PROPOSER), locale="en")
    assert text(document) == document.summary
    assert "in its channel, so nobody was asked." in document.summary
