"""When several people work at the same time."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.overlap import best, shared, together, worked
from tests.domain.given import CAST, LENA, MAYA, MIA, SAM, calendar, utc

WEEKS = ("mon-fri 9-17:30", "sun-thu 22-6", "mon-fri 9-12, 19-22", "none")
MONDAY, TUESDAY = utc("2026-11-02 00:00"), utc("2026-11-03 00:00")


@given(
    people=st.lists(st.tuples(st.sampled_from(CAST), st.sampled_from(WEEKS)), min_size=1, max_size=5),
    hours=st.integers(0, 24 * 300),
    minute=st.integers(0, 48 * 60 - 1),
)
@settings(max_examples=150, deadline=None)
def test_any_minute_has_as_many_as_work_then(people: list[tuple[str, str]], hours: int, minute: int) -> None:
    some = [calendar(zone, week) for zone, week in people]
    start = MONDAY + timedelta(hours=hours)
    at = start + timedelta(minutes=minute)
    spans = together(some, start=start, end=start + timedelta(hours=48))
    found = [one.count for one in spans if one.starts_at <= at < one.ends_at]
    working = sum(one.working_at(at) for one in some)
    assert found == ([working] if working else [])


def test_what_is_worked_ends_with_the_span() -> None:
    found = worked(calendar(LENA), start=utc("2026-11-02 10:00"), end=utc("2026-11-02 12:00"))
    assert found == [(utc("2026-11-02 10:00"), utc("2026-11-02 12:00"))]


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        ((LENA, MAYA), [(utc("2026-11-02 14:00"), utc("2026-11-02 16:30"))]),
        ((LENA, MIA), []),
        ((LENA,), [(utc("2026-11-02 08:00"), utc("2026-11-02 16:30"))]),
        ((LENA, MAYA, SAM), []),
    ],
    ids=["an afternoon", "never", "alone", "two of three is not all"],
)
def test_shared_hours_are_those_of_all(zones: tuple[str, ...], expected: object) -> None:
    some = [calendar(zone) for zone in zones]
    assert shared(some, start=MONDAY, end=TUESDAY) == expected


def test_five_minutes_are_not_worth_sharing() -> None:
    some = [calendar(LENA, "mon 9-12:05"), calendar(LENA, "mon 12-17")]
    assert shared(some, start=MONDAY, end=TUESDAY) == []
    assert best(some, start=MONDAY, end=TUESDAY) is None


def test_the_best_hours_are_the_longest_of_those_with_most() -> None:
    found = best([calendar(LENA), calendar(MAYA), calendar(SAM)], start=MONDAY, end=TUESDAY)
    assert found is not None
    assert (found.count, found.starts_at, found.ends_at) == (
        2,
        utc("2026-11-02 17:00"),
        utc("2026-11-02 22:30"),
    )
