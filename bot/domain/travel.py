"""A changed zone: whether it changes anything, and what has become of the question whether it is a move."""

from datetime import datetime, timedelta
from typing import Literal

from bot.domain.person import Person
from bot.domain.zone import zone_of

# Two zones are one where their clocks agree for so long.
HALF_A_YEAR = 183

# How a question stands: open, answered with one of the three, or they are back before they said.
Outcome = Literal["asked", "visit", "moved", "kept", "back"]


def same_clock(zone: str, other: str, *, now: datetime) -> bool:
    """Whether the clocks of two zones agree, now and over the next half year, as Berlin's and Paris' do."""
    one, another = zone_of(zone), zone_of(other)
    days = (now + timedelta(days=number) for number in range(HALF_A_YEAR + 1))
    return zone == other or all(
        at.astimezone(one).utcoffset() == at.astimezone(another).utcoffset() for at in days
    )


def outcome(person: Person, home: str, *, now: datetime) -> Outcome | None:
    """What has become of the question to somebody who lived in `home`; None once it says nothing any more."""
    if person.zone_source == "hand":
        return "kept" if person.zone == home else None
    if person.home_zone == home and person.travel is not None:
        return person.travel
    if same_clock(person.zone, home, now=now):
        return "back"
    return "moved" if person.home_zone is None else None
