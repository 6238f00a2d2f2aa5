"""A real sandbox and the real bot, over real sockets of either kind."""

from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from random import Random
from typing import Literal, Self

from bot.app import App, Way
from bot.domain.identity import Place, UserRef
from bot.slack.listen import Http, SocketMode
from bot.slack.manifest import manifest
from sandbox.app import App as InstalledApp
from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.clock import SteppedClock
from sandbox.journal import Entry
from sandbox.pings import pings
from sandbox.user import User
from storage.store import Store
from tests.support.patience import open_patiently
from tests.support.shown import Happening
from tests.support.slack.somebody import SlackPerson, labelled
from tests.support.world import CHANNELS, CORNER, CORRIDOR, IN_CORNER, PEOPLE, Running, World

ACTS: dict[str, Literal["post", "edit", "answer"]] = {"post": "post", "edit": "edit", "ephemeral": "answer"}


class SlackWorld(World):
    """over: `socket` or `http`. clock, retry_scale: as the world and the sandbox have them. opened: how the
    bot opens its database; a test of giving up gives the bot's own way, which is less patient."""

    def __init__(
        self,
        database: str,
        *,
        over: Literal["socket", "http"],
        clock: SteppedClock | None = None,
        retry_scale: float = 0.01,
        opened: Callable[[str], Store] = open_patiently,
    ) -> None:
        super().__init__(database, clock=clock)
        self._opened = opened
        self._over = over
        self._stack = AsyncExitStack()
        self._people: dict[str, SlackPerson] = {}
        self.box = Sandbox(
            clock=self.clock,
            app=InstalledApp.from_manifest(manifest()),
            users=[User(name=name, real_name=shown, tz=zone) for name, shown, zone in PEOPLE],
            channels=[
                *(
                    Channel(name=one, members=tuple(name for name, _, _ in PEOPLE), with_bot=one != CORRIDOR)
                    for one in (*CHANNELS, CORRIDOR)
                ),
                Channel(name=CORNER, kind="private", members=IN_CORNER, with_bot=False),
            ],
            retry_scale=retry_scale,
        )

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.box)
        self._bot = await self.start_bot()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._bot is not None:
            await self._bot.stop()
        await self._stack.aclose()

    async def start_bot(self) -> Running:
        box = self.box
        listen = (
            SocketMode(app_token=box.app_token)
            if self._over == "socket"
            else Http(signing_secret=box.signing_secret)
        )
        way = Way(api_url=box.api_url, bot_token=box.bot_token, listen=listen)
        app = App(store=self._opened(self.database), clock=self.clock, way=way, rng=Random(1))
        await app.start()
        if self._over == "socket":
            await box.connected()
        else:
            assert await box.deliver_to(f"http://127.0.0.1:{app.port}/slack/events")
        return app

    async def platform_settled(self) -> None:
        await self.box.settled()

    @property
    def platform_busy(self) -> bool:
        return bool(self.box.pending)

    def person(self, name: str) -> SlackPerson:
        if name not in self._people:
            self._people[name] = SlackPerson(self.box, self.box.person(name), self.rests)
        return self._people[name]

    def newcomer(self, name: str, shown_name: str, zone: str, *channels: str) -> SlackPerson:
        self.box.add_user(User(name=name, real_name=shown_name, tz=zone))
        for channel in channels:
            self.box.invite(channel, name)
        return self.person(name)

    def user(self, name: str) -> UserRef:
        return UserRef(platform="slack", tenant=self.box.workspace.team.id, id=self.box.person(name).id)

    def place(self, channel: str) -> Place:
        found = self.box.channel(channel)
        return Place(platform="slack", tenant=self.box.workspace.team.id, kind="public", id=found.id)

    def happenings(self) -> list[Happening]:
        return list(self._happenings())

    def _happenings(self) -> Iterator[Happening]:
        for entry in self.box.log:
            if entry.act in ACTS and entry.message.by_bot:
                yield self._happening(entry)

    def _happening(self, entry: Entry) -> Happening:
        kind, day = labelled(entry.message)
        to = self.box.person(entry.user).user.name if entry.user else None
        return Happening(
            act=ACTS[entry.act],
            at=entry.at,
            to=to or f"#{self.box.channel(entry.channel).name}",
            kind=kind,
            day=day,
            text=self.box.read(entry.message),
            pings=frozenset(pings(entry.message)),
        )
