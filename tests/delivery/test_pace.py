"""How fast one tenant may be called."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import MINUTE, Act, Limits, Pace

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_the_first_of_everything_may_go_at_once() -> None:
    pace = Pace(Limits())
    acts: list[Act] = ["post", "edit", "find"]
    assert [pace.book(row, act, "in/C1", now=NOON) for row, act in enumerate(acts)] == [NOON] * 3


def test_posts_of_one_conversation_are_a_second_apart_and_others_do_not_wait() -> None:
    pace = Pace(Limits())
    assert pace.book(1, "post", "in/C1", now=NOON) == NOON
    assert pace.book(2, "post", "in/C1", now=NOON) == after(1)
    assert pace.book(3, "post", "in/C1", now=NOON) == after(2)
    assert pace.book(4, "post", "in/C2", now=NOON) == NOON


def test_edits_need_no_gap_within_a_conversation() -> None:
    pace = Pace(Limits())
    assert [pace.book(row, "edit", "in/C1", now=NOON) for row in range(3)] == [NOON] * 3


def test_booking_again_moves_a_row_and_takes_no_second_place() -> None:
    pace = Pace(Limits(posts=2))
    assert [pace.book(1, "post", "in/C1", now=NOON) for _ in range(5)] == [NOON] * 5
    assert pace.book(2, "post", "in/C2", now=NOON) == NOON


def test_the_gap_counts_from_when_a_slow_post_landed() -> None:
    pace = Pace(Limits())
    pace.book(1, "post", "in/C1", now=NOON)
    pace.spent(1, "post", "in/C1", now=after(5))
    assert pace.book(2, "post", "in/C1", now=after(5)) == after(6)


def test_a_second_try_of_a_row_is_a_second_call() -> None:
    pace = Pace(Limits(edits=1))
    pace.book(1, "edit", "in/C1", now=NOON)
    pace.spent(1, "edit", "in/C1", now=NOON)
    assert pace.book(1, "edit", "in/C1", now=after(2)) == after(60)


def test_beyond_the_cap_each_row_gets_a_minute_s_place_of_its_own() -> None:
    pace = Pace(Limits(posts=2))
    booked = [pace.book(row, "post", f"in/C{row}", now=NOON) for row in range(6)]
    assert booked == [NOON, NOON, after(60), after(60), after(120), after(120)]


def test_a_booked_place_is_still_there_when_its_time_comes() -> None:
    pace = Pace(Limits(posts=1))
    pace.book(1, "post", "in/C1", now=NOON)
    assert pace.book(2, "post", "in/C2", now=NOON) == after(60)
    assert pace.book(3, "post", "in/C3", now=after(60)) == after(120), "a newcomer does not overtake"
    assert pace.book(2, "post", "in/C2", now=after(60)) == after(60)


def test_a_freed_place_is_taken_by_the_next() -> None:
    pace = Pace(Limits(posts=1))
    pace.book(1, "post", "in/C1", now=NOON)
    pace.free(1, "in/C1")
    assert pace.book(2, "post", "in/C1", now=NOON) == NOON


def test_who_was_booked_first_keeps_the_first_place_after_a_429() -> None:
    pace = Pace(Limits())
    for row in range(4):
        pace.book(row, "post", "in/C1", now=NOON)
    pace.spent(0, "post", "in/C1", now=NOON)
    pace.block("post", after(30))
    assert [pace.book(row, "post", "in/C1", now=after(row)) for row in (1, 2, 3)] == [
        after(30),
        after(31),
        after(32),
    ]
    assert [pace.book(row, "post", "in/C1", now=after(29 + row)) for row in (1, 2, 3)] == [
        after(30),
        after(31),
        after(32),
    ]


@pytest.mark.parametrize(
    ("act", "at"), [("post", after(30)), ("edit", NOON), ("find", NOON)], ids=["post", "edit", "find"]
)
def test_a_429_blocks_its_own_act_alone(act: Act, at: datetime) -> None:
    pace = Pace(Limits())
    pace.block("post", after(30))
    pace.block("post", after(10))
    assert pace.book(1, act, "in/C1", now=NOON) == at


ASKED = st.lists(
    st.tuples(
        st.integers(0, 12), st.integers(0, 3), st.integers(0, 20), st.sampled_from(["go", "slow", "drop"])
    ),
    min_size=1,
    max_size=80,
)


@given(ASKED)
def test_whatever_is_asked_no_gap_and_no_cap_is_broken(asked: list[tuple[int, int, int, str]]) -> None:
    pace = Pace(Limits(posts=3))
    now = NOON
    sent: list[tuple[datetime, int]] = []
    for row, place, seconds, then in asked:
        now += timedelta(seconds=seconds)
        at = pace.book(row, "post", f"in/C{place}", now=now)
        assert at >= now
        if then == "drop":
            pace.free(row, f"in/C{place}")
        elif at == now:
            sent.append((now, place))
            now += timedelta(seconds=3 if then == "slow" else 0)
            pace.spent(row, "post", f"in/C{place}", now=now)
    for at, place in sent:
        assert sum(at - MINUTE < other <= at for other, _ in sent) <= 3
        assert sum(at - SECOND < other <= at and where == place for other, where in sent) <= 1


@given(st.integers(1, 40), st.integers(1, 5))
def test_a_crowd_goes_out_as_fast_as_the_cap_allows_and_in_its_order(rows: int, cap: int) -> None:
    pace = Pace(Limits(posts=cap))
    booked = {row: pace.book(row, "post", f"with/U{row}", now=NOON) for row in range(rows)}
    assert booked == {row: NOON + MINUTE * (row // cap) for row in range(rows)}
    for row, at in booked.items():
        assert pace.book(row, "post", f"with/U{row}", now=at) == at
        pace.spent(row, "post", f"with/U{row}", now=at)
