"""The workspaces the bot is in: the one of its token, or any that installed it, made as it is asked for."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.domain.identity import TenantRef, UserRef
from bot.log import logger
from bot.slack import oauth, web
from bot.slack.directory import SlackDirectory
from bot.slack.heard import Bot
from bot.slack.idle import Concerns, everything
from bot.slack.oauth import Credentials
from bot.slack.read import Reader
from bot.slack.sender import SlackSender
from bot.slack.spans import PLATFORM
from bot.slack.stage import Posts, Stage, no_posts
from bot.slack.tiers import Tiers
from bot.slack.tokens import Kept, KeptTokens
from bot.slack.web import Web
from storage import grants, installations
from storage.installations import Tokens

# So many are at hand at once; another one is made anew in a few milliseconds.
MOST: Final = 1000
# Locking the tokens of thousands anew takes seconds, once, before anything is heard.
_RELOCKS: Final = timedelta(minutes=1)

_log = logger(__name__)


class NotInstalled(Exception):
    """The bot is not in that workspace, or not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What is the same everywhere. See `Reader` for commands, concerns and quotes, `Stage` for posts."""

    clock: Clock
    commands: Collection[str]
    posts: Posts = no_posts
    concerns: Concerns = everything
    quotes: Collection[str] = ()
    tiers: Callable[[], Tiers | None] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Workspace:
    """One workspace: who the bot is there, and all that hears, asks and speaks there."""

    bot: Bot
    web: Web
    reader: Reader
    stage: Stage
    sender: SlackSender
    directory: SlackDirectory


class Workspaces(Protocol):
    """Where the bot is. `install_url`: how a workspace comes to it, "" where none can."""

    install_url: str

    async def start(self) -> Bot | None:
        """Who the bot is, where there is one workspace. Raises what the call raises."""
        ...

    async def of(self, tenant: str) -> Workspace:
        """The workspace of that id. Raises `NotInstalled` and `StoreError`."""
        ...

    async def hearing(self, team: str) -> Workspace:
        """The one that a payload is for which names this team, or none. Raises as `of`."""
        ...

    def at_hand(self, team: str) -> Workspace | None:
        """The same where nothing has to be looked up."""
        ...

    def drop(self, tenant: str) -> None:
        """Something is different there: what is known of it is asked for anew."""
        ...

    def client(self) -> AsyncWebClient:
        """A client without a token, for what the SDK does by itself."""
        ...

    async def close(self) -> None:
        """Let go of the connections."""
        ...


def workspace(over: Web, bot: Bot, manner: Manner) -> Workspace:
    """All that there is of one."""
    return Workspace(
        bot=bot,
        web=over,
        reader=Reader(bot, commands=manner.commands, concerns=manner.concerns, quotes=manner.quotes),
        stage=Stage(over, posts=manner.posts),
        sender=SlackSender(over),
        directory=SlackDirectory(over, clock=manner.clock),
    )


class OneWorkspace:
    """The one of the token in the settings."""

    install_url = ""

    def __init__(self, over: Web, manner: Manner) -> None:
        self._web = over
        self._manner = manner
        self._only: Workspace | None = None

    async def start(self) -> Bot:
        """Ask who the bot is."""
        return (await self._known()).bot

    async def of(self, tenant: str) -> Workspace:
        """Nothing that was kept for another workspace goes out by this one's token."""
        only = await self._known()
        if tenant != only.bot.tenant:
            raise NotInstalled(f"the token is for {only.bot.tenant}, not for {tenant}")
        return only

    async def hearing(self, team: str) -> Workspace:
        """Whatever team a payload names, as those from shared channels do."""
        return await self._known()

    def at_hand(self, team: str) -> Workspace | None:
        """Once it was asked."""
        return self._only

    def drop(self, tenant: str) -> None:
        """There is no other."""

    def client(self) -> AsyncWebClient:
        """Without the token."""
        return self._web.client()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._web.close()

    async def _known(self) -> Workspace:
        if self._only is None:
            self._only = workspace(self._web, await self._web.identity(), self._manner)
        return self._only


class ManyWorkspaces:
    """Those that installed it. Made inside the running loop; `timeout`: see `Web`."""

    def __init__(
        self,
        app: Credentials,
        manner: Manner,
        kept: Kept,
        *,
        api_url: str,
        timeout: float = 10.0,
        most: int = MOST,
    ) -> None:
        self.install_url = app.install_url
        self._app = app
        self._manner = manner
        self._kept = kept
        self._api_url = api_url
        self._timeout = timeout
        self._most = most
        self._session = web.session(timeout, many=True)
        self._known: OrderedDict[str, Workspace] = OrderedDict()
        self._paces: dict[str, Tiers | None] = {}

    async def start(self) -> None:
        """Lock what is kept with the newest key; of what no key opens, the log says where it is."""
        store = self._kept.store.patient(_RELOCKS)
        count, sealed = await store.transact(installations.relock, vault=self._kept.vault)
        if count:
            _log.info("workspace.relocked", count=count)
        for one in sealed:
            _log.error("workspace.sealed", tenant=one.id)
        count, others = await store.transact(grants.relock, vault=self._kept.vault)
        if count or others:
            _log.info("grant.relocked", count=count, sealed=others)

    async def of(self, tenant: str) -> Workspace:
        """At hand, else as it is installed."""
        if (known := self.at_hand(tenant)) is not None:
            return known
        found = await self._made(tenant)
        known = self._known.setdefault(tenant, found)  # two may have asked at once
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return known

    async def hearing(self, team: str) -> Workspace:
        """The team that a payload names is the one that installed it."""
        return await self.of(team)

    def at_hand(self, team: str) -> Workspace | None:
        """The one that was asked for longest ago is the first to go."""
        if (known := self._known.get(team)) is not None:
            self._known.move_to_end(team)
        return known

    def drop(self, tenant: str) -> None:
        """It was installed, or removed."""
        self._known.pop(tenant, None)

    def client(self) -> AsyncWebClient:
        """Over the connections that all of them share."""
        return web.client(self._api_url, self._session)

    def personal(self, user: UserRef) -> Web:
        """Calls by what somebody granted for themselves; Slack's limits are those of their workspace."""
        if len(self._paces) > self._most:
            self._paces.clear()
        kept = KeptTokens(user, self._kept, shelf=grants, clock=self._manner.clock, renews=self._renewed)
        pace = self._paces.setdefault(user.tenant, self._manner.tiers())
        return Web(api_url=self._api_url, token=kept, timeout=self._timeout, shared=self._session, tiers=pace)

    async def close(self) -> None:
        """Let go of the connections, once no token is being exchanged."""
        await self._kept.rest()
        await self._session.close()

    async def _made(self, tenant: str) -> Workspace:
        ref = TenantRef(platform=PLATFORM, id=tenant)
        found = await self._kept.store.read(installations.get, ref)
        if found is None or found.removed_at is not None or found.by is None:
            raise NotInstalled(f"the bot is not installed in {tenant}")
        bot = Bot(tenant=tenant, user=found.bot_user, bot=found.bot, name=found.name, scopes=found.scopes)
        kept = KeptTokens(
            ref, self._kept, shelf=installations, clock=self._manner.clock, renews=self._renewed
        )
        over = Web(
            api_url=self._api_url,
            token=kept,
            timeout=self._timeout,
            shared=self._session,
            bot=bot,
            tiers=self._manner.tiers(),
        )
        return workspace(over, bot, self._manner)

    async def _renewed(self, refresh: str) -> Tokens:
        return await oauth.renewed(self.client(), self._app, refresh, now=self._manner.clock.now())
