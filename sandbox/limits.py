"""Slack's rate limits on the sandbox's clock: a method's tier, and one post a second per channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sandbox.clock import Clock

# Calls a minute that each tier promises. Tier 0 stands for "special": chat.postMessage, limited by channel.
PER_MINUTE = {0: 300, 1: 1, 2: 20, 3: 50, 4: 100}
# "Short bursts allowed": how many posts a channel takes at once before it is one a second.
POST_BURST = 5


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


class Limits:
    """Counts calls per method, and posts per channel. `burst` multiplies what a tier lets through at once."""

    def __init__(self, clock: Clock, *, burst: float = 1.0) -> None:
        self._clock = clock
        self._burst = burst
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def wait_for_method(self, method: str, tier: int) -> int:
        """0 if this call is within the method's tier, else `Retry-After` in seconds."""
        per_minute = PER_MINUTE[tier]
        size = max(per_minute * self._burst, 2 if tier == 1 else 1)
        return self._bucket(("method", method), size, per_minute / 60).wait(self._clock.now())

    def wait_for_post(self, channel: str) -> int:
        """0 if this channel takes another post now, else `Retry-After` in seconds."""
        return self._bucket(("channel", channel), POST_BURST * self._burst, 1.0).wait(self._clock.now())

    def _bucket(self, key: tuple[str, str], size: float, rate: float) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(size, rate, size, self._clock.now())
        return self._buckets[key]
