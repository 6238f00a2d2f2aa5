"""Slack's tiers, kept before Slack has to say so: each method of a workspace for itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.delivery.pace import Minute, Rest
from bot.services.platform import Throttled
from bot.slack.errors import TooSoon, failure
from bot.slack.methods import METHODS, Tier

# Calls a minute. "special" stands for methods of which Slack says "hundreds".
PER_MINUTE: Final[Mapping[Tier, int]] = MappingProxyType(
    {"1": 1, "2": 20, "3": 50, "4": 100, "special": 300, "post": 300}
)


class Tiers:
    """What one workspace was asked in the last minute. Belongs to the event loop that uses it.

    posts: of `chat.postMessage`, a minute. After a 429 that method alone rests, for as long as Slack asked.
    """

    def __init__(self, clock: Clock, *, posts: int = PER_MINUTE["post"]) -> None:
        self._clock = clock
        self._limits = {**PER_MINUTE, "post": posts}
        self._minutes: dict[str, Minute] = {}
        self._rests: dict[str, Rest] = {}

    @contextmanager
    def turn(self, method: str, *, at_once: bool) -> Iterator[None]:
        """Around one call. Raises `TooSoon` instead where Slack would refuse it.

        at_once: somebody waits for it; it is counted, and refused only while the method rests.
        """
        minute = self._minutes.setdefault(method, Minute())
        self._refuse_too_soon(method, minute, at_once=at_once)
        minute.begin()
        try:
            yield
        except SlackApiError as error:
            outcome = failure(error)
            if isinstance(outcome, Throttled):
                now = self._clock.now()
                self._rests[method] = Rest(asked_at=now, until=now + outcome.after)
            raise
        finally:
            minute.end(self._clock.now())

    def _refuse_too_soon(self, method: str, minute: Minute, *, at_once: bool) -> None:
        now = self._clock.now()
        rest = self._rests.get(method)
        if rest is not None and rest.holds(now):
            raise TooSoon(method, rest.until - now)
        limit = self._limits[METHODS[method].tier]
        count = minute.count(now)  # forgets what is over, whoever asks
        if not at_once and count >= limit:
            opens_at = minute.opens_at(limit, now=now)
            raise TooSoon(method, opens_at - now if opens_at is not None else timedelta(seconds=1))
