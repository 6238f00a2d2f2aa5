"""Whether a letter about to leave still holds; `services/sending.py` says so and `bot/delivery/` obeys."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages.letter import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """It may leave now; `instead`: in this form, since what it says has changed meanwhile."""

    instead: Letter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Not now; ask again then."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """It no longer holds and is never sent."""

    why: str


Verdict = Send | Hold | Drop
