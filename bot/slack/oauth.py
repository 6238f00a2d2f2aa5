"""Slack's OAuth: the address that asks for consent, and what codes and refresh tokens are worth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urljoin

from slack_sdk.oauth import AuthorizeUrlGenerator
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.identity import TenantRef, UserRef
from bot.slack.spans import PLATFORM
from storage.installations import Arrival, Tokens

Json = dict[str, Any]

INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"
GRANT: Final = "/slack/grant"
GRANTED: Final = "/slack/grant_redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Which app it is that workspaces install. public_url: where browsers reach the bot, no slash behind."""

    client_id: str
    client_secret: str = field(repr=False)
    public_url: str

    @property
    def install_url(self) -> str:
        """The page to install from."""
        return f"{self.public_url}{INSTALL}"

    @property
    def redirect_url(self) -> str:
        """Where Slack sends the browser back to."""
        return f"{self.public_url}{REDIRECT}"

    @property
    def grant_page(self) -> str:
        """The page on which people grant something for themselves."""
        return f"{self.public_url}{GRANT}"

    @property
    def granted_url(self) -> str:
        """Where Slack sends the browser back to from that."""
        return f"{self.public_url}{GRANTED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What somebody granted for themselves. by: Slack's word for who they are, and nobody else's."""

    by: UserRef
    tokens: Tokens
    scopes: frozenset[str]


class OrgWide(Exception):
    """It was installed for a whole organisation: one token for many workspaces."""

    def __init__(self, token: str) -> None:
        super().__init__("installed for a whole organisation")
        self.token = token


def consent_url(app: Credentials, *, api_url: str, state: str, scopes: Sequence[str]) -> str:
    """Where the browser asks for consent: Slack's own page, or that of the host whose API is called."""
    return _page(app.redirect_url, app, api_url, scopes=scopes).generate(state)


def grant_url(app: Credentials, *, api_url: str, state: str, scopes: Sequence[str], team: str) -> str:
    """Where it asks a person for their own; team: in which workspace, "" for one they choose."""
    return _page(app.granted_url, app, api_url, user_scopes=scopes).generate(state, team or None)


async def exchanged(client: AsyncWebClient, app: Credentials, *, code: str, now: datetime) -> Arrival:
    """What a code is worth: who the bot is in which workspace, and its token, tried once.

    Raises `SlackApiError`, `aiohttp.ClientError`, `OrgWide`, and KeyError for an answer of another form.
    """
    data = await _access(client, app, code=code, redirect_uri=app.redirect_url)
    if data.get("is_enterprise_install") or not data.get("team"):
        raise OrgWide(str(data["access_token"]))
    who = _of((await client.auth_test(token=data["access_token"])).data)
    granted = str(data.get("scope", "")).split(",")
    return Arrival(
        ref=TenantRef(platform=PLATFORM, id=str(data["team"]["id"])),
        bot_user=str(data["bot_user_id"]),
        bot=str(who.get("bot_id", "")),
        name=str(data["team"].get("name") or ""),
        scopes=tuple(one.strip() for one in granted if one.strip()),
        by=str((data.get("authed_user") or {}).get("id", "")),
        tokens=_tokens(data, now),
    )


async def granted(client: AsyncWebClient, app: Credentials, *, code: str, now: datetime) -> Granted:
    """What a person's code is worth. Raises as `exchanged`."""
    data = await _access(client, app, code=code, redirect_uri=app.granted_url)
    who = _of(data.get("authed_user"))
    if data.get("is_enterprise_install") or not data.get("team"):
        raise OrgWide(str(who["access_token"]))
    return Granted(
        by=UserRef(platform=PLATFORM, tenant=str(data["team"]["id"]), id=str(who["id"])),
        tokens=_tokens(who, now),
        scopes=frozenset(one.strip() for one in str(who.get("scope", "")).split(",")),
    )


async def renewed(client: AsyncWebClient, app: Credentials, refresh: str, *, now: datetime) -> Tokens:
    """What a refresh token is worth; it serves once. Raises `SlackApiError` and `aiohttp.ClientError`."""
    return _tokens(await _access(client, app, grant_type="refresh_token", refresh_token=refresh), now)


async def _access(client: AsyncWebClient, app: Credentials, **given: str) -> Json:
    """The SDK's own method sends id and secret in a header, by a way of aiohttp's that is on its way out."""
    held = {"client_id": app.client_id, "client_secret": app.client_secret}
    return _of((await client.api_call("oauth.v2.access", data={**held, **given})).data)


def _tokens(data: Json, now: datetime) -> Tokens:
    seconds = data.get("expires_in")
    return Tokens(
        token=str(data["access_token"]),
        refresh=str(data["refresh_token"]) if data.get("refresh_token") else None,
        expires_at=now + timedelta(seconds=int(seconds)) if seconds else None,
    )


def _page(
    back: str,
    app: Credentials,
    api_url: str,
    *,
    scopes: Sequence[str] = (),
    user_scopes: Sequence[str] = (),
) -> AuthorizeUrlGenerator:
    return AuthorizeUrlGenerator(
        client_id=app.client_id,
        redirect_uri=quote(back, safe=""),
        scopes=scopes,
        user_scopes=user_scopes,
        authorization_url=urljoin(api_url, "/oauth/v2/authorize"),
    )


def _of(data: object) -> Json:
    return data if isinstance(data, dict) else {}
