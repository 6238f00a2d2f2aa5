"""A workspace on the machine's clock, where it is the small hours, for bots that run as processes."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, Self

from bot.app import App, Way
from bot.clock import SystemClock
from bot.demo.lines import told
from bot.slack.listen import Http, SocketMode
from bot.slack.manifest import manifest
from sandbox.app import App as InstalledApp
from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.journal import Entry
from sandbox.message import Message
from sandbox.outcomes import Submission
from sandbox.person import Person
from sandbox.user import User
from storage.store import open_store
from tests.run.child import ClockAhead
from tests.run.process import BOT, Process

CHILD = ("-m", "tests.run.child")
WORDS = "The importer *stops* at row 7, <!channel>."
LABEL = "Where it stands"
WAIT = 20.0


class Office:
    """Use it as `async with`. Nobody is at work, so nothing reaches anyone but answers to what they do."""

    def __init__(self, folder: Path, database: str, *, over: Literal["socket", "http"]) -> None:
        self.folder, self.database, self._over = folder, database, over
        zone = zone_where_it_is(4)
        self.box = Sandbox(
            app=InstalledApp.from_manifest(manifest()),
            users=[User(name=name, real_name=name.title(), tz=zone) for name in ("lena", "maya")],
            channels=[Channel(name="atlas", members=("lena", "maya"))],
            ack_timeout=2.0,
        )
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.box)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    @property
    def lena(self) -> Person:
        """The one who writes."""
        return self.box.person("lena")

    @property
    def receipts(self) -> list[Message]:
        """Those that Lena has."""
        return [one for one in self.lena.dms if told(one)[0] == "receipt"]

    @property
    def edits(self) -> list[Entry]:
        """What has changed in Lena's conversation with the bot."""
        return [one for one in self.box.log if one.act == "edit" and one.channel == self.lena.dm]

    @property
    def given(self) -> dict[str, str]:
        """The environment of a bot for this workspace."""
        listen = (
            {"SLACK_APP_TOKEN": self.box.app_token}
            if self._over == "socket"
            else {"SLACK_SIGNING_SECRET": self.box.signing_secret, "PORT": "0"}
        )
        return {
            "SLACK_BOT_TOKEN": self.box.bot_token,
            "SLACK_API_URL": self.box.api_url,
            "DATABASE_URL": self.database,
            "LOG_FORMAT": "json",
            **listen,
        }

    def bot(self, *arguments: str, **given: str) -> Process:
        """`python -m bot run`, with these settings besides."""
        return Process("run", *arguments, given={**self.given, **given}, folder=self.folder, program=BOT)

    def command(self, *arguments: str) -> Process:
        """`python -m bot` with these arguments and this bot's settings."""
        return Process(*arguments, given=self.given, folder=self.folder, program=BOT)

    def mortal(self, *, dies_at: str = "", ahead: float = 0) -> Process:
        """One whose clock is so many seconds ahead, and that dies at this point once it is `doomed`."""
        given = {**self.given, "CLOCK_AHEAD": str(ahead)}
        if dies_at:
            given |= {"DIE_AT": dies_at, "DIE_WHEN": str(self.folder / "doomed")}
        return Process("run", given=given, folder=self.folder, program=CHILD)

    @asynccontextmanager
    async def successor(self, *, ahead: float = 0) -> AsyncIterator[App]:
        """One in this process, which starts at once on the same database and looks around."""
        box = self.box
        listen: SocketMode | Http = (
            SocketMode(app_token=box.app_token)
            if self._over == "socket"
            else Http(signing_secret=box.signing_secret)
        )
        app = App(
            store=open_store(self.database),
            clock=ClockAhead(timedelta(seconds=ahead)),
            way=Way(api_url=box.api_url, bot_token=box.bot_token, listen=listen),
            alone=self._over == "socket",
        )
        try:
            await app.start()
            await self._reached(app.port)
            await app.tick()
            yield app
            await app.settled()
        finally:
            await app.stop()

    def doom(self) -> None:
        """From now on, the point it dies at is deadly."""
        (self.folder / "doomed").touch()

    async def reaches(self, bot: Process) -> None:
        """Wait until that bot can be reached."""
        started = await bot.logs("run.started")
        await self._reached(started["port"])

    async def _reached(self, port: int) -> None:
        if self._over == "socket":
            await self.box.connected()
        else:
            assert await self.box.deliver_to(f"http://127.0.0.1:{port}/slack/events")

    async def set_up(self) -> None:
        """Lena makes a team of the two, as a person does."""
        assert (await self.lena.command("atlas", "/sunrelay", "setup")).ok
        await self.lena.sees_form(timeout=WAIT)
        members = [self.lena.id, self.box.person("maya").id]
        pages: tuple[dict[str, Any], ...] = (
            {"Team name": "Atlas", "Project": "Checkout", "Write and receive hand-offs": members},
            {},
            {},
        )
        for page in pages:
            made = await self.lena.submit(page)
            assert made.outcome == "updated", made
        await self.lena.close()

    async def writes(self, *, words: str = WORDS) -> None:
        """The hand-off form is open in front of Lena and filled in."""
        assert (await self.lena.command("atlas", "/handoff")).ok
        await self.lena.sees_form(timeout=WAIT)
        await self.lena.fill({LABEL: words})

    async def hands_over(self, *, words: str = WORDS) -> Submission:
        """The form is filled in and sent."""
        await self.writes(words=words)
        return await self.lena.submit()

    async def receipt_came(self) -> None:
        """Wait for one at least."""
        await self.box.until(lambda: self.receipts, timeout=WAIT)

    async def edit_came(self) -> None:
        """Wait for one at least."""
        await self.box.until(lambda: self.edits, timeout=WAIT)


def zone_where_it_is(hour: int) -> str:
    """A zone where this hour of the day has begun."""
    ahead = (hour - SystemClock().now().hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"  # in these names, west is plus
