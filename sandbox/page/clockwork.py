"""What the page asks of whoever moves the clock: time, steps, who works when, and who is played."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Mode = Literal["paused", "running"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEvent:
    """What the clock would come to next, in words.

    done: the same once it has happened; who: whose it is, by id; you: `done` in words for that person.
    """

    at: datetime
    what: str
    done: str = ""
    who: str = ""
    you: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What the clock came to last, in words, and the message in which it is to be seen.

    who: whose it is, by id; you: the words for that person, where they differ.
    """

    at: datetime
    what: str
    channel: str
    ts: str
    thread_ts: str = ""
    who: str = ""
    you: str = ""


class Clockwork(Protocol):
    """Moves a stepped clock. What it answers at once, without waiting, is what a screen is drawn from."""

    @property
    def now(self) -> datetime:
        """What time it is, in UTC."""
        ...

    @property
    def mode(self) -> Mode:
        """Whether the clock goes on by itself."""
        ...

    @property
    def busy(self) -> bool:
        """Whether it is on its way to an event."""
        ...

    @property
    def next_event(self) -> NextEvent | None:
        """What comes next; None when nothing is planned."""
        ...

    @property
    def lately(self) -> Sequence[Happened]:
        """What the last step came to, what matters most first."""
        ...

    async def step(self) -> None:
        """On to the next event that somebody can see, and back once everything has come to rest."""
        ...

    async def run(self) -> None:
        """Go on by itself, event by event, until paused. Running already: nothing changes."""
        ...

    async def pause(self) -> None:
        """Stand still after the event under way. Paused already: nothing changes."""
        ...

    async def acted(self) -> None:
        """Somebody did something on the page: what follows from it may happen now."""
        ...

    def watch(self, changed: Callable[[], None]) -> None:
        """Call this whenever time, mode, busy or the next event has changed."""
        ...

    def working(self, user_id: str, at: datetime) -> bool:
        """Whether it is their working time."""
        ...

    def hours(self, user_id: str) -> str:
        """Their working week in words; "" for who has none."""
        ...

    def played_by_itself(self, user_id: str) -> bool:
        """Whether they act by themselves."""
        ...

    async def playing(self, user_id: str | None) -> None:
        """Somebody plays this person from now on, who stops acting by themselves; None: nobody is played."""
        ...
