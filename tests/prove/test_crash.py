"""Killed twenty times while people are asked and answer: nothing is lost, nothing comes twice."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import update

from bot.clock import SystemClock
from bot.demo.lines import told
from bot.domain.identity import Place, UserRef
from bot.domain.person import Profile
from bot.domain.team import Policy
from bot.services.project import ProjectPlan
from bot.services.team import Plan, set_up
from bot.slack.manifest import manifest
from sandbox.app import App as InstalledApp
from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.person import Person
from sandbox.user import User
from storage import people
from storage.store import open_store
from storage.tables import people as people_table
from storage.transaction import Tx
from storage.upgrade import upgrade
from tests.prove.conftest import Proved
from tests.prove.reckoning import MINUTE
from tests.run import kept
from tests.run.office import CHILD, LABEL
from tests.run.process import Process

pytestmark = pytest.mark.prove

KILLS = 20
WRITERS = [f"w{number:02}" for number in range(KILLS)]
READERS = ["r1", "r2"]
CHANNEL = "atlas"
WAIT = 60.0


class Jumping:
    """The machine's clock, moved to the afternoon, and on by a minute with each restart."""

    def __init__(self) -> None:
        self._machine = SystemClock()
        self.start = datetime.combine(self._machine.now().date(), time(15), UTC)
        self.by = self.start - self._machine.now()

    def now(self) -> datetime:
        return self._machine.now() + self.by


class Town:
    """A workspace where somebody's day ends with every minute, and others are at work to inherit."""

    def __init__(self, folder: Path, *, seed: int) -> None:
        self.clock = Jumping()
        self.rng = Random(seed)
        self.database = f"sqlite:///{folder / 'sunrelay.db'}"
        self._folder = folder
        users = [User(name=name, real_name=name, tz="UTC") for name in WRITERS]
        users += [User(name=name, real_name=name, tz="Etc/GMT+5") for name in READERS]
        self.box = Sandbox(
            clock=self.clock,
            app=InstalledApp.from_manifest(manifest()),
            users=users,
            channels=[Channel(name=CHANNEL, members=(*WRITERS, *READERS))],
            ack_timeout=2.0,
            limited=False,
        )
        self.retries = 0

    async def begins(self) -> None:
        """The team is there, as if set up the day before."""
        upgrade(self.database)
        plan = Plan(
            place=self._place,
            name="Atlas",
            projects=(ProjectPlan(name="Checkout"),),
            writes=tuple(self._profile(name) for name in WRITERS),
            receives=tuple(self._profile(name) for name in READERS),
            policy=Policy(gather=MINUTE),
        )
        store = open_store(self.database)
        try:
            await store.transact(self._met)
            asker = self._profile(WRITERS[0]).user
            await store.transact(set_up, plan, by=asker, welcome=False, now=self.clock.now())
        finally:
            await store.close()

    def bot(self) -> Process:
        """The next process, a minute later by the clock."""
        self.clock.by += MINUTE
        given = {
            "SLACK_BOT_TOKEN": self.box.bot_token,
            "SLACK_APP_TOKEN": self.box.app_token,
            "SLACK_API_URL": self.box.api_url,
            "DATABASE_URL": self.database,
            "LOG_FORMAT": "json",
            "CLOCK_AHEAD": str(self.clock.by.total_seconds()),
        }
        return Process("run", given=given, folder=self._folder, program=CHILD)

    async def answers(self, name: str) -> None:
        """Asked, they write, and press again for as long as Slack says that it has failed."""
        person = self.box.person(name)
        await self.box.until(lambda: asked(person), timeout=600)
        await asyncio.sleep(self.rng.uniform(0, 2))
        while not await self._sent(person, asked(person)[0]):
            self.retries += 1
            await asyncio.sleep(self.rng.uniform(0.05, 0.4))

    async def _sent(self, person: Person, prompt: Message) -> bool:
        if person.view is None:
            done = await person.press(prompt, text="Write hand-off")
            if not done.ok:
                return False
            try:
                await person.sees_form(timeout=3)
            except TimeoutError:
                return False
        if not (await person.fill({LABEL: words(person.user.name)})).ok:
            return False
        return (await person.submit()).outcome == "cleared"

    def in_channel(self) -> Counter[str]:
        """In how many messages each hand-off stands."""
        texts = [self.box.read(one) for one in self.box.messages(CHANNEL)]
        return Counter({name: sum(words(name) in text for text in texts) for name in WRITERS})

    @property
    def _place(self) -> Place:
        team = self.box.workspace.team.id
        return Place(platform="slack", tenant=team, kind="public", id=self.box.channel(CHANNEL).id)

    def _profile(self, name: str) -> Profile:
        person = self.box.person(name)
        user = UserRef(platform="slack", tenant=self.box.workspace.team.id, id=person.id)
        return Profile(user=user, name=name, zone=person.user.tz or "UTC", locale="", eligible=True)

    def _met(self, tx: Tx) -> None:
        for number, name in enumerate((*WRITERS, *READERS)):
            (person,) = people.keep(tx, [self._profile(name)], now=self.clock.now())
            ends_at = self.clock.start + (number + 1) * MINUTE + timedelta(minutes=15)
            hours = f"09:00-{ends_at:%H:%M}" if name in WRITERS else "09:00-17:30"
            week = update(people_table).where(people_table.c.id == person.id)
            tx.run(week.values(week=f"mon-sun {hours}"))


@pytest.mark.timeout(1200)
async def test_killed_twenty_times_nothing_is_lost_and_nothing_comes_twice(
    tmp_path: Path, proved: Proved
) -> None:
    town = Town(tmp_path, seed=5)
    async with town.box:
        await town.begins()
        writing = [asyncio.create_task(town.answers(name)) for name in WRITERS]
        for _ in range(KILLS):
            async with town.bot() as bot:
                await bot.logs("run.started")
                if town.rng.random() < 0.3:
                    town.box.faults.lose_answer("chat.postMessage")
                await asyncio.sleep(town.rng.uniform(0.05, 1.5))
                bot.kill()
        # What was on its way as one was killed is looked for a minute later.
        for _ in range(3):
            async with town.bot() as bot:
                await bot.logs("run.started")
                await asyncio.sleep(2)
                bot.kill()
        async with town.bot():
            await asyncio.wait_for(asyncio.gather(*writing), WAIT)
        town.clock.by += MINUTE
        async with town.bot() as bot:
            await bot.logs("run.started")
            await town.box.until(lambda: all(town.in_channel().values()), timeout=WAIT)
            await asyncio.sleep(2)
            bot.stop()
            assert await bot.ended() == 0
        for name in WRITERS:
            assert len(asked(town.box.person(name))) == 1, name
        assert sorted(kept.summaries(town.database)) == [words(name) for name in WRITERS]
        assert set(town.in_channel().values()) == {1}
        proved(kills=KILLS + 3, prompts=len(WRITERS), hand_offs=len(WRITERS), retries=town.retries)


def asked(person: Person) -> list[Message]:
    """Their prompts, which turn into receipts."""
    return [one for one in person.dms if one.by_bot and told(one)[0] in ("prompt", "receipt")]


def words(name: str) -> str:
    """What they write."""
    return f"Hand-off of {name}."
