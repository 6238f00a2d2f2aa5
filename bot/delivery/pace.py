"""How fast one tenant may be called: a gap within a conversation, a cap a minute, and what a 429 asks.

Nothing is booked ahead: what cannot leave yet stays where it is, so that what is more urgent goes first.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Act = Literal["post", "show", "file", "edit", "find"]

MINUTE = timedelta(minutes=1)

# What is in no hurry leaves one in twenty-five of a minute's calls to what is, and comes a few at a time,
# so that places come free all along.
_KEPT_FREE = 25
_SPELL = timedelta(seconds=5)
_SPELLS = MINUTE // _SPELL
_A_FEW = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a platform allows. The defaults: one post a second a channel, and a tier for each method.

    post_gap: from one post of a conversation to its next; no burst.
    posts, shows, files, edits, finds: calls in any minute of one tenant. A file takes several calls.
    """

    post_gap: timedelta = timedelta(seconds=1)
    posts: int = 300
    shows: int = 100
    files: int = 25
    edits: int = 50
    finds: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The platform asked for quiet then, for so long. A clock that was set back to before knows of none."""

    asked_at: datetime
    until: datetime

    def holds(self, now: datetime) -> bool:
        """Whether nothing may be called."""
        return self.asked_at <= now < self.until


@dataclass(slots=True)
class Minute:
    """The calls of the last minute. Each counts from when it begins until a minute after it has ended, since
    nobody knows when in between the platform counted it."""

    ended: deque[datetime] = field(default_factory=deque)
    flying: int = 0

    def count(self, now: datetime) -> int:
        """How many count now."""
        while self.ended and self.ended[0] <= now - MINUTE:
            self.ended.popleft()
        while self.ended and self.ended[-1] > now:  # the clock was set back
            self.ended.pop()
        return len(self.ended) + self.flying

    def opens_at(self, limit: int, *, now: datetime) -> datetime | None:
        """When fewer than that many will count; None: not before a call has ended."""
        over = self.count(now) - limit
        if over < 0:
            return now
        return self.ended[over] + MINUTE if over < len(self.ended) else None

    def begin(self) -> None:
        """A call begins."""
        self.flying += 1

    def end(self, now: datetime) -> None:
        """It has ended, however."""
        self.flying -= 1
        self.ended.append(now)


class Tally:
    """The calls of one act. Urgent ones have the whole minute; the others a little less, a few at a time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._in_turn = limit - limit // _KEPT_FREE
        self._at_a_time = max(_A_FEW, -(-self._in_turn // _SPELLS))
        self._minute = Minute()
        self._spell: deque[datetime] = deque()
        self._rest: Rest | None = None

    def room(self, *, urgent: bool, now: datetime) -> int:
        """How many may begin now."""
        if self._blocked(now):
            return 0
        if urgent:
            return max(0, self._limit - self._minute.count(now))
        of_spell = self._at_a_time - self._of_spell(now)
        return max(0, min(of_spell, self._in_turn - self._minute.count(now)))

    def opens_at(self, *, now: datetime) -> Iterator[datetime]:
        """The instants after now from which more may begin."""
        if (until := self._blocked(now)) is not None:
            yield until
            return
        if self._of_spell(now) >= self._at_a_time:
            yield self._spell[0] + _SPELL
        for limit in (self._in_turn, self._limit):
            at = self._minute.opens_at(limit, now=now)
            if at is not None and at > now:
                yield at

    def begin(self, *, urgent: bool, now: datetime) -> None:
        """A call begins."""
        self._minute.begin()
        if not urgent:
            self._spell.append(now)

    def end(self, now: datetime) -> None:
        """It has ended, however."""
        self._minute.end(now)

    def block(self, until: datetime, *, now: datetime) -> None:
        """Nothing before then; an earlier rest that is longer goes on."""
        before = self._blocked(now)
        self._rest = Rest(asked_at=now, until=max(until, before or until))

    def _of_spell(self, now: datetime) -> int:
        while self._spell and not now - _SPELL < self._spell[0] <= now:
            self._spell.popleft()
        return len(self._spell)

    def _blocked(self, now: datetime) -> datetime | None:
        return self._rest.until if self._rest is not None and self._rest.holds(now) else None


class Pace:
    """What one tenant was sent lately; kept in memory.

    A worker that takes a tenant over starts anew: then the platform's own 429 sets the pace.
    """

    def __init__(self, limits: Limits) -> None:
        self._gap = limits.post_gap
        self._tallies: dict[Act, Tally] = {
            "post": Tally(limits.posts),
            "show": Tally(limits.shows),
            "file": Tally(limits.files),
            "edit": Tally(limits.edits),
            "find": Tally(limits.finds),
        }
        self._last: dict[str, datetime] = {}  # by conversation, in the order in which their posts ended

    def room(self, act: Act, *, urgent: bool, now: datetime) -> int:
        """How many calls of this act may begin now. Urgent ones may when others may not yet."""
        return self._tallies[act].room(urgent=urgent, now=now)

    def resting(self, now: datetime) -> list[str]:
        """Conversations in which the last post was too short a while ago."""
        while self._last and not now - self._gap < (oldest := next(iter(self._last.items())))[1] <= now:
            del self._last[oldest[0]]
        return list(self._last)

    def opens_at(self, now: datetime) -> datetime | None:
        """The first instant after now from which something more may begin; None: it is not the pace that
        keeps anything."""
        instants = [at for tally in self._tallies.values() for at in tally.opens_at(now=now)]
        if self.resting(now):
            instants.append(next(iter(self._last.values())) + self._gap)
        return min(instants, default=None)

    def finds_open_at(self, now: datetime) -> datetime:
        """When something may be looked for."""
        return min(self._tallies["find"].opens_at(now=now), default=now)

    def begin(self, act: Act, *, urgent: bool, now: datetime) -> None:
        """A call begins."""
        self._tallies[act].begin(urgent=urgent, now=now)

    def end(self, act: Act, conversation: str, *, now: datetime) -> None:
        """The call has ended; a post's gap counts from here, for it may have landed late."""
        self._tallies[act].end(now)
        if act not in ("edit", "find"):
            self._last.pop(conversation, None)
            self._last[conversation] = now

    def block(self, act: Act, until: datetime, *, now: datetime) -> None:
        """The platform asked for quiet: nothing of this act before then."""
        self._tallies[act].block(until, now=now)
