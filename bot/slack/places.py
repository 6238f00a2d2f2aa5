"""Where the bot is: the one workspace of a token, or those that installed it; and what hears them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.domain.identity import MessageRef
from bot.messages.answer import Answer
from bot.services.platform import House, NoPresence, Presence
from bot.slack.door import Pages
from bot.slack.everywhere import EveryDirectory, EverySender
from bot.slack.front import Front
from bot.slack.grant import Granter
from bot.slack.install import Installer
from bot.slack.listen import Http, SocketMode
from bot.slack.oauth import Credentials
from bot.slack.presence import SlackPresence
from bot.slack.tiers import Tiers
from bot.slack.tokens import Kept
from bot.slack.web import Web
from bot.slack.workspaces import Manner, ManyWorkspaces, OneWorkspace, Workspaces
from handlers import table
from handlers.event import Event, ProfileChanged, Uninstalled
from storage import posts
from storage.store import Store
from storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every call needs. timeout: seconds until an answer is lost. posts: a minute and workspace."""

    store: Store
    clock: Clock
    api_url: str
    timeout: float
    posts: int

    async def posted(self, keys: Collection[str]) -> Mapping[str, MessageRef]:
        """Where the bot's messages are, by their keys."""
        return await self.store.read(posts.get_many, keys)

    def tiers(self) -> Tiers:
        """Slack's limits, of one workspace."""
        return Tiers(self.clock, posts=self.posts)

    @property
    def manner(self) -> Manner:
        """What is the same in every workspace."""
        return Manner(
            clock=self.clock,
            commands=table.WORDS,
            posts=self.posted,
            concerns=table.concerns,
            quotes=table.QUOTES,
            tiers=self.tiers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """What takes the place of a bot's token where any workspace may install it. keys: see `Vault`."""

    app: Credentials
    keys: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The workspaces, with a directory and a sender for all of them, and the pages that browsers may open."""

    workspaces: Workspaces
    directory: EveryDirectory
    sender: EverySender
    pages: Pages
    presence: Presence


def one(token: str, line: Line) -> Places:
    """The workspace of that token."""
    over = Web(api_url=line.api_url, token=token, timeout=line.timeout, tiers=line.tiers())
    return _places(OneWorkspace(over, line.manner), {}, NoPresence())


def many(given: Many, line: Line) -> Places:
    """Those that have installed the bot, and the pages to do so."""
    kept = Kept(store=line.store, vault=Vault(given.keys))
    there = ManyWorkspaces(given.app, line.manner, kept, api_url=line.api_url, timeout=line.timeout)
    installer = Installer(given.app, there, kept, clock=line.clock, api_url=line.api_url)
    granter = Granter(given.app, there, kept, clock=line.clock, api_url=line.api_url)
    presence = SlackPresence(there, page=given.app.grant_page, clock=line.clock)
    return _places(there, {**installer.pages(), **granter.pages()}, presence)


def front(listen: SocketMode | Http, places: Places, house: House) -> Front:
    """What hears all of them, and has it answered by the tables of the handlers."""

    async def hear(event: Event) -> Answer:
        if isinstance(event, ProfileChanged):
            places.directory.learned(event.profile)
        answer = await table.hear(event, house)
        if isinstance(event, Uninstalled):
            places.workspaces.drop(event.tenant.id)
        return answer

    names = places.directory.profiles
    return Front(
        places.workspaces,
        hear=hear,
        listen=listen,
        names=names,
        pages=places.pages,
        metrics=house.store.metrics,
    )


def _places(workspaces: Workspaces, pages: Pages, presence: Presence) -> Places:
    directory, sender = EveryDirectory(workspaces), EverySender(workspaces)
    return Places(workspaces=workspaces, directory=directory, sender=sender, pages=pages, presence=presence)
