"""A relay that runs by a stepped clock: one or more bots on one database, a platform, and what people do."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Self

from sqlalchemy import update

from bot.clock import Clock
from bot.delivery.worker import Worker
from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, TenantRef, UserRef
from bot.domain.person import Profile
from bot.domain.team import Policy
from bot.messages.answer import Answer
from bot.services.platform import Around, Channel, Directory, House
from bot.services.project import ProjectPlan
from bot.services.sending import Sending
from bot.services.team import Plan, set_up
from handlers import table
from handlers.event import Event
from sandbox.clock import SteppedClock
from schedules import timetable
from storage import installations, outbox, people
from storage.errors import StoreError
from storage.store import Store
from storage.tables import people as people_table
from storage.transaction import Tx
from tests.prove.cast import Cast
from tests.prove.platform import PLATFORM, TENANT, Platform
from tests.prove.reckoning import OFFICE, Who
from tests.support.patience import open_patiently

SECOND = timedelta(seconds=1)
NONE = timedelta()
SETTLED = timedelta(days=4)

Act = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Skewed:
    """A machine's clock: so much ahead of the true one."""

    true: SteppedClock
    by: timedelta

    def now(self) -> datetime:
        return self.true.now() + self.by


class Nobody:
    """A directory that nothing here asks."""

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        raise AssertionError("no profile is looked up")

    async def channel(self, place: Place) -> Channel | None:
        raise AssertionError("no channel is looked up")

    async def kind(self, place: Place) -> PlaceKind:
        raise AssertionError("no channel is looked up")

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        return Around(message=None)

    async def link(self, message: MessageRef) -> str:
        return ""

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        return {}


class Bot:
    """One process, as `bot/app.py` puts it together."""

    def __init__(
        self,
        database: str,
        clock: Clock,
        platform: Platform,
        rng: Random,
        *,
        directory: Directory | None = None,
        poll: timedelta = NONE,
    ) -> None:
        """poll: how soon at the earliest it looks at the outbox again, which another may hold meanwhile."""
        self._database = database
        self._directory = directory or Nobody()
        self._poll = poll
        self.clock = clock
        self._platform = platform
        self._rng = rng
        self._numbers = count()
        self.failures = 0
        self._make()

    def _make(self) -> None:
        self._store: Store = open_patiently(self._database)
        self._store.on_wake(self._wake)
        self.house = House(store=self._store, directory=self._directory, clock=self.clock)
        self._worker = Worker(
            store=self._store,
            senders={PLATFORM: self._platform},
            clock=self.clock,
            judge=Sending(),
            holder=f"{id(self)}-{next(self._numbers)}",
            rng=self._rng,
        )
        self._woken = True
        self._next_sending: datetime | None = None
        self._next_timer: datetime | None = None

    async def tick(self) -> None:
        """What is due by its clock; a database that is busy is asked again a second later."""
        now = self.clock.now()
        try:
            if self._next_timer is None or self._next_timer <= now:
                self._next_timer = None
                await timetable.run_due(self.house)
            if self._woken or (self._next_sending is not None and self._next_sending <= now):
                self._woken = False
                due_at = await self._worker.run_due()
                self._next_sending = None if due_at is None else max(due_at, now + self._poll)
        except StoreError:
            self.failures += 1
            self._next_sending = now + SECOND

    @property
    def timer_is_due(self) -> bool:
        """Whether a tick has something to decide."""
        return self._next_timer is not None and self._next_timer <= self.clock.now()

    async def next_due(self) -> datetime | None:
        """By its own clock."""
        if self._woken:
            return self.clock.now()
        self._next_timer = await timetable.next_due(self.house)
        due = (self._next_timer, self._next_sending)
        return min((one for one in due if one is not None), default=None)

    async def vanishes(self, ticking: "asyncio.Task[None]") -> None:
        """The process is gone in the middle of what it did; what it had not committed never was."""
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        await self.stop()

    async def comes_back(self, *, alone: bool) -> None:
        """Another process on the same database, as it starts."""
        self._make()
        await self._store.transact(installed, alone=alone, now=self.clock.now())

    async def stop(self) -> None:
        await self._store.close()

    def _wake(self, names: Collection[str]) -> None:
        self._woken = self._woken or "outbox" in names


@dataclass(slots=True, kw_only=True)
class Relay:
    """The clock goes from one thing that happens to the next."""

    clock: SteppedClock
    platform: Platform
    bots: list[Bot]
    rng: Random
    steps: int = 0
    down: bool = False
    _plans: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def plan(self, at: datetime, act: Act) -> None:
        """Someone does something then."""
        heapq.heappush(self._plans, (max(at, self.clock.now()), next(self._numbers), act))

    async def hear(self, event: Event) -> Answer | None:
        """Any of the bots hears it. None: none is there, the platform is away, or it could not be kept."""
        if self.down or self.platform.away:
            return None
        try:
            return await table.hear(event, self.rng.choice(self.bots).house)
        except StoreError:
            return None

    async def run_until(self, end: datetime, *, between: Act | None = None) -> None:
        """`between`: what happens to the machinery itself, called before each step."""
        while True:
            at = await self._next()
            if at is None or at > end:
                break
            self.clock.move_to(max(at, self.clock.now()))
            if between is not None:
                await between()
            await self._step()
        self.clock.move_to(max(end, self.clock.now()))
        await self._step()

    async def tick(self) -> None:
        """All at once."""
        if not self.down:
            await asyncio.gather(*(bot.tick() for bot in self.bots))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self.bots:
            await bot.stop()

    async def _step(self) -> None:
        self.steps += 1
        await self.tick()
        while self._plans and self._plans[0][0] <= self.clock.now():
            await heapq.heappop(self._plans)[2]()

    async def _next(self) -> datetime | None:
        """Every second is a new one: nothing here turns in circles at one instant."""
        found = [self._plans[0][0]] if self._plans else []
        for bot in () if self.down else self.bots:
            due = await bot.next_due()
            if due is not None:
                found.append(max(due - (bot.clock.now() - self.clock.now()), self.clock.now()))
        return min(found, default=None)


async def begun(relay: Relay, cast: Cast, *, settled: timedelta = SETTLED) -> None:
    """Two teams are set up; four days later all have been welcomed to each."""
    store = relay.bots[0].house.store
    await store.transact(installed, alone=True, now=relay.clock.now())
    await store.transact(_met, cast.people, now=relay.clock.now())
    for channel, members in cast.teams.items():
        await arranged(relay, channel, members)
    await relay.run_until(relay.clock.now() + settled)


async def arranged(
    relay: Relay, channel: str, members: Sequence[Who], *, policy: Policy | None = None
) -> None:
    """The first of these sets the team up, or changes it, so that it is these."""
    plan = Plan(
        place=place(channel),
        name=channel.title(),
        projects=(ProjectPlan(name="Checkout", page="https://wiki.example.com/"),),
        writes=tuple(profile(one) for one in members),
        receives=(),
        policy=policy,
    )
    store = relay.bots[0].house.store
    await store.transact(set_up, plan, by=user(members[0]), now=relay.clock.now())


def user(who: Who) -> UserRef:
    return UserRef(platform=PLATFORM, tenant=TENANT, id=who.handle)


def profile(who: Who, *, zone: str = "") -> Profile:
    return Profile(user=user(who), name=who.handle, zone=zone or who.zone, locale="", eligible=True)


def place(channel: str) -> Place:
    return Place(platform=PLATFORM, tenant=TENANT, kind="public", id=channel)


def _met(tx: Tx, everyone: Sequence[Who], *, now: datetime) -> None:
    """Everyone is known, and their hours: no form asks for those yet."""
    for who in everyone:
        (person,) = people.keep(tx, [profile(who)], now=now)
        if who.hours != OFFICE:
            tx.run(update(people_table).where(people_table.c.id == person.id).values(week=who.hours.words))


def installed(tx: Tx, *, alone: bool, now: datetime) -> None:
    """As the bot starts: where it is installed; alone, it ends whatever leases there were."""
    if alone:
        outbox.end_leases(tx, now=now)
    installations.keep(
        tx,
        TenantRef(platform=PLATFORM, id=TENANT),
        bot_user="U0",
        bot="B0",
        name="Acme",
        scopes=["chat:write"],
        now=now,
    )
