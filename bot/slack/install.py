"""The pages by which a workspace installs the bot: off to Slack for consent, and back with a code."""

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.log import logger
from bot.services import installation
from bot.serving import Receive, Scope, Send
from bot.slack import consent, oauth
from bot.slack import install_words as words
from bot.slack.consent import States
from bot.slack.door import Page
from bot.slack.errors import error_name
from bot.slack.install_words import Told
from bot.slack.manifest import scopes
from bot.slack.oauth import INSTALL, REDIRECT, Credentials, OrgWide
from bot.slack.tokens import Kept
from bot.slack.workspaces import Workspaces
from storage.errors import StoreError
from storage.installations import Arrival

_log = logger(__name__)


class Installer:
    """Two pages. What a browser brings back counts only with the state that it was given."""

    def __init__(
        self, app: Credentials, workspaces: Workspaces, kept: Kept, *, clock: Clock, api_url: str
    ) -> None:
        self._app = app
        self._workspaces = workspaces
        self._store = kept.store
        self._vault = kept.vault
        self._clock = clock
        self._api_url = api_url
        self._states = States(kept.vault, clock, purpose="installing", cookie="slack-app-oauth-state")

    def pages(self) -> Mapping[str, Page]:
        """By their paths."""
        return {INSTALL: self._begun, REDIRECT: self._back}

    async def _begun(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Off to Slack, with a state that the browser keeps as well."""
        if scope["method"] != "GET":
            await consent.show(send, words.ONLY_OPENED)
            return
        state, cookie = self._states.begun()
        to = oauth.consent_url(self._app, api_url=self._api_url, state=state, scopes=scopes())
        await consent.goes(send, to, cookie=cookie)

    async def _back(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Back from Slack: installed, or why not."""
        if scope["method"] != "GET":
            await consent.show(send, words.ONLY_OPENED)
            return
        state, code, error = (consent.asked(scope, name) for name in ("state", "code", "error"))
        told = await self._told(state, code, error, scope)
        await consent.show(send, told, cookie=self._states.ended())

    async def _told(self, state: str, code: str, error: str, scope: Scope) -> Told:
        try:
            if not self._states.is_theirs(state, scope):
                return words.stale(self._app.install_url)
            if error or not code:
                return words.denied(self._app.install_url, error)
            return await self._installed(code)
        except SlackApiError as refused:
            _log.warning("workspace.not_installed", why=error_name(refused))
            return words.refused(self._app.install_url)
        except OrgWide as wide:
            await self._give_back(wide.token)
            return words.ORG_WIDE
        except StoreError:
            return words.BUSY
        except Exception as broken:
            _log.warning("workspace.not_installed", why=type(broken).__name__)
            return words.refused(self._app.install_url)

    async def _installed(self, code: str) -> Told:
        now = self._clock.now()
        one = await oauth.exchanged(self._workspaces.client(), self._app, code=code, now=now)
        await self._keep(one)
        self._workspaces.drop(one.ref.id)
        _log.info("workspace.installed", tenant=one.ref.id, by=one.by)
        return words.installed(one.name, tenant=one.ref.id)

    async def _keep(self, one: Arrival) -> None:
        now = self._clock.now()
        await self._store.transact(installation.came, one, vault=self._vault, now=now)

    async def _give_back(self, token: str) -> None:
        _log.warning("workspace.not_installed", why="for a whole organisation")
        try:
            await self._workspaces.client().auth_revoke(token=token)
        except Exception as error:
            _log.warning("workspace.not_revoked", why=type(error).__name__)
