"""A person's own do-not-disturb schedule, as far as a platform tells of it: one window of time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When they want to hear nothing: the window in progress, else the next; `ends_at` is not in it."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether nothing is to reach them at that instant."""
        return self.starts_at <= at < self.ends_at
