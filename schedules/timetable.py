"""What the clock answers: every kind of timer with the one service call that settles those that are due."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.log import logger
from bot.services import digest, moving, note, prompt, region, welcome
from bot.services.platform import House
from storage import timers
from storage.errors import Busy, StoreError
from storage.timers import Timer
from storage.transaction import Tx

log = logger(__name__)

# So many of a kind are settled in one transaction.
BATCH = 500

# Composing a digest or a note takes some twenty times as long as asking someone, and there are long digests.
BATCHES = {region.STOPS: 25, region.DIGEST: 5, region.HANDOVER: 25, note.NOTE: 25}

# A timer that cannot be settled is tried again ever later, and never holds up the others.
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


class Service(Protocol):
    """Settles a batch of due timers in one transaction, and sets those that follow."""

    def __call__(self, tx: Tx, due: Sequence[Timer], /, *, now: datetime) -> None: ...


# In this order: what moves on at the end of a day is in the digest that comes at the same instant; a note
# links that digest, and a welcome that is due joins the note.
TIMETABLE: Mapping[str, Service] = {
    region.STOPS: moving.stop_due,
    region.DIGEST: digest.post_due,
    region.HANDOVER: digest.hand_over_due,
    note.NOTE: note.due,
    welcome.WELCOME: welcome.welcome_due,
    prompt.PROMPT: prompt.ask_due,
    prompt.SNOOZE: prompt.ask_again_due,
    prompt.REMINDER: prompt.remind_due,
}


async def run_due(house: House) -> int:
    """Settle everything due by now; returns how many timers that were."""
    settled = 0
    while count := await _settle_kinds(house):
        settled += count
    return settled


async def next_due(house: House) -> datetime | None:
    """When the next timer is due."""
    return await house.store.read(timers.next_due)


async def _settle_kinds(house: House) -> int:
    """What is due now of every kind; 0 most of the time: one look, and nothing is written."""
    kinds = await house.store.read(timers.kinds_due, now=house.clock.now())
    settled = 0
    for kind in [one for one in TIMETABLE if one in kinds]:
        most = BATCHES.get(kind, BATCH)
        count = most
        while count >= most:
            count = await _settle(house, kind, TIMETABLE[kind], most)
            settled += count
    return settled


async def _settle(house: House, kind: str, service: Service, most: int) -> int:
    """One batch. If it fails, its halves are tried, until the bad timer stands alone and is put off."""
    now = house.clock.now()
    try:
        if kind == region.DIGEST:
            drafts = await house.store.read(_drafted, now=now, most=most)
            service = partial(digest.post_due, drafts=drafts)
        return await house.store.transact(partial(_claimed, kind=kind, service=service), now=now, most=most)
    except Busy:  # by too much at once, perhaps: fewer may be done in time
        if most == 1:
            raise
        return await _settle(house, kind, service, max(1, most // 4))
    except StoreError:  # away: nobody's fault, and the next tick tries again
        raise
    except Exception as error:
        if most > 1:
            return await _settle(house, kind, service, most // 2)
        await house.store.transact(_put_off, kind, now=now)
        log.exception("timer.put_off", kind=kind, why=type(error).__name__)
        return 1


def _drafted(tx: Tx, *, now: datetime, most: int) -> digest.Drafts:
    """Composed beside the writer, so that nobody waits for it to be heard."""
    return digest.draft_due(tx, timers.due(tx, region.DIGEST, now=now, limit=most), now=now)


def _claimed(tx: Tx, *, kind: str, service: Service, now: datetime, most: int) -> int:
    due = timers.claim(tx, kind, now=now, limit=most)
    if due:
        service(tx, due, now=now)
    return len(due)


def _put_off(tx: Tx, kind: str, *, now: datetime) -> None:
    """The oldest timer of a kind waits for a while, longer each time."""
    for timer in timers.claim(tx, kind, now=now, limit=1, lease=now + LONGEST_PAUSE):
        pause = min(FIRST_PAUSE * 2**timer.failures, LONGEST_PAUSE)
        timers.postpone(tx, timer, now + pause)
