"""Trigger ids: they live three seconds of the machine's time and work once."""

import itertools
import time

from sandbox.shapes import Refusal

LIFE_SECONDS = 3.0


class Triggers:
    """Hands out trigger ids and takes each back once."""

    def __init__(self, *, life: float = LIFE_SECONDS) -> None:
        self._life = life
        self._numbers = itertools.count(1)
        self._given: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()

    def give(self, user_id: str) -> str:
        """A trigger for what this person just did."""
        trigger = f"{next(self._numbers):012d}.{user_id.lower()}.trigger"
        self._given[trigger] = (user_id, time.monotonic())
        return trigger

    def spend(self, trigger: str) -> str:
        """Who acted. Refused when unknown, older than three seconds, or used before."""
        if trigger in self._spent:
            raise Refusal("exchanged_trigger_id")
        if trigger not in self._given:
            raise Refusal("invalid_trigger_id")
        user_id, given = self._given.pop(trigger)
        self._spent.add(trigger)
        if time.monotonic() - given > self._life:
            raise Refusal("expired_trigger_id")
        return user_id
