"""A changed zone, as it is told: what has become of the question about it, and whose holidays stay."""

from datetime import datetime

from bot.domain.person import Person
from bot.domain.travel import outcome
from bot.domain.zone import zone_names
from bot.messages.travel import Trip
from storage.countries import country_name
from storage.holidays import country_of


def trip_of(person: Person, home: str, *, now: datetime) -> Trip | None:
    """The trip of somebody who lived in `home`; None once there is nothing to say of it, or no such zone."""
    state = outcome(person, home, now=now) if home in zone_names() else None
    if state is None:
        return None
    country = _kept_country(person) if state == "moved" else ""
    return Trip(home=home, zone=person.zone, outcome=state, country=country)


def _kept_country(person: Person) -> str:
    """The country they named, where their zone speaks for another one."""
    named = (person.days.country or "").partition("-")[0]
    there = country_of(person.zone)
    return country_name(named) if named and there is not None and there != named else ""
