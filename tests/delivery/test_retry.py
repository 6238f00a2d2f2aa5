"""When something of unknown outcome is tried again."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import Act
from bot.delivery.retry import LONGEST_DELAY, GiveUp, Retry, decide, delay_after

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ACTS: list[Act] = ["post", "edit", "find"]


def decided(act: Act, failures: int, age: timedelta, seed: int = 1) -> Retry | GiveUp:
    return decide(act, failures=failures, put_at=NOON - age, now=NOON, rng=Random(seed))


@pytest.mark.parametrize("act", ["post", "find"])
def test_a_post_is_looked_up_a_minute_later(act: Act) -> None:
    assert decided(act, 1, timedelta()) == Retry(at=NOON + MINUTE, uncertain=True)


def test_an_edit_is_repeated_within_seconds() -> None:
    again = decided("edit", 1, timedelta())
    assert isinstance(again, Retry)
    assert not again.uncertain
    assert timedelta(seconds=1) <= again.at - NOON <= timedelta(seconds=2)


@pytest.mark.parametrize(
    ("failures", "least", "most"),
    [(1, 1, 2), (2, 2, 4), (3, 4, 8), (6, 32, 64), (8, 128, 256), (9, 150, 300), (5000, 150, 300)],
    ids=str,
)
def test_delays_double_up_to_five_minutes(failures: int, least: int, most: int) -> None:
    delays = [delay_after(failures, Random(seed)).total_seconds() for seed in range(50)]
    assert least <= min(delays) < max(delays) <= most


@pytest.mark.parametrize(
    ("failures", "age", "given_up"),
    [
        (12, timedelta(hours=2), True),
        (11, timedelta(days=9), False),
        (100, timedelta(minutes=119), False),
    ],
    ids=["often and long enough", "too seldom", "not long enough"],
)
@pytest.mark.parametrize("act", ACTS)
def test_it_is_given_up_once_tried_often_enough_for_long_enough(
    act: Act, failures: int, age: timedelta, given_up: bool
) -> None:
    assert isinstance(decided(act, failures, age), GiveUp) is given_up


@given(st.sampled_from(ACTS), st.integers(1, 60), st.integers(0, 119), st.integers())
def test_the_next_try_is_always_ahead_and_never_far(act: Act, failures: int, age: int, seed: int) -> None:
    again = decided(act, failures, timedelta(minutes=age), seed)
    assert isinstance(again, Retry)
    assert NOON < again.at <= NOON + LONGEST_DELAY


def test_the_same_source_of_chance_decides_the_same() -> None:
    assert decided("edit", 5, MINUTE, seed=7) == decided("edit", 5, MINUTE, seed=7)
    assert decided("edit", 5, MINUTE, seed=7) != decided("edit", 5, MINUTE, seed=8)
