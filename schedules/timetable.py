"""What the clock answers: every kind of timer with the one service call that settles those that are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.log import logger
from bot.services import (
    away,
    company_day,
    decision_close,
    digest,
    evening_due,
    forget,
    leaving,
    moving,
    note,
    nudge,
    prompt,
    publication_close,
    region,
    reminders,
    request_overdue,
    welcome,
)
from bot.services.platform import House
from schedules import dnd
from schedules import nudge as said
from storage import timers
from storage.errors import Busy, StoreError
from storage.timers import Timer
from storage.transaction import Tx

log = logger(__name__)

# So many of a kind are settled in one transaction.
BATCH = 500

# Composing a digest or a note takes some twenty times as long as asking someone, and there are long digests.
BATCHES = {
    prompt.PROMPT: 1000,
    reminders.REMINDERS: 5,
    company_day.CHANGED: 2,
    region.STOPS: 25,
    region.DIGEST: 5,
    region.HANDOVER: 25,
    note.NOTE: 25,
    nudge.NUDGE: 20,
    forget.REDRAW: 5,
    request_overdue.OVERDUE: 10,
    request_overdue.OFFER: 10,
    decision_close.CLOSE: 5,
    publication_close.CLOSE: 10,
}

# What waits for someone's hours, or mentions who works: whom it may disturb is read ahead.
DISTURBING = frozenset({region.DIGEST, region.HANDOVER, note.NOTE, welcome.WELCOME})

# Whose service sets the same timers anew, or ends them: all others are gone when they are claimed.
MOVES_ON = frozenset({prompt.PROMPT})

# A timer that cannot be settled is tried again ever later, and never holds up the others.
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
_DOUBLED = 10  # times at most: beyond the longest pause, and no overflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was settled at once: how late each timer was, and for how many it was too late."""

    late: Sequence[timedelta]
    skipped: int


class Service(Protocol):
    """Settles a batch of due timers in one transaction, and sets those that follow.

    Returns for how many it was too late, where that is counted.
    """

    def __call__(self, tx: Tx, due: Sequence[Timer], /, *, now: datetime) -> int | None: ...


# In this order: other days off count for all that follows; what moves on at the end of a day is in the digest
# that comes at the same instant; a note links that digest, and a welcome that is due joins the note. What
# closes now is not asked about in a note of now.
TIMETABLE: Mapping[str, Service] = {
    company_day.CHANGED: company_day.follow_due,
    leaving.AWAY: away.leave_due,
    region.STOPS: moving.stop_due,
    region.DIGEST: digest.post_due,
    region.HANDOVER: digest.hand_over_due,
    decision_close.CLOSE: decision_close.due,
    publication_close.CLOSE: publication_close.due,
    note.NOTE: note.due,
    welcome.WELCOME: welcome.welcome_due,
    request_overdue.OVERDUE: request_overdue.due,
    request_overdue.OFFER: request_overdue.offer_due,
    nudge.NUDGE: nudge.due,
    prompt.PROMPT: evening_due.ask_due,
    prompt.SNOOZE: prompt.ask_again_due,
    reminders.REMINDERS: reminders.due,
    prompt.REMINDER: prompt.remind_due,
    forget.REDRAW: forget.redraw_due,
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
    if kinds & DISTURBING:
        await dnd.read_ahead(house)
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
        if kind == nudge.NUDGE:
            service = partial(nudge.due, around=await said.around(house, most=most))
        work = partial(_claimed, kind=kind, service=service)
        batch = await house.store.transact(work, now=now, most=most)
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
        house.store.metrics.timer_put_off(kind)
        log.exception("timer.put_off", kind=kind, why=type(error).__name__)
        return 1
    house.store.metrics.timers_ran(kind, batch.late, skipped=batch.skipped)
    return len(batch.late)


def _drafted(tx: Tx, *, now: datetime, most: int) -> digest.Drafts:
    """Composed beside the writer, so that nobody waits for it to be heard."""
    return digest.draft_due(tx, timers.due(tx, region.DIGEST, now=now, limit=most), now=now)


def _claimed(tx: Tx, *, kind: str, service: Service, now: datetime, most: int) -> Batch:
    claim = timers.hold if kind in MOVES_ON else timers.claim
    due = claim(tx, kind, now=now, limit=most)
    skipped = service(tx, due, now=now) if due else None
    return Batch(late=[now - timer.due_at for timer in due], skipped=skipped or 0)


def _put_off(tx: Tx, kind: str, *, now: datetime) -> None:
    """The oldest timer of a kind waits for a while, longer each time."""
    for timer in timers.claim(tx, kind, now=now, limit=1, lease=now + LONGEST_PAUSE):
        pause = min(FIRST_PAUSE * 2 ** min(timer.failures, _DOUBLED), LONGEST_PAUSE)
        timers.postpone(tx, timer, now + pause)
