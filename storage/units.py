"""A unit: one piece of work on its way to a database thread and back, and who may still call it off."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, Literal

from storage.errors import Busy
from storage.transaction import Tx

# Held for a few assignments at a time, so one for all units costs nothing and seals a whole group at once.
_lock = threading.Lock()


class Unit:
    """Work that is run in one transaction, perhaps more than once, and told once to the caller who waits.

    open: the caller may still give up, and then nothing is committed.
    abandoned: the caller gave up.
    sealed: a commit is under way; whoever waits must hear how it ended.
    """

    __slots__ = ("_done", "_impatient", "_state", "_work", "error", "loop", "result", "runs", "woken")

    def __init__(self, work: Callable[[Tx], Any]) -> None:
        self.loop = asyncio.get_running_loop()
        self.result: Any = None
        self.error: BaseException | None = None
        self.woken: frozenset[str] = frozenset()
        self.runs = 0
        self._work = work
        self._done: asyncio.Future[None] = self.loop.create_future()
        self._state: Literal["open", "abandoned", "sealed"] = "open"
        self._impatient = False

    @property
    def abandoned(self) -> bool:
        """Whether the caller has gone."""
        return self._state == "abandoned"

    def run(self, tx: Tx) -> bool:
        """Do the work and keep what came of it; a second run forgets the first. False: it raised."""
        self.result, self.error, self.woken = None, None, frozenset()
        self.runs += 1
        try:
            self.result = self._work(tx)
        except (
            BaseException
        ) as error:  # the database thread must live on; the caller gets it as it was raised
            self.error = error
            return False
        self.woken = frozenset(tx.woken)
        return True

    def fail(self, error: BaseException) -> None:
        """Whatever the work said, this is how it ended."""
        self.result, self.error, self.woken = None, error, frozenset()

    async def outcome(self, patience: timedelta) -> Any:
        """What the work returned or raised. After `patience` it is called off with `Busy`, unless it is being
        committed: then that is awaited."""
        waiting = self.loop.call_later(patience.total_seconds(), self._waited)
        try:
            await self._done
        except asyncio.CancelledError:
            self._give_up()
            raise
        finally:
            waiting.cancel()
        if self.error is not None:
            raise self.error
        return self.result

    def tell(self) -> None:
        """Let the caller go on. On the event loop."""
        if not self._done.done():
            self._done.set_result(None)

    def unseal(self) -> bool:
        """The commit failed. False: the caller has waited long enough, so do not run it again."""
        with _lock:
            if not self._impatient:
                self._state = "open"
            return not self._impatient

    def _waited(self) -> None:
        """Long enough, and the caller hears of it unless a commit is under way. On the event loop."""
        if self._give_up() and not self._done.done():
            self._done.set_exception(Busy("the database is busy; nothing was done, please try again"))

    def _give_up(self) -> bool:
        with _lock:
            if self._state == "open":
                self._state = "abandoned"
            self._impatient = True
            return self._state == "abandoned"

    def _seal(self) -> None:
        self._state = "sealed"


def seal(units: Iterable[Unit]) -> bool:
    """Begin to commit all of these; False, and none is sealed, when the caller of one has given up."""
    units = tuple(units)
    with _lock:
        if any(unit.abandoned for unit in units):
            return False
        for unit in units:
            unit._seal()
        return True


# Called in a database thread when units have ended, one way or the other.
Ended = Callable[[Sequence[Unit]], None]
