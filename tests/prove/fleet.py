"""Six processes on one PostgreSQL, any of which may be killed, and a workspace of thousands due at once."""

import asyncio
from collections import Counter, defaultdict
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Self

from sqlalchemy import create_engine, func, select, text

from bench.town import TEAM_SIZE, ZONES, fill
from bot.clock import SystemClock
from bot.demo.lines import told
from bot.domain.identity import PersonId
from bot.services import prompt
from bot.slack.manifest import manifest
from sandbox.app import App
from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.journal import Entry
from sandbox.team import Team
from sandbox.user import User
from storage.engines import address
from storage.tables import metadata, outbox, timers
from storage.transaction import Tx
from tests.prove.balancer import Balancer
from tests.prove.replica import Fast
from tests.run.process import Process

REPLICA = ("-m", "tests.prove.replica")
ROLES = ("worker", "worker", "worker", "worker", "web", "web")
ZONE = ZONES[2]
# A Monday in Berlin, just before all are asked; nothing more is due for three quarters of an hour.
TELLS = datetime(2026, 11, 2, 16, 14, 30, tzinfo=UTC)
RATE = 10
POSTS_PER_MINUTE = 6000  # by that clock: Slack's own cap would make half an hour of it
STARTS = 60.0  # seconds of the machine's that six may take to start at once
TRIES = 5
# What was put in under numbers of its own is counted on from.
NUMBER_ON = (
    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}"
)


@dataclass(slots=True, kw_only=True)
class Replica:
    """One place among the processes, and the process that stands there now."""

    name: str
    role: str
    process: Process


@dataclass(slots=True)
class Fleet:
    """Use it as `async with`. asked: once somebody was.

    posted: how often each key was posted; kinds: how many messages of each kind.
    """

    folder: Path
    database: str
    people: int
    rng: Random
    clock: Fast = field(init=False)
    box: Sandbox = field(init=False)
    balancer: Balancer = field(default_factory=Balancer)
    replicas: list[Replica] = field(default_factory=list)
    asked: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    posted: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    said: list[str] = field(default_factory=list)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(_fill, self.database, self.people)
        self.clock = Fast(since=SystemClock().now(), tells=TELLS, rate=RATE)
        numbers = range(1, self.people + 1)
        self.box = Sandbox(
            clock=self.clock,
            team=Team(id="T1"),
            app=App.from_manifest(manifest()),
            users=[User(id=f"U{one}", name=f"p{one}", real_name=f"Person {one}", tz=ZONE) for one in numbers],
            channels=[
                Channel(id=f"C{one}", name=f"c{one}", members=tuple(f"U{who}" for who in _members(one)))
                for one in range(1, self.people // TEAM_SIZE + 1)
            ],
            ack_timeout=8.0,
            limited=False,
        )
        self.box.on_entry(self._note)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.box)
            await stack.enter_async_context(self.balancer)
            stack.push_async_callback(self._all_end)
            for number, role in enumerate(ROLES):
                self.replicas.append(Replica(name=f"{role}-{number}", role=role, process=self._process(role)))
            await asyncio.gather(*(self._begins(one) for one in self.replicas))
            assert await self.box.deliver_to(self.balancer.url)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _all_end(self) -> None:
        await asyncio.gather(*(self._ends(one) for one in self.replicas))

    async def loses_one(self) -> None:
        """One is killed, and a new one takes its place."""
        replica = self.rng.choice(self.replicas)
        self.balancer.ports.pop(replica.name, None)
        replica.process.kill()
        self.kills += 1
        await self._ends(replica)
        replica.process = self._process(replica.role)
        await self._begins(replica)

    def left(self) -> dict[str, int]:
        """How many letters wait, are leased or given up, and how many timers should have been settled."""
        engine = create_engine(address(self.database))
        waiting = outbox.c.state == "waiting"
        counted = {
            "waiting": waiting & (outbox.c.not_before <= self.clock.now()),
            "leased": waiting & outbox.c.leased_until.is_not(None),
            "dead": outbox.c.state == "dead",
        }
        with engine.connect() as connection:
            found = {
                name: int(connection.scalar(select(func.count()).select_from(outbox).where(where)) or 0)
                for name, where in counted.items()
            }
            overdue = timers.c.ready_at <= self.clock.now() - timedelta(minutes=2)
            found["overdue"] = int(
                connection.scalar(select(func.count()).select_from(timers).where(overdue)) or 0
            )
        engine.dispose()
        return found

    def _note(self, entry: Entry) -> None:
        if entry.act == "post" and entry.message.by_bot:
            payload = (entry.message.metadata or {}).get("event_payload", {})
            self.posted[payload.get("key", "")] += 1
            kind, _ = told(entry.message)
            self.kinds[kind] += 1
            if kind == "prompt" and entry.user is not None:
                self.asked[entry.user].set()

    def _process(self, role: str) -> Process:
        given = {
            "SLACK_BOT_TOKEN": self.box.bot_token,
            "SLACK_SIGNING_SECRET": self.box.signing_secret,
            "SLACK_API_URL": self.box.api_url,
            "PORT": "0",
            "DATABASE_URL": self.database,
            "LOG_FORMAT": "json",
            "SLACK_POSTS_PER_MINUTE": f"{POSTS_PER_MINUTE}",
            **self.clock.given,
        }
        return Process(role, given=given, folder=self.folder, program=REPLICA)

    async def _begins(self, replica: Replica) -> None:
        """Whatever keeps it running starts one again that ended since Slack was too slow for it."""
        for _ in range(TRIES):
            await replica.process.__aenter__()
            with suppress(AssertionError):
                started = await replica.process.logs("run.started", within=STARTS)
                if replica.role == "web":
                    self.balancer.ports[replica.name] = int(started["port"])
                return
            await self._ends(replica)
            replica.process = self._process(replica.role)
        raise AssertionError(f"{replica.name} does not start")

    async def _ends(self, replica: Replica) -> None:
        if replica.process.began:
            await replica.process.__aexit__()
            self.said += replica.process.said


def _members(team: int) -> range:
    return range((team - 1) * TEAM_SIZE + 1, team * TEAM_SIZE + 1)


def _fill(database: str, count: int) -> None:
    """Everyone, their prompts, and the numbers that new rows get."""
    engine = create_engine(address(database))
    with engine.begin() as connection:
        tx = Tx(connection)
        fill(tx, count, (ZONE,))
        for first in range(1, count + 1, 500):
            prompt.plan(tx, [PersonId(one) for one in range(first, first + 500)], not_before=TELLS)
        for table in metadata.sorted_tables:
            if "id" in table.c:
                tx.run(text(NUMBER_ON.format(table=table.name)))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
