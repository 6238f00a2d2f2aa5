"""How fast one tenant may be called: a gap within a conversation, a cap a minute, and what a 429 asks."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Act = Literal["post", "edit", "find"]

MINUTE = timedelta(minutes=1)
_NO_ROW = -1
_MANY_CONVERSATIONS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a platform allows. The defaults: one post a second a channel, and a tier for each method.

    post_gap: from one post of a conversation to its next; no burst.
    posts, edits, finds: calls in any minute of one tenant.
    """

    post_gap: timedelta = timedelta(seconds=1)
    posts: int = 300
    edits: int = 50
    finds: int = 50


@dataclass(slots=True)
class Window:
    """At most `limit` calls in any minute. A full minute is booked ahead, by row, first come first served."""

    limit: int
    order: list[datetime] = field(default_factory=list)  # of calls made and of places booked
    booked: dict[int, datetime] = field(default_factory=dict)

    def book(self, row: int, *, now: datetime) -> datetime:
        """The earliest place for this row, which may already hold one."""
        held = self.booked.get(row)
        self.free(row)
        del self.order[: bisect_right(self.order, now - MINUTE)]
        # Who comes when its place has come was there before those who booked later places.
        ahead = len(self.order) if held is None or held > now else bisect_right(self.order, now)
        at = now if ahead < self.limit else max(now, self.order[ahead - self.limit] + MINUTE)
        self.take(row, at)
        return at

    def take(self, row: int, at: datetime) -> None:
        """Hold this very place, and no other."""
        self.free(row)
        self.booked[row] = at
        insort(self.order, at)

    def free(self, row: int) -> None:
        """Give a place back; none is fine."""
        at = self.booked.pop(row, None)
        place = bisect_left(self.order, at) if at else len(self.order)
        if place < len(self.order) and self.order[place] == at:
            del self.order[place]

    def spent(self, row: int) -> None:
        """The call was made: its place stays taken and is nobody's any more."""
        self.booked.pop(row, None)


class Pace:
    """What one tenant has been sent lately and has been promised a place for; kept in memory.

    A worker that takes a tenant over starts anew: then the platform's own 429 sets the pace.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._windows: dict[Act, Window] = {
            "post": Window(limits.posts),
            "edit": Window(limits.edits),
            "find": Window(limits.finds),
        }
        self._last: dict[str, tuple[int, datetime]] = {}
        self._blocked: dict[Act, datetime] = {}

    def book(self, row: int, act: Act, conversation: str, *, now: datetime) -> datetime:
        """The earliest instant for this row: its own place until it is spent, freed or booked again."""
        window = self._windows[act]
        at = max(window.book(row, now=now), self._blocked.get(act, now))
        if act == "post":
            at = max(at, self._after_last(row, conversation, now))
            self._last[conversation] = (row, at)
        window.take(row, at)
        return at

    def free(self, row: int, conversation: str) -> None:
        """This row does not go after all."""
        for window in self._windows.values():
            window.free(row)
        if self._last.get(conversation, (None,))[0] == row:
            del self._last[conversation]

    def spent(self, row: int, act: Act, conversation: str, *, now: datetime) -> None:
        """The call was made and has ended; a post's gap counts from here, for it may have landed late."""
        self._windows[act].spent(row)
        if act == "post":
            self._last[conversation] = (_NO_ROW, now)

    def block(self, act: Act, until: datetime) -> None:
        """The platform asked for quiet: nothing of this act before then."""
        self._blocked[act] = max(until, self._blocked.get(act, until))

    def _after_last(self, row: int, conversation: str, now: datetime) -> datetime:
        gap = self._limits.post_gap
        if len(self._last) > _MANY_CONVERSATIONS:
            self._last = {key: one for key, one in self._last.items() if one[1] + gap > now}
        last = self._last.get(conversation)
        return now if last is None or last[0] == row else last[1] + gap
