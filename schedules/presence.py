"""What is due for people's statuses is carried out beside the clock: a slow platform keeps nobody waiting."""

import asyncio
from datetime import timedelta

from bot.log import logger
from bot.services import presence
from bot.services.platform import GrantLost, House, NotNow
from bot.services.presence import PRESENCE, Task
from storage import timers
from storage.errors import StoreError
from storage.timers import Timer

log = logger(__name__)

AT_ONCE = 5
MOST = 50
# After what nobody has thought of.
_A_WHILE = timedelta(minutes=5)


class Presences:
    """Belongs to the event loop that it is used in."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self._task is not None and not self._task.done()

    def look(self) -> None:
        """Begin to carry out what is due, unless that is under way."""
        if not self.busy:
            self._task = asyncio.create_task(self._run())

    async def rest(self, grace: timedelta | None = None) -> None:
        """Wait until what is under way is done; after so long it is cut short, and looked at anew later."""
        if self._task is not None:
            await asyncio.wait([self._task], timeout=grace.total_seconds() if grace is not None else None)
            if not self._task.done():
                self._task.cancel()
                await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            await run_due(self._house)
        except StoreError as error:  # the next tick tries again
            log.warning("presence.put_off", why=type(error).__name__)
        except Exception as error:
            log.exception("presence.failed", error=type(error).__name__)


async def run_due(house: House) -> int:
    """Carry out what is due by now; returns for how many people. Raises `StoreError`."""
    due = await house.store.read(timers.due, PRESENCE, now=house.clock.now(), limit=MOST)
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(timer: Timer) -> None:
        async with turns:
            await _carry_out(house, timer)

    outcomes = await asyncio.gather(*(one(timer) for timer in due), return_exceptions=True)
    for failed in (outcome for outcome in outcomes if outcome is not None):
        raise failed
    return len(due)


async def _carry_out(house: House, timer: Timer) -> None:
    """Facts, decision, deed and outcome: the platform is asked in no transaction.

    If the process ends in between, the timer's lease does, and all is looked at anew.
    """
    task = await house.store.transact(presence.begin, timer, now=house.clock.now())
    if task is None:
        return
    try:
        await _ordered(house, task)
    except GrantLost:
        log.info("presence.lost", person=task.person)
        await house.store.transact(presence.lost, task)
    except NotNow as later:
        await _put_off(house, task, later.after)
    except StoreError:
        raise
    except Exception as error:
        log.exception("presence.failed", error=type(error).__name__)
        await _put_off(house, task, _A_WHILE)


async def _ordered(house: House, task: Task) -> None:
    seen = await house.presence.seen(task.user)
    orders = await house.store.transact(presence.decide, task, seen, now=house.clock.now())
    await house.presence.order(task.user, orders)
    if task.stopping:
        await house.presence.give_back(task.user)
    await house.store.transact(presence.done, task, now=house.clock.now())


async def _put_off(house: House, task: Task, after: timedelta) -> None:
    log.warning("presence.put_off", person=task.person, failures=task.timer.failures)
    await house.store.transact(presence.put_off, task, after=after, now=house.clock.now())
