"""Why a working day of the written week is not worked: a company day, an absence, a holiday."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

# Which half of a working day somebody is away: by its working time, or up to the break nearest to that.
Half = Literal["first", "second"]


class Holidays(Protocol):
    """The holidays of one place, looked up by date. Two of the same place are equal, and hash alike."""

    def name(self, day: date, /) -> str | None:
        """What is celebrated on that date; None for a day like any other."""
        ...


@dataclass(frozen=True, slots=True)
class NoHolidays:
    """Those of nowhere."""

    def name(self, day: date, /) -> str | None:
        """Never anything."""
        return None


NOWHERE = NoHolidays()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Both days are part of it. half: of a single day, the half that is off. id: counts up for one person.

    replaced: those that it took in as it was set, which are there again once it is undone.
    """

    first: date
    last: date
    half: Half | None = None
    id: int = 0
    replaced: tuple["Absence", ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"It ends on {self.last}, before it starts on {self.first}: swap the two.")
        if self.half is not None and self.last != self.first:
            raise ValueError("Half a day is of one day: name that day alone.")

    def covers(self, day: date) -> bool:
        """Whether that day is part of it, if only by half."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDays:
    """What one person has said of their days.

    country: whose holidays they have (`JP`, `AU-NSW`); "" for nobody's, None while they have not said. also:
    the country's further categories that are theirs. off: days of their own, with a name each. worked: days
    that they work though they are holidays or company days. asked: they were asked about their country.
    """

    country: str | None = None
    also: frozenset[str] = frozenset()
    away: tuple[Absence, ...] = ()
    off: tuple[tuple[date, str], ...] = ()
    worked: frozenset[date] = frozenset()
    asked: bool = False


NOTHING_SAID = OwnDays()


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """One person's days off, by the date on which a shift starts: a container of dates that says why."""

    company: frozenset[date] = frozenset()
    away: tuple[Absence, ...] = ()
    off: tuple[tuple[date, str], ...] = ()
    worked: frozenset[date] = frozenset()
    holidays: Holidays = NOWHERE

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.reason(day) is not None

    def reason(self, day: date) -> str | None:
        """Why that day is off; of several reasons the first of company day, away, holiday.

        A day that they say they work is off only where they are away.
        """
        works = day in self.worked
        if day in self.company and not works:
            return "company day"
        for one in self.away:
            if one.half is None and one.first <= day <= one.last:
                return "away"
        name = None if works else self._holiday(day)
        return f"holiday: {name}" if name is not None else None

    @property
    def halves(self) -> tuple[tuple[date, Half], ...]:
        """The days of which a half is off, and which."""
        return tuple((one.first, one.half) for one in self.away if one.half is not None)

    def _holiday(self, day: date) -> str | None:
        own = next((name for on, name in self.off if on == day), None) if self.off else None
        return own or self.holidays.name(day)
