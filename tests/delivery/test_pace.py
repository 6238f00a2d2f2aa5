"""How fast one tenant may be called."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pace import MINUTE, Act, Limits, Pace

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ACTS: list[Act] = ["post", "show", "file", "edit", "find"]


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def call(pace: Pace, act: Act = "post", *, at: datetime, urgent: bool = False, lasting: float = 0) -> None:
    pace.begin(act, urgent=urgent, now=at)
    pace.end(act, f"in/{at}", now=at + timedelta(seconds=lasting))


def sent_while_more_wait(pace: Pace, until: datetime) -> Iterator[datetime]:
    """Everything that leaves, of a crowd that has no end."""
    now: datetime | None = NOON
    while now is not None and now < until:
        for _ in range(pace.room("post", urgent=False, now=now)):
            call(pace, at=now)
            yield now
        now = pace.opens_at(now)


@pytest.mark.parametrize("act", ACTS)
def test_the_first_of_everything_may_go_at_once(act: Act) -> None:
    assert Pace(Limits()).room(act, urgent=False, now=NOON) > 0


def test_a_conversation_rests_for_a_second_after_its_post_has_landed() -> None:
    pace = Pace(Limits())
    pace.begin("post", urgent=False, now=NOON)
    assert pace.resting(after(4)) == []
    pace.end("post", "in/C1", now=after(5))
    assert pace.resting(after(5.9)) == ["in/C1"]
    assert pace.opens_at(after(5.9)) == after(6)
    assert pace.resting(after(6)) == []


@pytest.mark.parametrize("act", ["edit", "find"])
def test_after_an_edit_or_a_search_no_conversation_rests(act: Act) -> None:
    pace = Pace(Limits())
    pace.begin(act, urgent=False, now=NOON)
    pace.end(act, "in/C1", now=NOON)
    assert pace.resting(NOON) == []


def test_what_is_in_no_hurry_leaves_some_of_every_minute_to_what_is() -> None:
    pace = Pace(Limits())
    assert len(list(sent_while_more_wait(pace, after(59)))) == 288
    assert pace.room("post", urgent=False, now=after(59)) == 0
    assert pace.room("post", urgent=True, now=after(59)) == 12


def test_a_crowd_comes_a_few_at_a_time_so_that_places_come_free_all_along() -> None:
    pace = Pace(Limits())
    assert pace.room("post", urgent=False, now=NOON) == 24
    assert set(sent_while_more_wait(pace, after(600))) == {after(5 * number) for number in range(120)}


def test_what_is_urgent_may_have_the_whole_minute_at_once() -> None:
    assert Pace(Limits()).room("post", urgent=True, now=NOON) == 300


def test_a_call_counts_until_a_minute_after_it_has_ended() -> None:
    pace = Pace(Limits(edits=1))
    pace.begin("edit", urgent=True, now=NOON)
    assert pace.room("edit", urgent=True, now=after(90)) == 0
    assert pace.opens_at(after(90)) is None, "not before it ends"
    pace.end("edit", "in/C1", now=after(100))
    assert pace.room("edit", urgent=True, now=after(159)) == 0
    assert pace.opens_at(after(159)) == after(160)
    assert pace.room("edit", urgent=True, now=after(160)) == 1


@pytest.mark.parametrize("act", ACTS)
def test_a_429_blocks_its_own_act_alone(act: Act) -> None:
    pace = Pace(Limits())
    pace.block("post", after(30), now=NOON)
    pace.block("post", after(10), now=NOON)
    assert (pace.room(act, urgent=True, now=after(29)) == 0) is (act == "post")
    assert pace.room(act, urgent=True, now=after(30)) > 0
    assert pace.opens_at(after(29)) == after(30)


@pytest.mark.parametrize("back", [timedelta(minutes=10), timedelta(days=1)])
def test_a_clock_that_was_set_back_blocks_nothing_until_it_is_where_it_was(back: timedelta) -> None:
    pace = Pace(Limits(posts=1))
    call(pace, at=NOON)
    pace.block("post", after(5), now=NOON)
    earlier = NOON - back
    assert pace.room("post", urgent=True, now=earlier) == 1
    assert pace.resting(earlier) == []
    pace.block("post", earlier + timedelta(seconds=5), now=earlier)
    assert pace.opens_at(earlier) == earlier + timedelta(seconds=5)


CALLS = st.lists(
    st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 3), st.integers(0, 8)),
    min_size=1,
    max_size=80,
)


@given(CALLS, st.integers(1, 9))
def test_whatever_is_asked_and_however_long_it_takes_no_minute_has_more_than_the_cap(
    calls: list[tuple[int, bool, int, int]], cap: int
) -> None:
    """The platform may count a call anywhere between its beginning and its end."""
    pace = Pace(Limits(posts=cap))
    now = NOON
    counted: list[datetime] = []
    for seconds, urgent, lasting, heard in calls:
        now += timedelta(seconds=seconds)
        if pace.room("post", urgent=urgent, now=now):
            call(pace, at=now, urgent=urgent, lasting=lasting)
            counted.append(now + timedelta(seconds=min(heard, lasting)))
            now += timedelta(seconds=lasting)
    for at in counted:
        assert sum(at - MINUTE < other <= at for other in counted) <= cap


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 400))
def test_while_anything_waits_at_least_95_in_100_of_the_cap_are_used(cap: int) -> None:
    sent = list(sent_while_more_wait(Pace(Limits(posts=cap)), after(180)))
    assert len(sent) >= 3 * cap * 0.95
    for minute in range(3):
        of_it = [at for at in sent if after(60 * minute) <= at < after(60 * minute + 60)]
        assert len(of_it) >= cap * 0.95
