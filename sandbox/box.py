"""The sandbox as a whole: starts its server on the loopback, hands out people, and says when all is quiet."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Literal, Self

from aiohttp import web

from sandbox.activity import Activity
from sandbox.app import App
from sandbox.channel import Channel
from sandbox.clock import Clock, MachineClock
from sandbox.courier import Courier, Way
from sandbox.desk import Desk
from sandbox.faults import Faults
from sandbox.file_server import FileServer
from sandbox.http_mode import HttpMode
from sandbox.journal import Entry
from sandbox.limits import Limits
from sandbox.message import Message
from sandbox.mishaps import Mishaps
from sandbox.person import Person
from sandbox.reading import Reader
from sandbox.response_url import ResponseUrls
from sandbox.socket_mode import Reason, SocketMode
from sandbox.team import Team
from sandbox.tokens import Tokens
from sandbox.triggers import Triggers
from sandbox.user import User
from sandbox.webapi import WebApi
from sandbox.wires import Wires
from sandbox.workspace import Workspace

HOST = "127.0.0.1"


class Sandbox:
    """A Slack workspace in a box; `async with` starts and stops it.

    clock: message times and rate limits go by it; signatures, triggers and time limits by the machine's.
    request_url: HTTP mode; without it the app is to connect by Socket Mode.
    limited: whether Slack's rate limits hold.
    ack_timeout: machine seconds until a payload counts as not acknowledged.
    retry_scale: shortens the waits between tries of an event; 1 is Slack's at once, one minute, five minutes.
    """

    def __init__(  # noqa: PLR0913 -- what a test may want otherwise, each with its default
        self,
        *,
        clock: Clock | None = None,
        team: Team | None = None,
        app: App | None = None,
        users: Sequence[User] = (),
        channels: Sequence[Channel] = (),
        request_url: str | None = None,
        limited: bool = True,
        ack_timeout: float = 3.0,
        retry_scale: float = 0.01,
    ) -> None:
        team = team or Team()
        self.app = replace(app or App(), team_id=team.id)
        self.clock = clock or MachineClock()
        self.bot_token, self.app_token = "xoxb-0000000001-sandbox", "xapp-1-A000000001-sandbox"
        self.signing_secret = "8f742231b10e8888abcd99yyyzzz85a5"
        self.faults = Faults()
        self.workspace = Workspace(app=self.app, team=team, clock=self.clock, users=users, channels=channels)
        self.sockets = SocketMode(self.app, changed=self.workspace.happenings.changed)
        self._activity = Activity()
        self._limits = Limits(self.clock) if limited else None
        self._http = HttpMode(url=request_url, secret=self.signing_secret) if request_url else None
        self._courier = Courier(
            app=self.app, clock=self.clock, activity=self._activity, faults=self.faults, way=self._way,
            ack_timeout=ack_timeout, retry_scale=retry_scale,
        )  # fmt: skip
        self._ack_timeout = ack_timeout
        self._tokens = Tokens(bot=self.bot_token, app=self.app_token, clock=self.clock)
        self._triggers = Triggers()
        self._people: dict[str, Person] = {}
        self.workspace.happenings.to(self._courier.event)
        self.url = ""

    # Its addresses and lists.

    @property
    def api_url(self) -> str:
        """The base URL of the Web API."""
        return f"{self.url}/api/"

    @property
    def bot_user_id(self) -> str:
        """The bot's own user id."""
        return self.app.bot_user

    @property
    def log(self) -> list[Entry]:
        """Everything that reached a person or a channel, in order."""
        return self.workspace.timeline.log

    @property
    def calls(self) -> list[tuple[str, dict[str, Any]]]:
        """Every Web API call that was read, in order: method and arguments, without the token."""
        return self._api.calls

    @property
    def throttled(self) -> list[str]:
        """The methods of the calls that Slack's limits refused, in order; not those that a fault did."""
        return self._api.throttled

    @property
    def lost_events(self) -> list[dict[str, Any]]:
        """The envelopes of events that were given up, not acknowledged after every try."""
        return self._courier.lost

    # Its life.

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on a free port of the loopback."""
        server = web.Application(client_max_size=2**22)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
        server.router.add_get("/link/", self.sockets.connect)
        server.router.add_route("*", "/api/{method}", self._answer)
        server.router.add_post("/response/{team}/{name}", self._respond)
        server.router.add_get("/files-pri/{team}-{file}/{name:.*}", self._download)
        server.router.add_post("/upload/v1/{file}", self._upload)
        server.router.add_get("/signin", self._sign_in)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, 0)
        await site.start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        self._open()

    async def stop(self) -> None:
        """Close every connection; what was under way is dropped."""
        self._mishaps.close()
        await self._courier.close()
        await self.sockets.close()
        if self._http is not None:
            await self._http.close()
        await self._runner.cleanup()

    # Its people, and what an administrator does.

    def person(self, key: str) -> Person:
        """The person with this id or handle, always the same object."""
        user = self.workspace.people.find(key)
        if user.id not in self._people:
            self._people[user.id] = Person(user.id, self._wires)
        return self._people[user.id]

    def add_user(self, user: User) -> Person:
        """Give someone an account: `team_join`."""
        return self.person(self.workspace.people.join(user).id)

    def change_user(self, key: str, **changes: Any) -> User:
        """Change an account from outside (`deleted=True` deactivates it): `user_change`."""
        return self.workspace.people.change(self.workspace.people.find(key).id, **changes)

    def set_dnd(self, key: str, schedule: tuple[int, int] | None) -> None:
        """Set someone's do-not-disturb schedule, in epoch seconds: `dnd_updated_user`."""
        self.workspace.people.set_dnd(self.workspace.people.find(key).id, schedule)

    def channel(self, key: str) -> Channel:
        """The channel with this id or name as it is now."""
        return self.workspace.rooms.find(key)

    def invite(self, channel: str, who: str, *, by: str | None = None) -> None:
        """Bring someone (or the bot, by its handle) into a channel: `member_joined_channel`."""
        inviter = self.workspace.people.find(by).id if by is not None else None
        user = self.workspace.people.find(who)
        self.workspace.rooms.join(self.channel(channel).id, user.id, inviter=inviter)

    def remove(self, channel: str, who: str) -> None:
        """Take someone (or the bot) out of a channel: `member_left_channel`."""
        self.workspace.rooms.leave(self.channel(channel).id, self.workspace.people.find(who).id)

    def rename(self, channel: str, name: str) -> None:
        """Give a channel another name: `channel_rename`."""
        self.workspace.rooms.rename(self.channel(channel).id, name)

    def convert(self, channel: str, kind: Literal["public", "private"], *, by: str) -> None:
        """Make a channel private, or public: `channel_convert_to_private`, or `…_public`."""
        self.workspace.rooms.convert(self.channel(channel).id, kind, self.workspace.people.find(by).id)

    def archive(self, channel: str, *, by: str) -> None:
        """Archive a channel: `channel_archive`."""
        self.workspace.rooms.archive(self.channel(channel).id, self.workspace.people.find(by).id)

    def uninstall(self) -> None:
        """Take the app out of the workspace: its tokens are worth nothing any more."""
        self.workspace.happenings.tell({"type": "app_uninstalled"})
        self.revoke()

    def revoke(self) -> None:
        """Take the bot's tokens away and leave the app where it is: `tokens_revoked`."""
        self._tokens.revoke()
        told = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user_id]}}
        self.workspace.happenings.tell(told)

    def revoke_user(self, key: str) -> None:
        """Somebody takes back what they granted the app for themselves: `tokens_revoked`."""
        user = self.workspace.people.find(key).id
        self._tokens.revoke_user(user)
        told = {"type": "tokens_revoked", "tokens": {"oauth": [user], "bot": []}}
        self.workspace.happenings.tell(told)

    # How it is one of several.

    @property
    def tokens(self) -> Tokens:
        """Which are taken."""
        return self._tokens

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer a call that came in elsewhere."""
        return await self._answer(request)

    # How the app is reached.

    async def deliver_to(self, url: str) -> bool:
        """Switch to HTTP mode, after the handshake with that URL; False when the URL did not answer it."""
        mode = HttpMode(url=url, secret=self.signing_secret)
        if not await mode.verify(timeout=self._ack_timeout):
            await mode.close()
            return False
        if self._http is not None:
            await self._http.close()
        self._http = mode
        return True

    async def connected(self, count: int = 1) -> None:
        """Wait until so many Socket Mode connections are there."""
        await self.sockets.connected(count)

    async def refresh_sockets(self, reason: Reason = "refresh_requested") -> None:
        """Ask every Socket Mode connection to come again."""
        await self.sockets.refresh(reason)

    def drop_sockets(self, count: int | None = None) -> None:
        """Cut Socket Mode connections without a word."""
        self.sockets.drop(count)

    # What is under way, and what is to be read.

    @property
    def pending(self) -> int:
        """How many calls are being answered and payloads not yet acknowledged."""
        return self._activity.pending

    async def settled(self) -> None:
        """Wait until nothing is unacknowledged, no event waits for its next try and no call is open."""
        await self._activity.settled()

    async def until(self, true: Callable[[], Any], *, timeout: float = 5.0) -> None:
        """Wait for this to hold, looked at whenever something changes; TimeoutError after machine seconds."""
        await self.workspace.happenings.until(true, timeout=timeout)

    def on_entry(self, reader: Callable[[Entry], None]) -> None:
        """Call this with every entry of the log as it is written."""
        self.workspace.timeline.readers.append(reader)

    def read(self, message: Message, *, tz: str | None = None) -> str:
        """A message in plain words, with times in this zone."""
        return Reader(workspace=self.workspace, tz=tz).message(message)

    def messages(self, channel: str) -> list[Message]:
        """What stands in a channel or conversation now, replies too, oldest first."""
        return list(self.workspace.timeline.of(self.channel(channel).id).values())

    # How it is put together.

    def _open(self) -> None:
        self._responses = ResponseUrls(workspace=self.workspace, activity=self._activity, base=self.url)
        self._wires = Wires(
            workspace=self.workspace,
            courier=self._courier,
            triggers=self._triggers,
            response_urls=self._responses,
        )
        desk = Desk(
            workspace=self.workspace, triggers=self._triggers, faults=self.faults, limits=self._limits,
            revoke=self._revoked, whose=self._tokens.whose,
            open_socket=lambda: f"ws{self.url.removeprefix('http')}/link/?{self.sockets.ticket()}",
        )  # fmt: skip
        self.workspace.files.base = self.url
        self._mishaps = Mishaps(self.faults)
        given: dict[str, Any] = {"desk": desk, "tokens": self._tokens, "activity": self._activity}
        self._api = WebApi(mishaps=self._mishaps, **given)
        self._file_server = FileServer(mishaps=self._mishaps, **given)

    def _revoked(self, token: str | None) -> None:
        user = self._tokens.whose(token)
        self.revoke() if user is None else self.revoke_user(user)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        return await self._api.answer(request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        return await self._file_server.download(request)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await self._file_server.upload(request)

    async def _sign_in(self, request: web.Request) -> web.StreamResponse:
        return await self._file_server.sign_in(request)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        return await self._responses.answer(request)

    def _way(self) -> Way:
        return self._http or self.sockets
