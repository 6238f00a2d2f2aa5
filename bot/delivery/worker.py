"""Empties the outbox through the platforms: takes what may leave, sends it, records what became of it."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.clock import Clock
from bot.delivery.job import Again, Answer, Fate, Job, NotThere, fate
from bot.delivery.pace import Limits, Pace
from bot.delivery.record import record
from bot.delivery.settle import Settlement, give_back
from bot.delivery.take import SOONEST, Asked, Judge, Taken, Terms, take
from bot.domain.identity import TenantId
from bot.log import logger
from bot.metrics import LetterOutcome
from bot.services.platform import Refused, Sender, Sent, Throttled, Unknown
from storage import outbox
from storage.errors import StoreError
from storage.store import Store

GRACE = timedelta(seconds=10)  # what is under way when the worker is stopped may still end
A_MOMENT = timedelta(milliseconds=50)  # the next look is no sooner, whatever the pace allows
STIR = timedelta(seconds=1)  # a call that hangs keeps nobody else waiting for longer
LONGEST_CALL = timedelta(minutes=2)  # well within the lease, whatever a platform does
# Ours may have been an hour ahead as a letter was put; its key tells a post from others.
CLOCKS_DIFFER = timedelta(hours=2)

log = logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """A call under way."""

    tenant: TenantId
    task: asyncio.Task[None]


class Worker:
    """One a process. Belongs to the event loop that uses it; `holder` names it among all processes."""

    def __init__(
        self,
        *,
        store: Store,
        senders: Mapping[str, Sender],
        clock: Clock,
        judge: Judge,
        holder: str,
        rng: Random,
        limits: Mapping[str, Limits] | None = None,
        grace: timedelta = GRACE,
    ) -> None:
        self._store = store
        self._senders = senders
        self._clock = clock
        self._rng = rng
        self._grace = grace
        self._metrics = store.metrics
        self._terms = Terms(holder=holder, judge=judge, platforms=frozenset(senders), limits=limits or {})
        self._paces: dict[TenantId, Pace] = {}
        self._flying: dict[int, Flight] = {}
        self._landed: list[tuple[Job, Answer]] = []
        self._opens_at: datetime | None = None
        self._stir = asyncio.Event()
        self._alone = asyncio.Lock()
        self._stopping = asyncio.Event()

    @property
    def busy(self) -> bool:
        """Whether something is being sent, or was sent and is not recorded yet."""
        return self._alone.locked() or bool(self._flying or self._landed)

    async def run_due(self) -> datetime | None:
        """Send all that may be sent by now, and return when something more may be; None: nothing waits.

        Never waits for a time to come. A call during another makes that one look again, then has its turn. A
        database that is busy or away is asked again later; what else goes wrong with it is raised.
        """
        self._stir.set()
        async with self._alone:
            while await self._round():
                pass
            return await self._next()

    async def drain(self) -> None:
        """Until nothing is under way and all is recorded; a run in progress comes to its end first."""
        async with self._alone:
            while self._flying or self._landed:
                await self._stirred()
                await self._record()

    async def stop(self) -> None:
        """Begin nothing more. What is under way may end within ten seconds, then is cut off, to be looked up.

        A second call finds nothing left to do.
        """
        self._stopping.set()
        self._stir.set()
        draining = asyncio.create_task(self.drain())
        done, _ = await asyncio.wait({draining}, timeout=self._grace.total_seconds())
        if not done:
            for flight in self._flying.values():
                flight.task.cancel()
        await draining
        with suppress(StoreError):  # then their leases run out
            await self._store.transact(outbox.release_tenants, holder=self._terms.holder)

    async def _round(self) -> bool:
        """Take, or else wait for something to land; then record. False: nothing is left to do now."""
        taken = await self._take()
        for job in taken.jobs:
            if job.row.id in self._flying:  # its lease is over, for the clock was set ahead: it is under way
                continue
            self._paces[job.row.tenant].begin(job.act, urgent=job.urgent, now=self._clock.now())
            task = asyncio.create_task(self._deliver(job))
            self._flying[job.row.id] = Flight(tenant=job.row.tenant, task=task)
        if not taken.claimed:
            if not self._flying and not self._landed:
                return False
            await self._stirred()
        await self._record()
        return True

    async def _take(self) -> Taken:
        self._opens_at = None
        if self._stopping.is_set():
            return Taken()
        flying = Counter(flight.tenant for flight in self._flying.values())
        asked = Asked(now=self._clock.now(), flying=flying, paces=self._paces)
        try:
            taken = await self._taken(asked)
        except StoreError as error:
            log.warning("outbox.untaken", why=str(error))
            return Taken()
        if self._stopping.is_set():
            await self._give_back(taken)
            return Taken()
        self._paces.update(taken.paces)
        self._opens_at = taken.opens_at
        for row, why in taken.dropped:
            log.info("outbox.dropped", key=row.key, row=row.id, why=why)
            self._metrics.letter(row.letter.tenant.platform, "dropped")
        for row, broken in taken.broken:
            log.error("outbox.unjudged", key=row.key, row=row.id, exc_info=broken)
        return taken

    async def _taken(self, asked: Asked) -> Taken:
        try:
            return await self._store.transact(take, self._terms, asked)
        except StoreError:
            raise
        except Exception:
            # One row must not hold up all others: find which, and set it aside.
            log.exception("outbox.untaken")
            return await self._store.transact(take, self._terms, replace(asked, careful=True))

    async def _give_back(self, taken: Taken) -> None:
        with suppress(StoreError):  # then their leases run out
            await self._store.transact(give_back, [job.row for job in taken.jobs])

    async def _deliver(self, job: Job) -> None:
        answer: Answer
        try:
            async with asyncio.timeout(LONGEST_CALL.total_seconds()):
                answer = await self._call(job)
        except asyncio.CancelledError:
            answer = Unknown(why="cut off")
        except Exception as error:
            log.exception("outbox.raised", key=job.row.key, row=job.row.id)
            answer = Unknown(why=type(error).__name__)
        del self._flying[job.row.id]
        self._landed.append((job, answer))
        self._stir.set()

    async def _call(self, job: Job) -> Answer:
        letter = job.row.letter
        sender = self._senders[letter.tenant.platform]
        if job.act != "find":
            return await sender.send(letter, known=job.known)
        found = await sender.find(letter, known=job.known, since=job.row.put_at - CLOCKS_DIFFER)
        return found or NotThere()

    async def _stirred(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(STIR.total_seconds()):
                await self._stir.wait()
        self._stir.clear()

    async def _record(self) -> None:
        landed, self._landed = self._landed, []
        if landed:
            now = self._clock.now()
            settlements = [self._settlement(job, answer, now) for job, answer in landed]
            await record(self._store, settlements, self._terms.judge, now=now)

    def _settlement(self, job: Job, answer: Answer, now: datetime) -> Settlement:
        pace, row = self._paces[job.row.tenant], job.row
        pace.end(job.act, row.letter.conversation, now=now)
        if isinstance(answer, Throttled):
            pace.block(job.act, now + max(answer.after, SOONEST), now=now)
        settlement = Settlement(row=row, fate=fate(job, answer, now=now, rng=self._rng))
        _log(job, answer, settlement.fate)
        self._metrics.letter(row.letter.tenant.platform, _counted(answer, settlement.fate))
        return settlement

    async def _next(self) -> datetime | None:
        if self._stopping.is_set():
            return None
        now = self._clock.now()
        try:
            if self._opens_at is not None:
                return await self._when_paced(self._opens_at, now)
            due_at = await self._store.read(outbox.next_look, now=now)
        except StoreError as error:
            log.warning("outbox.untaken", why=str(error))
            return now + SOONEST
        return due_at if due_at is None or due_at > now else now + SOONEST  # in another's hands

    async def _when_paced(self, opens_at: datetime, now: datetime) -> datetime:
        """Something waits for the pace: when more may begin, or something else is due.

        What else is due reads all that waits, and is not asked where we look again in a moment anyway.
        """
        if opens_at <= now + SOONEST:
            return max(opens_at, now + A_MOMENT)
        later = await self._store.read(outbox.next_after, now=now)
        return max(min(opens_at, later or opens_at), now + A_MOMENT)


def _counted(answer: Answer, then: Fate) -> LetterOutcome:
    """As what it counts; dead is what was tried until it was given up."""
    match answer:
        case Sent():
            return "sent"
        case Refused():
            return "refused"
        case Throttled():
            return "throttled"
        case NotThere():
            return "not_there"
        case Unknown():
            return "unknown" if isinstance(then, Again) else "dead"


def _log(job: Job, answer: Answer, then: Fate) -> None:
    row = job.row
    line = log.bind(key=row.key, row=row.id, act=job.act)
    if isinstance(answer, Throttled):
        line.warning("outbox.throttled", seconds=answer.after.total_seconds())
    elif isinstance(then, Again):
        line.warning("outbox.unknown", why=then.why, again_at=then.at.isoformat(), attempts=row.attempts)
    elif isinstance(then.outcome, Sent):
        line.info("outbox.sent", message=then.outcome.message.id)
    else:
        line.warning("outbox.refused", why=then.outcome.why)
