"""How long an answer may take, by the clock: a team's setting, or a person's own."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from bot.domain.text import count_words

# Nobody has set anything else.
LEAST_WAIT = timedelta(hours=24)

# What can be set. In the shortest, the four hours of work that a promise waits for have room.
WAITS = tuple(timedelta(hours=one) for one in (4, 8, 24, 48, 72))

Whose = Literal["default", "team", "person"]

_HOUR = timedelta(hours=1)
_TYPED = re.compile(r"(?P<count>[0-9]{1,3}) ?(?:(?:h|hours?)|(?P<days>d|days?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """An answer is due no sooner than `length` after asking; `of`: whose setting that is."""

    length: timedelta = LEAST_WAIT
    of: Whose = "default"


USUAL: Final = Wait()


def wait_of(own: timedelta | None, team: timedelta) -> Wait:
    """A person's own wins over their team's."""
    if own is not None:
        return Wait(length=own, of="person")
    return Wait(length=team, of="team") if team != LEAST_WAIT else USUAL


def parse_wait(text: str) -> timedelta | None:
    """`48h`, `48 hours`, `2 days`, `48`; None for anything that cannot be set."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    length = int(found["count"]) * (24 * _HOUR if found["days"] else _HOUR)
    return length if length in WAITS else None


def wait_words(length: timedelta) -> str:
    """`48 hours`."""
    return count_words(length // _HOUR, "hour")
