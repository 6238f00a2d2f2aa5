"""How fast one tenant may be called: a gap within a conversation, a cap a minute, and what a 429 asks."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Act = Literal["post", "edit", "find"]

MINUTE = timedelta(minutes=1)
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
    """At most `limit` calls in any `span`. When it is full, places ahead are booked by row, in turn."""

    limit: int
    span: timedelta
    order: list[datetime] = field(default_factory=list)  # of calls made and of places booked
    booked: dict[int, datetime] = field(default_factory=dict)

    def copy(self) -> "Window":
        """Another that starts from here."""
        return Window(self.limit, self.span, list(self.order), dict(self.booked))

    def earliest(self, row: int, at: datetime, *, now: datetime) -> datetime:
        """The first place from `at` on.

        Behind all who booked one; but who comes when its place has come was there before them, and takes the
        first that is free.
        """
        held = self.booked.get(row)
        self.free(row)
        del self.order[: bisect_right(self.order, now - self.span)]
        if held is None or held > now:
            return self._after(len(self.order), at)
        while (later := self._after(bisect_right(self.order, at), at)) > at:
            at = later
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

    def _after(self, others: int, at: datetime) -> datetime:
        """From `at` on, the first place behind that many others."""
        return at if others < self.limit else max(at, self.order[others - self.limit] + self.span)

    def over(self, now: datetime) -> bool:
        """Whether nothing in it matters any more."""
        return not self.order or self.order[-1] + self.span <= now


class Pace:
    """What one tenant has been sent lately and has been promised a place for; kept in memory.

    A worker that takes a tenant over starts anew: then the platform's own 429 sets the pace.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._acts: dict[Act, Window] = {
            "post": Window(limits.posts, MINUTE),
            "edit": Window(limits.edits, MINUTE),
            "find": Window(limits.finds, MINUTE),
        }
        self._conversations: dict[str, Window] = {}
        self._own: set[str] = set()  # conversations whose window no copy shares
        self._blocked: dict[Act, datetime] = {}

    def copy(self) -> "Pace":
        """Another that starts from here; this one must not be used any more once the other is."""
        other = Pace(self._limits)
        other._acts = {act: window.copy() for act, window in self._acts.items()}
        other._conversations = dict(self._conversations)
        other._blocked = dict(self._blocked)
        return other

    def book(self, row: int, act: Act, conversation: str, *, now: datetime) -> datetime:
        """The earliest instant for this row: its own place until it is spent, freed or booked again."""
        windows = self._windows(act, conversation, now)
        at = max(now, self._blocked.get(act, now))
        for window in windows:
            at = window.earliest(row, at, now=now)
        for window in windows:
            window.take(row, at)
        return at

    def free(self, row: int, conversation: str) -> None:
        """This row does not go after all."""
        for window in self._acts.values():
            window.free(row)
        if conversation in self._conversations:
            self._own_window(conversation).free(row)

    def spent(self, row: int, act: Act, conversation: str, *, now: datetime) -> None:
        """The call was made and has ended; a post's gap counts from here, for it may have landed late."""
        self._acts[act].spent(row)
        if act == "post":
            gap = self._conversation(conversation, now)
            gap.take(row, now)
            gap.spent(row)

    def block(self, act: Act, until: datetime) -> None:
        """The platform asked for quiet: nothing of this act before then."""
        self._blocked[act] = max(until, self._blocked.get(act, until))

    def _windows(self, act: Act, conversation: str, now: datetime) -> list[Window]:
        window = self._acts[act]
        return [window, self._conversation(conversation, now)] if act == "post" else [window]

    def _conversation(self, name: str, now: datetime) -> Window:
        if name not in self._conversations and len(self._conversations) >= _MANY_CONVERSATIONS:
            self._conversations = {
                key: window for key, window in self._conversations.items() if not window.over(now)
            }
            self._own &= self._conversations.keys()
        return self._own_window(name)

    def _own_window(self, name: str) -> Window:
        """A crowd has thousands of conversations: one is copied when it is touched."""
        if name not in self._own:
            shared = self._conversations.get(name)
            self._conversations[name] = shared.copy() if shared else Window(1, self._limits.post_gap)
            self._own.add(name)
        return self._conversations[name]
