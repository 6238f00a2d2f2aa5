"""A worker on a real database, with a clock and a platform's server that the test moves and spoils."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from bot.delivery.pace import Limits
from bot.delivery.worker import Worker
from bot.domain.identity import MessageRef, TenantId
from bot.messages.letter import Letter
from bot.services.platform import Refused, Sent
from bot.services.verdict import Send, Verdict
from storage import outbox, posts
from storage.outbox_row import OutboxRow
from storage.store import Store
from storage.tables import outbox as table
from storage.transaction import Tx
from tests.delivery.clock import Clock
from tests.delivery.platform import Platform

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class House:
    """Says what it is told to say of a key, and remembers what it hears."""

    verdicts: dict[str, Callable[[datetime], Verdict]] = field(default_factory=dict)
    deaf_to: set[str] = field(default_factory=set)
    heard: list[tuple[str, Sent | Refused]] = field(default_factory=list)

    def may_send(self, tx: Tx, row: OutboxRow, *, now: datetime) -> Verdict:
        return self.verdicts[row.key](now) if row.key in self.verdicts else Send()

    def settled(self, tx: Tx, row: OutboxRow, outcome: Sent | Refused, *, now: datetime) -> None:
        if row.key in self.deaf_to:
            raise LookupError(row.key)
        self.heard.append((row.key, outcome))

    def refusals(self) -> dict[str, str]:
        return {key: one.why for key, one in self.heard if isinstance(one, Refused)}


@dataclass(slots=True)
class Bench:
    """Everything a test of the worker needs."""

    store: Store
    tenant: TenantId
    clock: Clock = field(default_factory=Clock)
    house: House = field(default_factory=House)
    platform: Platform = field(init=False)

    def __post_init__(self) -> None:
        self.platform = Platform(self.clock)

    def worker(
        self,
        holder: str = "one",
        *,
        limits: Mapping[str, Limits] | None = None,
        grace: float = 10,
        speaks: str = "slack",
    ) -> Worker:
        """A process that sends."""
        return Worker(
            store=self.store,
            senders={speaks: self.platform},
            clock=self.clock,
            judge=self.house,
            holder=holder,
            rng=Random(1),
            limits=limits,
            grace=timedelta(seconds=grace),
        )

    async def put(self, *letters: Letter, after: timedelta = timedelta()) -> None:
        """Into the outbox, in this order; edits are revised there."""
        await self.store.transact(_put, letters, self.tenant, self.clock.now(), self.clock.now() + after)

    async def run(self, worker: Worker, lasting: timedelta = 10 * MINUTE) -> None:
        """Step the clock from one instant to the next at which something may leave."""
        end = self.clock.now() + lasting
        due_at = await worker.run_due()
        while due_at is not None and due_at <= end:
            self.clock.move_to(due_at)
            due_at = await worker.run_due()

    async def states(self) -> dict[str, str]:
        """What stands in the outbox, by key."""
        return await self.store.read(_states)

    async def post(self, key: str) -> MessageRef | None:
        """Where a letter was posted, as remembered."""
        return (await self.store.read(posts.get_many, [key])).get(key)


async def until(happened: Callable[[], bool]) -> None:
    """Let the others go on until it has."""
    for _ in range(5000):
        if happened():
            return
        await asyncio.sleep(0.002)
    raise TimeoutError


def _put(tx: Tx, letters: tuple[Letter, ...], tenant: TenantId, now: datetime, not_before: datetime) -> None:
    for letter in letters:
        add = outbox.revise if letter.replaces else outbox.put
        add(tx, letter, tenant=tenant, now=now, not_before=not_before)


def _states(tx: Tx) -> dict[str, str]:
    return {row.key: row.state for row in tx.all(select(table.c.key, table.c.state))}
