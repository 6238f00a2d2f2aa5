"""Forty people in five zones and two whom no team has, with days off, and when each of them works."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.prove.cast import ATLAS, BOREALIS, Cast
from tests.prove.month.cast import WEEKS
from tests.prove.reckoning import MINUTE, NIGHT, OFFICE, Who, WorkDay, near, work_days

ZONES = ("Australia/Sydney", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Asia/Tokyo")

# Public holidays on working days of that month, as the calendars of those countries have them.
HOLIDAYS = {
    "Asia/Kolkata": ("IN", date(2026, 10, 20)),  # Dussehra
    "Europe/Berlin": ("DE-SN", date(2026, 11, 18)),  # Repentance and Prayer Day
    "America/New_York": ("US", date(2026, 11, 11)),  # Veterans Day
    "Asia/Tokyo": ("JP", date(2026, 11, 3)),  # Culture Day
}

EVERYONE = tuple(
    Who(f"M{number:02}", ZONES[number % len(ZONES)], WEEKS[number // len(ZONES)]) for number in range(40)
)

# Of no team: they have no note, and are taken to work as most do.
OUTSIDERS = (Who("X0", "Europe/Berlin", OFFICE), Who("X1", "America/New_York", OFFICE))

TRAVELLERS = (EVERYONE[0], EVERYONE[38])
ELSEWHERE = "America/Los_Angeles"

# Their country is set; whose is not works on that day.
AT_HOME = tuple(one for one in EVERYONE if one.zone in HOLIDAYS and one not in TRAVELLERS)[::2]


def forty() -> Cast:
    """Everybody in one team, every third in another as well."""
    return Cast(people=(*EVERYONE, *OUTSIDERS), teams={ATLAS: [*EVERYONE], BOREALIS: [*EVERYONE[1::3]]})


@dataclass(slots=True)
class Calendars:
    """Reckoned by dates and zones alone. off: whole days; zones: since when each is where.

    focuses, windows: from when to when each is in a focus, or wants not to be disturbed; a later one takes
    the place of what is left of the one before.
    """

    off: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    focuses: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))
    windows: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))
    zones: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))

    def works(self, who: Who, at: datetime) -> bool:
        """Whether they are working then; who travels, by the hours of any place where they were."""
        return any(
            start <= at < end
            for there in self._everywhere(who)
            for day in self._worked(there, near(there, at))
            for start, end in day.spans
        )

    def undisturbed(self, who: Who, at: datetime) -> bool:
        """Whether they want to hear nothing then."""
        for spans in (self.focuses[who.handle], self.windows[who.handle]):
            newest = max((one for one in spans if one[0] < at), default=None)
            if newest is not None and at < newest[1]:
                return True
        return False

    def at_hand(self, who: Who, at: datetime) -> bool:
        """Whether a colleague may reach them then, or could a minute before."""
        return any(self.works(who, one) and not self.undisturbed(who, one) for one in (at, at - MINUTE))

    def asked(self, who: Who, day: date) -> list[WorkDay]:
        """The person-day of that date, wherever they are."""
        return [
            one for there in self._everywhere(who) for one in self._worked(there, work_days(there, day, day))
        ]

    def local_day(self, who: Who, at: datetime) -> date:
        """The date where they are then."""
        return at.astimezone(ZoneInfo(self._zone(who, at))).date()

    def _zone(self, who: Who, at: datetime) -> str:
        moves = self.zones[who.handle]
        number = bisect_right([since for since, _ in moves], at)
        return moves[number - 1][1] if number else who.zone

    def _everywhere(self, who: Who) -> Iterator[Who]:
        yield who
        for zone in {zone for _, zone in self.zones[who.handle]} - {who.zone}:
            yield replace(who, zone=zone)

    def _worked(self, who: Who, days: list[WorkDay]) -> Iterator[WorkDay]:
        off = self.off[who.handle]
        return (one for one in days if one.day not in off)


def may_be_away(who: Who) -> bool:
    """Days off are judged where a working day lies within one date."""
    return who.hours != NIGHT and who not in TRAVELLERS
