"""A clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Starts at a Monday's noon."""

    def __init__(self) -> None:
        self.start = datetime(2026, 11, 2, 12, tzinfo=UTC)
        self._now = self.start

    def now(self) -> datetime:
        return self._now

    def move_to(self, at: datetime) -> None:
        assert at >= self._now
        self._now = at

    def move(self, by: timedelta) -> None:
        self.move_to(self._now + by)
