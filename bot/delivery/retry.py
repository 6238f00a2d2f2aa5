"""When something whose outcome is unknown is tried again, and when it is given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.delivery.pace import Act

FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=5)
LOOK_UP_AFTER = timedelta(minutes=1)  # a post may land after its timeout: only then is its absence believed
FEWEST_TRIES = 12
LEAST_AGE = timedelta(hours=2)  # a platform that is down for an hour loses nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Once more, at that instant. uncertain: look before repeating, for it may be there."""

    at: datetime
    uncertain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Tried often enough for long enough."""


def decide(act: Act, *, failures: int, put_at: datetime, now: datetime, rng: Random) -> Retry | GiveUp:
    """After a failure whose outcome is unknown; `failures` counts it.

    Doubling delays with jitter, five minutes at most; given up once it has failed twelve times and is two
    hours old. A post, or a search for one, waits a minute at least, then is looked up; an edit is repeated.
    """
    if failures >= FEWEST_TRIES and now - put_at >= LEAST_AGE:
        return GiveUp()
    delay = delay_after(failures, rng)
    if act == "edit":
        return Retry(at=now + delay, uncertain=False)
    return Retry(at=now + max(delay, LOOK_UP_AFTER), uncertain=True)


def delay_after(failures: int, rng: Random) -> timedelta:
    """Between half and all of a delay that doubles with each failure."""
    doublings = min(failures - 1, 10)  # beyond, the longest delay holds; large powers overflow
    longest: timedelta = min(LONGEST_DELAY, FIRST_DELAY * 2.0**doublings)
    return longest * rng.uniform(0.5, 1.0)
