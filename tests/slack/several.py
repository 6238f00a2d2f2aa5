"""Two workspaces whose people and channels have the same ids, one bot for both, and a browser."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Self
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from bot.app import App, Way
from bot.domain.identity import Place, UserRef
from bot.services import team
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from bot.slack.listen import Http
from bot.slack.manifest import manifest
from bot.slack.oauth import Credentials
from bot.slack.places import Many
from sandbox import App as Installed
from sandbox import Channel, Sandbox, SteppedClock, Team, User
from sandbox.slack import CLIENT_ID, CLIENT_SECRET, Slack
from tests.support.patience import open_patiently

# A Monday noon in Berlin: the day ends at 17:30, and Lena is asked at 17:15.
NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)
ASKED = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
DAY = timedelta(days=1)
PUBLIC = "https://bot.example.com"
KEY, OTHER_KEY = "A" * 43 + "=", "B" * 43 + "="
NAMES = ("T1", "T2")
MANY = manifest(request_url=f"{PUBLIC}/slack/events", many=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a browser was shown."""

    status: int
    text: str
    location: str
    cookie: str


class Several:
    """Use it as `async with`; `bot` starts anew with other `keys`."""

    def __init__(self, database: str, *, rotating: bool = False) -> None:
        self.database = database
        self.clock = SteppedClock(NOON)
        self.boxes = {name: self._box(name) for name in NAMES}
        self.slack = Slack(list(self.boxes.values()), rotating=rotating)
        self.slack.redirect_urls |= set(MANY["oauth_config"]["redirect_urls"])
        self._stack = AsyncExitStack()
        self.app: App

    def _box(self, name: str) -> Sandbox:
        return Sandbox(
            clock=self.clock,
            app=Installed.from_manifest(MANY),
            team=Team(id=name, name=f"{name} <b>& co</b>", domain=name.lower()),
            users=[User(name="lena", real_name=f"Lena of {name}", tz="Europe/Berlin")],
            channels=[Channel(name="atlas", members=("lena",))],
            retry_scale=0,
        )

    async def __aenter__(self) -> Self:
        for box in self.boxes.values():
            await self._stack.enter_async_context(box)
        await self._stack.enter_async_context(self.slack)
        self._http = await self._stack.enter_async_context(aiohttp.ClientSession())
        await self.start(KEY)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.app.stop()
        await self._stack.aclose()

    async def start(self, *keys: str) -> None:
        """A bot with these keys, the newest first."""
        app = Credentials(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, public_url=PUBLIC)
        secret = self.boxes["T1"].signing_secret
        way = Way(
            api_url=self.slack.api_url,
            listen=Http(signing_secret=secret),
            many=Many(app=app, keys=keys),
            timeout=2.0,
        )
        self.app = App(store=open_patiently(self.database), clock=self.clock, way=way, rng=Random(1))
        await self.app.start()
        for box in self.boxes.values():
            assert await box.deliver_to(f"http://127.0.0.1:{self.app.port}/slack/events")

    async def restart(self, *keys: str) -> None:
        """Stop the bot, and start it with these keys."""
        await self.app.stop()
        await self.start(*keys)

    # A browser.

    async def opens(self, url: str, *, cookie: str = "", method: str = "GET") -> Page:
        """Open a page of the bot's, wherever its public address leads."""
        url = url.replace(PUBLIC, f"http://127.0.0.1:{self.app.port}")
        asked = self._http.request(method, url, headers={"Cookie": cookie}, allow_redirects=False)
        async with asked as answer:
            given = answer.headers.get("Set-Cookie", "").split(";")[0]
            location = answer.headers.get("Location", "")
            return Page(status=answer.status, text=await answer.text(), location=location, cookie=given)

    async def consents(self) -> tuple[Page, Mapping[str, str]]:
        """Begin to install: the page that sends to Slack, and what it asks for there."""
        begun = await self.opens(f"{PUBLIC}/slack/install")
        async with self._http.get(begun.location) as slacks:
            assert slacks.status == 200, await slacks.text()
        return begun, dict(parse_qsl(urlsplit(begun.location).query))

    async def installs(self, name: str) -> Page:
        """Install it in a workspace, from the beginning to the last page."""
        begun, asked = await self.consents()
        back = self.slack.allow(asked, self.boxes[name], "lena")
        return await self.opens(back, cookie=begun.cookie)

    async def grants(self, name: str, who: str = "lena") -> Page:
        """Lets the bot set their status, by the page that it offers: from the beginning to the last one."""
        begun = await self.opens(f"{PUBLIC}/slack/grant?team={name}")
        async with self._http.get(begun.location) as slacks:
            assert slacks.status == 200, await slacks.text()
        asked = dict(parse_qsl(urlsplit(begun.location).query))
        back = self.slack.allow(asked, self.boxes[name], who)
        return await self.opens(back, cookie=begun.cookie)

    # What happens in the workspaces.

    async def relays(self, *names: str) -> None:
        """A relay in the channel of each, in which Lena writes."""
        for name in names:
            directory, user = self.app.house.directory, self.lena(name)
            place = Place(
                platform="slack", tenant=name, kind="public", id=self.boxes[name].channel("atlas").id
            )
            plan = Plan(
                place=place,
                name=f"Atlas of {name}",
                projects=(ProjectPlan(name="Checkout"),),
                writes=tuple(await directory.profiles([user])),
                receives=(),
            )
            await self.app.house.store.transact(
                team.set_up, plan, by=user, welcome=False, now=self.clock.now()
            )
        await self.rests()

    async def until(self, at: datetime) -> None:
        """Let the clock go there, and come to rest."""
        self.clock.move_to(at)
        await self.app.tick()
        await self.rests()

    async def rests(self) -> None:
        """Nothing is on its way any more."""
        busy = True
        while busy:
            for box in self.boxes.values():
                await box.settled()
            await self.app.settled()
            busy = self.app.busy or any(box.pending for box in self.boxes.values())

    def lena(self, name: str) -> UserRef:
        """As the workspace knows her: by the same id in each."""
        return UserRef(platform="slack", tenant=name, id=self.boxes[name].person("lena").id)

    def told(self, name: str) -> Sequence[str]:
        """What Lena was told in private there."""
        box = self.boxes[name]
        return [box.read(one) for one in box.person("lena").dms if one.by_bot]
