"""Slack's rate limits on the sandbox's clock: a method's tier, and one post a second per channel.

As strict as what Slack writes can be read: a tier is so many calls in any minute, not on average.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from sandbox.clock import Clock

# Calls that each tier promises in any minute. Tier 0 stands for "special": hundreds a workspace, and for
# chat.postMessage one a second per channel besides.
PER_MINUTE = {0: 300, 1: 1, 2: 20, 3: 50, 4: 100}
# "Short bursts allowed": how many posts a channel takes at once before it is one a second.
POST_BURST = 5
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Bucket:
    """Fills by `rate` a second up to `size`; each call takes one."""

    size: float
    rate: float
    level: float
    at: datetime

    def wait(self, now: datetime) -> int:
        """Take one and answer 0, else the whole seconds until there is one."""
        self.level = min(self.size, self.level + (now - self.at) / timedelta(seconds=1) * self.rate)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0
        return max(1, ceil((1 - self.level) / self.rate))


@dataclass(slots=True)
class Minute:
    """Takes so many calls in any minute; those it refuses do not count."""

    limit: int
    calls: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> int:
        """Take one and answer 0, else the whole seconds until there is one."""
        while self.calls and self.calls[0] <= now - MINUTE:
            self.calls.popleft()
        if len(self.calls) < self.limit:
            self.calls.append(now)
            return 0
        return max(1, ceil((self.calls[0] + MINUTE - now) / timedelta(seconds=1)))


class Limits:
    """Counts calls per method, and posts per channel. posts: what the workspace takes a minute."""

    def __init__(self, clock: Clock, *, posts: int = PER_MINUTE[0]) -> None:
        self._clock = clock
        self._posts = posts
        self._minutes: dict[str, Minute] = {}
        self._buckets: dict[str, Bucket] = {}

    def wait_for_method(self, method: str, tier: int) -> int:
        """0 if this call is within the method's tier, else `Retry-After` in seconds."""
        limit = self._posts if method == "chat.postMessage" else PER_MINUTE[tier]
        return self._minutes.setdefault(method, Minute(limit)).wait(self._clock.now())

    def wait_for_post(self, channel: str) -> int:
        """0 if this channel takes another post now, else `Retry-After` in seconds."""
        now = self._clock.now()
        bucket = self._buckets.setdefault(channel, Bucket(POST_BURST, 1.0, POST_BURST, now))
        return bucket.wait(now)
