"""The stepped clock stands still, goes forward and never back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sandbox import SteppedClock
from sandbox.clock import microseconds, seconds

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def test_it_stands_still_until_it_is_moved() -> None:
    clock = SteppedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.move_to(NOON + timedelta(hours=5))
    assert clock.now() == NOON + timedelta(hours=5)


def test_it_never_goes_back() -> None:
    clock = SteppedClock(NOON)
    clock.move_to(NOON)
    with pytest.raises(ValueError, match="cannot go back"):
        clock.move_to(NOON - timedelta(microseconds=1))


def test_it_speaks_utc_whatever_zone_it_is_given() -> None:
    clock = SteppedClock(NOON.astimezone(timezone(timedelta(hours=5))))
    assert clock.now().tzinfo is UTC
    with pytest.raises(ValueError, match="aware"):
        SteppedClock(NOON.replace(tzinfo=None))


def test_instants_are_counted_exactly() -> None:
    at = datetime(2026, 11, 2, 12, 0, 1, 999_999, tzinfo=UTC)
    assert microseconds(at) == 1_793_620_801_999_999
    assert seconds(at) == 1_793_620_801
