"""A person of the workspace: where and when they work, and what the platform says of them."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.identity import PersonId, TenantId, UserRef
from bot.domain.workday import Calendar, WorkingWeek

# Where a person's zone comes from; an earlier one wins over a later one.
ZoneSource = Literal["hand", "profile", "observed", "default"]


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
    """What the bot knows of one person. `week` is None while they go by their team's."""

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

    def calendar(self, week: WorkingWeek) -> Calendar:
        """Their working calendar, given the week of a team they are in."""
        return Calendar(zone=self.zone, week=self.week or week, days_off=frozenset())
