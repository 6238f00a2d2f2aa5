"""The pages on which people let the bot set their status: off to Slack for consent, and back with a code."""

import re
from collections.abc import Mapping
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.log import logger
from bot.services import app_home, presence
from bot.serving import Receive, Scope, Send
from bot.slack import consent, oauth
from bot.slack import grant_words as words
from bot.slack.consent import States
from bot.slack.door import Page
from bot.slack.errors import error_name
from bot.slack.install_words import ONLY_OPENED, Told
from bot.slack.manifest import user_scopes
from bot.slack.oauth import GRANT, GRANTED, Credentials, Granted, OrgWide
from bot.slack.tokens import Kept
from bot.slack.workspaces import ManyWorkspaces, NotInstalled
from storage.errors import StoreError

_TEAM: Final = re.compile(r"[A-Z0-9]{1,32}")

_log = logger(__name__)


class Granter:
    """Two pages. Whose token it is, Slack alone says: it is kept for nobody else."""

    def __init__(
        self, app: Credentials, workspaces: ManyWorkspaces, kept: Kept, *, clock: Clock, api_url: str
    ) -> None:
        self._app = app
        self._workspaces = workspaces
        self._store = kept.store
        self._vault = kept.vault
        self._clock = clock
        self._api_url = api_url
        self._states = States(kept.vault, clock, purpose="granting", cookie="sunrelay-grant-state")

    def pages(self) -> Mapping[str, Page]:
        """By their paths."""
        return {GRANT: self._begun, GRANTED: self._back}

    async def _begun(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Off to Slack, with a state that the browser keeps as well."""
        if scope["method"] != "GET":
            await consent.show(send, ONLY_OPENED)
            return
        state, cookie = self._states.begun()
        team = consent.asked(scope, "team")
        to = oauth.grant_url(
            self._app,
            api_url=self._api_url,
            state=state,
            scopes=user_scopes(),
            team=team if _TEAM.fullmatch(team) else "",
        )
        await consent.goes(send, to, cookie=cookie)

    async def _back(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Back from Slack: granted, or why not."""
        if scope["method"] != "GET":
            await consent.show(send, ONLY_OPENED)
            return
        state, code, error = (consent.asked(scope, name) for name in ("state", "code", "error"))
        if not self._states.is_theirs(state, scope):
            told = words.stale(self._app.grant_page)
        elif error or not code:
            told = words.denied(self._app.grant_page, error)
        else:
            told = await self._told(code)
        await consent.show(send, told, cookie=self._states.ended())

    async def _told(self, code: str) -> Told:
        try:
            return await self._granted(code)
        except SlackApiError as refused:
            _log.warning("grant.not_kept", why=error_name(refused))
        except OrgWide as wide:
            await self._give_back(wide.token, "for a whole organisation")
            return words.ORG_WIDE
        except StoreError:
            return words.BUSY
        except Exception as broken:
            _log.warning("grant.not_kept", why=type(broken).__name__)
        return words.refused(self._app.grant_page)

    async def _granted(self, code: str) -> Told:
        one = await oauth.granted(self._workspaces.client(), self._app, code=code, now=self._clock.now())
        try:
            told = await self._kept(one)
        except Exception:
            await self._give_back(one.tokens.token, "it could not be kept")
            raise
        if told is not words.GRANTED:
            await self._give_back(one.tokens.token, told.title)
        return told

    async def _kept(self, one: Granted) -> Told:
        """Kept for whom it is of; else why not."""
        if not one.scopes >= set(user_scopes()):
            return words.NOT_ALL
        try:
            there = await self._workspaces.of(one.by.tenant)
        except NotInstalled:
            return words.not_installed(self._app.install_url)
        for profile in await there.directory.profiles([one.by]):
            await self._store.transact(app_home.meet, profile, now=self._clock.now())
        kept = await self._store.transact(
            presence.granted, one.by, one.tokens, vault=self._vault, now=self._clock.now()
        )
        if not kept:
            return words.GUEST
        _log.info("grant.kept", tenant=one.by.tenant)
        return words.GRANTED

    async def _give_back(self, token: str, why: str) -> None:
        _log.warning("grant.not_kept", why=why)
        try:
            await self._workspaces.client().auth_revoke(token=token)
        except Exception as error:
            _log.warning("grant.not_revoked", why=type(error).__name__)
