"""A person of the workspace: where and when they work, and what the platform says of them."""

from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.dayoff import NOTHING_SAID, NOWHERE, DaysOff, Holidays, OwnDays
from bot.domain.identity import PersonId, TenantId, UserRef
from bot.domain.light import dataclass
from bot.domain.workday import Calendar, WorkingWeek

# Where a person's zone comes from; an earlier one wins over a later one.
ZoneSource = Literal["hand", "profile", "observed", "default"]

# A changed zone: they were asked whether they have moved, or have said that it is a visit.
Travel = Literal["asked", "visit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the platform knows of one person; `zone` and `locale` are "" where it does not say.

    eligible: a full member and a human: no bot, guest, deactivated or external person.
    """

    user: UserRef
    name: str
    zone: str
    locale: str
    eligible: bool
    admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the bot knows of one person. `week` is None while they go by their team's.

    zone_at, week_at: since when; of a week None while it has always been the team's. days: what they have
    said of their days off; holidays: those of the country they named; company: their workspace's days.
    home_zone: where they lived before a changed zone, until they say that they have moved.
    promise: how long their answers may take; None while that is their team's to say.
    """

    id: PersonId
    tenant: TenantId
    user: UserRef
    name: str
    zone: str
    zone_source: ZoneSource
    week: WorkingWeek | None
    locale: str
    eligible: bool
    admin: bool = False
    zone_at: datetime | None = None
    week_at: datetime | None = None
    days: OwnDays = NOTHING_SAID
    holidays: Holidays = NOWHERE
    company: frozenset[date] = frozenset()
    home_zone: str | None = None
    travel: Travel | None = None
    promise: timedelta | None = None

    @property
    def days_off(self) -> DaysOff:
        """Why they do not work, on any date."""
        return DaysOff(
            company=self.company,
            away=self.days.away,
            off=self.days.off,
            worked=self.days.worked,
            holidays=self.holidays,
        )

    @property
    def settled_in(self) -> str:
        """The zone by which their regions go: at home while they are on a visit."""
        return self.home_zone if self.travel == "visit" and self.home_zone is not None else self.zone

    def calendar(self, week: WorkingWeek) -> Calendar:
        """Their working calendar, given the week of a team they are in."""
        off = self.days_off
        return Calendar(zone=self.zone, week=self.week or week, days_off=off, halves=off.halves)
