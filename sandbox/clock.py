"""The sandbox's time: stepped by hand for demos and journeys, or the machine's."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Says what time it is, as an aware instant in UTC."""

    def now(self) -> datetime: ...


class SteppedClock:
    """Stands still until it is moved, and never goes back. One is given to both sides of a demo."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock starts at an aware instant")
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move_to(self, at: datetime) -> None:
        """Make it `at`. Moving to the present is nothing; moving back is a ValueError."""
        if at < self._now:
            raise ValueError(f"the clock cannot go back from {self._now} to {at}")
        self._now = at.astimezone(UTC)


class MachineClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def microseconds(at: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return (at - EPOCH) // timedelta(microseconds=1)


def seconds(at: datetime) -> int:
    """Whole seconds since 1970."""
    return microseconds(at) // 1_000_000
