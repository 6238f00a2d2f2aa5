"""Taking from the outbox what may leave now: claimed, judged and paced, in one transaction."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.job import Job, act_of
from bot.delivery.keys import named_keys
from bot.delivery.pace import Act, Limits, Pace
from bot.domain.identity import MessageRef, TenantId
from bot.services.platform import Refused, Sent
from bot.services.verdict import Drop, Hold, Send, Verdict
from storage import installations, outbox, posts
from storage.outbox_row import OutboxRow
from storage.postgres import in_the_way
from storage.transaction import Tx
from storage.urgency import AT_ONCE, IN_BULK

LEASE = timedelta(minutes=5)  # above any timeout of a platform plus two clocks' difference
# A tenant's: the minute that its pace remembers and a clock's difference more. Whoever is killed keeps a
# workspace waiting no longer, and each row that it had taken is its own for as long as ever.
SENDS_FOR = timedelta(minutes=2)
ASK_AGAIN = timedelta(minutes=5)
SOONEST = timedelta(seconds=1)  # nothing is looked at again before, whatever is asked for
WIDTH = 20  # calls at once, a tenant
KEPT_FREE = 4  # of them, for what is urgent
MOST = 100  # calls at once in all; beyond, each tenant may still have one

# What a row needs, as it is kept; one that may be there already is looked for in place of a post.
ACTS: tuple[Act, ...] = ("post", "show", "file", "edit")

NOT_INSTALLED = "the bot is not installed there any more"
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
    """What came of it. `paces`: new ones. `claimed` counts every row looked at.

    opens_at: when the pace lets something more begin, of all tenants that are leased; None: it keeps none.
    """

    jobs: list[Job] = field(default_factory=list)
    paces: dict[TenantId, Pace] = field(default_factory=dict)
    opens_at: datetime | None = None
    dropped: list[tuple[OutboxRow, str]] = field(default_factory=list)
    broken: list[tuple[OutboxRow, Exception]] = field(default_factory=list)
    claimed: int = 0


def take(tx: Tx, terms: Terms, asked: Asked) -> Taken:
    """Lease tenants, claim the heads of their conversations, and sort them into sent now, later and never.

    Touches nothing but the transaction: it may be run again.
    """
    return _Taking(tx, terms, asked).run()


@dataclass(slots=True, kw_only=True)
class _Turn:
    """How many more calls of one tenant may begin. `room`: at once, of whatever act; in_turn: of what is not
    urgent."""

    tenant: TenantId
    pace: Pace
    room: int
    in_turn: int
    now: datetime
    begun: Counter[Act] = field(default_factory=Counter)

    def most(self, act: Act, *, urgent: bool) -> int:
        """Of that act."""
        left = self.pace.room(act, urgent=urgent, now=self.now) - self.begun[act]
        return max(0, min(left, self.room if urgent else self.in_turn))

    def begins(self, act: Act) -> None:
        """One more does."""
        self.begun[act] += 1
        self.room -= 1
        self.in_turn -= 1


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
        until = self._now + SENDS_FOR
        tenants = outbox.lease_tenants(self._tx, holder=self._terms.holder, now=self._now, until=until)
        for tenant in sorted(tenants, key=lambda one: flying.get(one, 0)):
            under_way = flying.get(tenant, 0)
            in_all = left - len(self._taken.jobs)
            room, in_turn = (
                max(min(width - under_way, in_all), 1 - under_way) for width in (WIDTH, WIDTH - KEPT_FREE)
            )
            pace = self._pace(tenant)
            self._serve(_Turn(tenant=tenant, pace=pace, room=room, in_turn=in_turn, now=self._now))
        return self._taken

    def _pace(self, tenant: TenantId) -> Pace:
        given = self._asked.paces.get(tenant)
        if given is None:
            platform = installations.platform_of(self._tx, tenant)
            given = self._taken.paces[tenant] = Pace(self._terms.limits.get(platform, Limits()))
        return given

    def _serve(self, turn: "_Turn") -> None:
        """The most urgent first; and what is urgent even where there is no more room for the rest."""
        for act in ACTS:
            most = turn.most(act, urgent=False)
            rows = self._claim(turn, act, most, upto=IN_BULK)
            if len(rows) == most and all(row.urgency == AT_ONCE for row in rows):
                self._claim(turn, act, turn.most(act, urgent=True), upto=AT_ONCE)
        opens = [at for at in (self._taken.opens_at, turn.pace.opens_at(self._now)) if at is not None]
        self._taken.opens_at = min(opens, default=None)

    def _claim(self, turn: "_Turn", act: Act, most: int, *, upto: int) -> list[OutboxRow]:
        if most <= 0:
            return []
        rows = outbox.claim(
            self._tx,
            turn.tenant,
            holder=self._terms.holder,
            now=self._now,
            until=self._until,
            limit=most,
            acts=(act,),
            upto=upto,
            resting=turn.pace.resting(self._now),
        )
        self._taken.claimed += len(rows)
        keys = set[str]().union(*(named_keys(row.letter) for row in rows))
        known = posts.get_many(self._tx, sorted(keys)) if keys else {}
        gone = bool(rows) and installations.is_gone(self._tx, turn.tenant)
        for row in rows:
            if gone:
                self._drop(row, NOT_INSTALLED)
            else:
                self._sort(row, known, turn)
        return rows

    def _sort(self, row: OutboxRow, known: Mapping[str, MessageRef], turn: "_Turn") -> None:
        match self._verdict(row, known):
            case Drop(why=why):
                self._drop(row, why)
            case Hold(until=until):
                self._later(row, max(until, self._now + SOONEST), "held")
            case Send() if act_of(row) == "find" and turn.most("find", urgent=True) <= 0:
                self._later(row, max(turn.pace.finds_open_at(self._now), self._now + SOONEST), "paced")
            case Send(instead=instead):
                row = replace(row, letter=instead) if instead else row
                own = named_keys(row.letter)
                messages = {key: one for key, one in known.items() if key in own}
                self._taken.jobs.append(Job(row=row, known=messages))
                turn.begins(act_of(row))

    def _drop(self, row: OutboxRow, why: str) -> None:
        outbox.settle(self._tx, row, "dropped", why=why, now=self._now)
        self._followed(row, Refused(why=why))
        self._taken.dropped.append((row, why))

    def _followed(self, row: OutboxRow, outcome: Refused) -> None:
        """What follows from it; what breaks there keeps nobody else's letters, if we are careful."""
        if not self._asked.careful:
            self._terms.judge.settled(self._tx, row, outcome, now=self._now)
            return
        try:
            with self._tx.connection.begin_nested():
                self._terms.judge.settled(self._tx, row, outcome, now=self._now)
        except Exception as error:
            if in_the_way(error):
                raise
            self._taken.broken.append((row, error))

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
            if in_the_way(error):
                raise
            self._taken.broken.append((row, error))
            return Hold(until=self._now + ASK_AGAIN)
