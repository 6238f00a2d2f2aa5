"""Hand-offs: whom a step is for, where it waits, and what a second sending does to the steps."""

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.handoff import (
    STATE_WORDS,
    STATES,
    Awake,
    Edit,
    Me,
    OnePerson,
    OneRegion,
    Owner,
    State,
    Step,
    StepDraft,
    StepState,
    Waits,
    edit,
    owner_from,
    owner_text,
    waits,
)
from bot.domain.identity import HandoffId, PersonId, RegionId, StepId, TeamId
from tests.domain.given import utc

ARJUN, BERLIN = PersonId(5), RegionId(2)
OWNERS = {
    "me": Me(),
    "awake": Awake(),
    "person:5": OnePerson(person=ARJUN),
    "region:2": OneRegion(region=BERLIN),
}


def step(position: int, text: str, state: StepState = "open") -> Step:
    at = utc("2026-11-02 16:20") + position * timedelta(minutes=1)
    return Step(
        id=StepId(100 + position),
        handoff=HandoffId(1),
        team=TeamId(1),
        position=position,
        text=text,
        owner=Awake(),
        state=state,
        region=BERLIN,
        person=None,
        holder=ARJUN if state == "picked_up" else None,
        created_at=at,
        changed_at=at,
    )


def draft(text: str) -> StepDraft:
    return StepDraft(text=text, owner=Awake())


@pytest.mark.parametrize(("text", "owner"), OWNERS.items(), ids=list(OWNERS))
def test_an_owner_is_kept_as_text_and_read_back(text: str, owner: Owner) -> None:
    assert owner_text(owner) == text
    assert owner_from(text) == owner


@pytest.mark.parametrize(
    "text", ["", "me:1", "person", "person:", "person:x", "region:-1", "team:3"], ids=repr
)
def test_no_other_text_is_an_owner(text: str) -> None:
    assert owner_from(text) is None


@pytest.mark.parametrize(
    ("owner", "inherits", "where"),
    [
        (Me(), BERLIN, Waits(person=PersonId(1))),
        (OnePerson(person=ARJUN), BERLIN, Waits(person=ARJUN)),
        (OneRegion(region=RegionId(7)), BERLIN, Waits(region=RegionId(7))),
        (Awake(), BERLIN, Waits(region=BERLIN)),
        (Awake(), None, Waits(person=PersonId(1))),
    ],
    ids=["oneself", "a person", "a region", "whoever is awake next", "nobody else ever is"],
)
def test_a_step_waits_where_its_owner_says(owner: Owner, inherits: RegionId | None, where: Waits) -> None:
    assert waits(owner, author=PersonId(1), inherits=inherits) == where


@pytest.mark.parametrize(
    ("state", "unfinished"),
    list(zip(get_args(StepState), (True, True, True, False, False, False), strict=True)),
    ids=get_args(StepState),
)
def test_a_step_is_unfinished_until_it_is_closed(state: StepState, unfinished: bool) -> None:
    assert step(0, "Deploy", state).unfinished == unfinished


def test_every_state_has_its_word_and_rank() -> None:
    assert set(STATES) == set(STATE_WORDS) == set(get_args(State))


def shown(found: Edit) -> tuple[list[tuple[int, int, str]], list[tuple[int, str]], list[int]]:
    """Ids that stay with their new place and words, what is new, and ids that go."""
    return (
        sorted((one.id, place, new.text) for one, place, new in found.kept),
        [(place, new.text) for place, new in found.added],
        [one.id for one in found.withdrawn],
    )


@pytest.mark.parametrize(
    ("steps", "rows", "expected"),
    [
        ([step(0, "A"), step(1, "B")], ["A", "B"], ([(100, 0, "A"), (101, 1, "B")], [], [])),
        ([step(0, "A"), step(1, "B")], ["B", "A"], ([(100, 1, "A"), (101, 0, "B")], [], [])),
        ([step(0, "A"), step(1, "B")], ["A", "B mended"], ([(100, 0, "A"), (101, 1, "B mended")], [], [])),
        ([step(0, "A")], ["A", "B"], ([(100, 0, "A")], [(1, "B")], [])),
        ([step(0, "A"), step(1, "B")], ["A"], ([(100, 0, "A")], [], [101])),
        ([step(0, "A", "picked_up")], ["A mended"], ([], [(0, "A mended")], [100])),
        ([step(0, "A", "picked_up")], ["A"], ([(100, 0, "A")], [], [])),
        ([step(0, "A", "done")], ["B"], ([], [(0, "B")], [])),
        ([step(0, "A", "done")], ["A"], ([(100, 0, "A")], [], [])),
        ([step(0, "A", "withdrawn")], ["A"], ([], [(0, "A")], [])),
        ([step(0, "A"), step(1, "A")], ["A"], ([(100, 0, "A")], [], [101])),
    ],
    ids=[
        "unchanged",
        "in another order",
        "a typo mended",
        "a row more",
        "a row less",
        "what someone works on keeps its words",
        "picked up, unchanged",
        "what is done stays done",
        "done, sent again",
        "a withdrawn one does not come back",
        "one of two alike",
    ],
)
def test_a_second_sending_is_matched_with_the_steps_there_are(
    steps: list[Step], rows: list[str], expected: tuple[list[object], list[object], list[object]]
) -> None:
    assert shown(edit(steps, [draft(row) for row in rows])) == expected


STEP_STATES: tuple[StepState, ...] = ("open", "picked_up", "done", "withdrawn")
TEXTS = st.sampled_from("ABCD")


@given(
    before=st.lists(st.tuples(TEXTS, st.sampled_from(STEP_STATES)), max_size=6),
    rows=st.lists(TEXTS, max_size=6),
)
def test_no_row_and_no_step_is_lost_in_an_edit(before: list[tuple[str, StepState]], rows: list[str]) -> None:
    steps = [step(position, text, state) for position, (text, state) in enumerate(before)]
    found = edit(steps, [draft(row) for row in rows])
    places = [place for _, place, _ in found.kept] + [place for place, _ in found.added]
    assert sorted(places) == list(range(len(rows)))
    touched = [one.id for one, _, _ in found.kept] + [one.id for one in found.withdrawn]
    assert len(touched) == len(set(touched))
    assert {one.id for one in steps if one.unfinished} <= set(touched)
