"""Why a working day of the written week is not worked: a company day, an absence, a holiday."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Both days are part of it."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"It ends on {self.last}, before it starts on {self.first}: swap the two.")

    def covers(self, day: date) -> bool:
        """Whether that day is part of it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """One person's days off, by the date on which a shift starts. `holidays`: their names by day."""

    company: frozenset[date] = frozenset()
    away: tuple[Absence, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))

    def reason(self, day: date) -> str | None:
        """Why that day is off; of several reasons the first of company day, away, holiday."""
        if day in self.company:
            return "company day"
        if any(one.covers(day) for one in self.away):
            return "away"
        name = self.holidays.get(day)
        return f"holiday: {name}" if name is not None else None
