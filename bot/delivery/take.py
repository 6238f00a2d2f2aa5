"""Taking from the outbox what may leave now: claimed, judged and paced, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.job import Job, act_of
from bot.delivery.keys import named_keys
from bot.delivery.pace import Limits, Pace
from bot.domain.identity import MessageRef, TenantId
from bot.services.platform import Refused, Sent
from bot.services.verdict import Drop, Hold, Send, Verdict
from storage import outbox, posts
from storage.outbox import OutboxRow
from storage.transaction import Tx

LEASE = timedelta(minutes=5)  # above any timeout of a platform plus two clocks' difference
ASK_AGAIN = timedelta(minutes=5)
SOONEST = timedelta(seconds=1)  # nothing is looked at again before, whatever is asked for
WIDTH = 20  # calls at once, a tenant
MOST = 100  # calls at once in all

NEVER_SENT = "what it would change was never sent"


class Judge(Protocol):
    """Says whether a letter still holds, and remembers what became of it. `services/sending.py` is one."""

    def may_send(self, tx: Tx, row: OutboxRow, /, *, now: datetime) -> Verdict: ...

    def settled(self, tx: Tx, row: OutboxRow, outcome: Sent | Refused, /, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What stays the same from one taking to the next. `platforms`: those that this process can speak to."""

    holder: str
    judge: Judge
    platforms: frozenset[str]
    limits: Mapping[str, Limits]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`flying`: calls under way. `careful`: a row that cannot be judged is set aside, the others go on."""

    now: datetime
    flying: Mapping[TenantId, int]
    paces: Mapping[TenantId, Pace]
    careful: bool = False


@dataclass(slots=True, kw_only=True)
class Taken:
    """What came of it. `paces` take the place of those given; `claimed` counts every row looked at."""

    jobs: list[Job] = field(default_factory=list)
    paces: dict[TenantId, Pace] = field(default_factory=dict)
    dropped: list[tuple[OutboxRow, str]] = field(default_factory=list)
    broken: list[tuple[OutboxRow, Exception]] = field(default_factory=list)
    claimed: int = 0


def take(tx: Tx, terms: Terms, asked: Asked) -> Taken:
    """Lease tenants, claim the heads of their conversations, and sort them into sent now, later and never.

    Touches nothing but the transaction: it may be run again.
    """
    return _Taking(tx, terms, asked).run()


class _Taking:
    def __init__(self, tx: Tx, terms: Terms, asked: Asked) -> None:
        self._tx = tx
        self._terms = terms
        self._asked = asked
        self._now = asked.now
        self._until = asked.now + LEASE
        self._taken = Taken()

    def run(self) -> Taken:
        flying = self._asked.flying
        left = MOST - sum(flying.values())
        tenants = outbox.lease_tenants(self._tx, holder=self._terms.holder, now=self._now, until=self._until)
        for tenant in sorted(tenants, key=lambda one: flying.get(one, 0)):
            room = min(WIDTH - flying.get(tenant, 0), left - len(self._taken.jobs))
            if room > 0:
                self._claim(tenant, room)
        return self._taken

    def _claim(self, tenant: TenantId, room: int) -> None:
        rows = outbox.claim(
            self._tx, tenant, holder=self._terms.holder, now=self._now, until=self._until, limit=room
        )
        if not rows:
            return
        self._taken.claimed += len(rows)
        pace = self._pace(tenant, rows[0])
        keys = set[str]().union(*(named_keys(row.letter) for row in rows))
        known = posts.get_many(self._tx, sorted(keys))
        for row in rows:
            self._sort(row, known, pace)

    def _pace(self, tenant: TenantId, row: OutboxRow) -> Pace:
        """A copy, which the caller adopts once this is committed."""
        given = self._asked.paces.get(tenant)
        limits = self._terms.limits.get(row.letter.tenant.platform, Limits())
        self._taken.paces[tenant] = given.copy() if given else Pace(limits)
        return self._taken.paces[tenant]

    def _sort(self, row: OutboxRow, known: Mapping[str, MessageRef], pace: Pace) -> None:
        match self._verdict(row, known):
            case Drop(why=why):
                outbox.settle(self._tx, row, "dropped", why=why, now=self._now)
                self._terms.judge.settled(self._tx, row, Refused(why=why), now=self._now)
                self._taken.dropped.append((row, why))
                pace.free(row.id, row.letter.conversation)
            case Hold(until=until):
                self._later(row, max(until, self._now + SOONEST), "held")
                pace.free(row.id, row.letter.conversation)
            case Send(instead=instead):
                row = replace(row, letter=instead) if instead else row
                at = pace.book(row.id, act_of(row), row.letter.conversation, now=self._now)
                if at > self._now:
                    self._later(row, at, "paced")
                else:
                    own = named_keys(row.letter)
                    messages = {key: one for key, one in known.items() if key in own}
                    self._taken.jobs.append(Job(row=row, known=messages))

    def _later(self, row: OutboxRow, at: datetime, why: str) -> None:
        outbox.postpone(self._tx, row, until=at, why=why, uncertain=row.uncertain, counts=False)

    def _verdict(self, row: OutboxRow, known: Mapping[str, MessageRef]) -> Verdict:
        if row.letter.tenant.platform not in self._terms.platforms:
            return Hold(until=self._now + ASK_AGAIN)
        if act_of(row) == "find":  # what may be there already is no longer a question of whether it may go
            return Send()
        if row.letter.replaces and row.letter.replaces not in known:  # what is replied to may well be missing
            return Drop(why=NEVER_SENT)
        return self._judged(row)

    def _judged(self, row: OutboxRow) -> Verdict:
        if not self._asked.careful:
            return self._terms.judge.may_send(self._tx, row, now=self._now)
        try:
            with self._tx.connection.begin_nested():
                return self._terms.judge.may_send(self._tx, row, now=self._now)
        except Exception as error:
            self._taken.broken.append((row, error))
            return Hold(until=self._now + ASK_AGAIN)
