"""Who goes away after they were asked: without their hours by the close, and four working days off."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.window import LEAST_OWN, MOST_MISSED, goes_away, own_time, window
from bot.domain.workday import Calendar
from tests.domain.roster import QUARTER, workers
from tests.domain.test_window import START, by_the_quarter, missed_by_the_day


@given(who=workers(), quarters=st.integers(0, 30 * 96), length=st.integers(4, 20 * 96))
@settings(max_examples=60, deadline=None)
def test_as_counting_every_quarter_and_every_day_finds_it(who: Calendar, quarters: int, length: int) -> None:
    asked_at = START + quarters * QUARTER
    closes_at = asked_at + length * QUARTER
    short = own_time(who, asked_at, closes_at) < LEAST_OWN
    missed = missed_by_the_day(who, asked_at, by_the_quarter(who, asked_at))
    assert goes_away(who, asked_at, closes_at) is (short and missed > MOST_MISSED)


@given(who=workers(), quarters=st.integers(0, 30 * 96))
@settings(max_examples=40, deadline=None)
def test_nobody_whose_days_stay_as_they_were_goes_away_before_a_fair_close(
    who: Calendar, quarters: int
) -> None:
    asked_at = START + quarters * QUARTER
    found = window({"lena": who}, asked_at)
    if found is not None:
        assert not goes_away(who, asked_at, found.closes_at)
