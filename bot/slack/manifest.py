"""The app's manifest, made from the tables of what the bot calls, hears and answers to."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from bot.slack.methods import EVENTS, METHODS
from bot.slack.oauth import GRANTED, REDIRECT

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlashCommand:
    """One command as Slack lists it."""

    name: str
    description: str
    usage: str


COMMANDS: Final = (
    SlashCommand(
        name="handoff",
        description="Write what you leave for the next region, or keep a line for tonight",
        usage="[a line to keep]",
    ),
    SlashCommand(
        name="digest",
        description="See what your region's digest would be now; me: what changed since you last worked",
        usage="[me]",
    ),
    SlashCommand(
        name="when",
        description="See when a person or a team works, or what a time is for everyone",
        usage="[@person, team, or 3pm Berlin thu]",
    ),
    SlashCommand(
        name="ask",
        description="Ask somebody with the whole story, and see when to expect the answer; list: what waits",
        usage="[@person, region, team or list]",
    ),
    SlashCommand(
        name="decide",
        description="Propose a decision, with time for everyone who decides; list: what is open",
        usage="[title or list]",
    ),
    SlashCommand(
        name="sunrelay", description="Set up a team in this channel, or any other command", usage="setup"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShortcut:
    """One shortcut in the menu of every message. label: at most 24 characters; name: neutral."""

    name: str
    label: str
    description: str


SHORTCUTS: Final = (
    MessageShortcut(
        name="context.ask",
        label="Ask for context",
        description="Kindly ask its author what a message is about",
    ),
    MessageShortcut(
        name="handoff.add",
        label="Add to my hand-off",
        description="Keep a link to this message for tonight's hand-off",
    ),
    MessageShortcut(
        name="decision.make",
        label="Make it a decision",
        description="Propose a decision from this message; from a private one with everyone's consent",
    ),
    MessageShortcut(
        name="publication.make",
        label="Make it public",
        description="Bring this to your team's channel, if everyone whom it concerns agrees",
    ),
    MessageShortcut(
        name="request.stuck",
        label="I'm stuck on this",
        description="Ask for help with the stack trace in this message",
    ),
)

COMMAND_NAMES: Final = frozenset(one.name for one in COMMANDS)


def manifest(*, request_url: str = "", many: bool = False) -> Json:
    """What a workspace installs the app from. `request_url`: where Slack calls it, without Socket Mode.

    many: for many workspaces, whose people may grant something for themselves; Slack lets them grant no more
    than stands here.
    """
    return {
        "display_information": {
            "name": "Sunrelay",
            "description": "Carries work round the globe: hand-offs at your day's end, digests at its start",
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Sunrelay", "always_online": True},
            "shortcuts": [_shortcut(one) for one in SHORTCUTS],
            "slash_commands": [_command(one, request_url) for one in COMMANDS],
        },
        "oauth_config": {**_redirect(request_url, many), "scopes": _asked_for(many)},
        "settings": {
            "event_subscriptions": {**_at("request_url", request_url), "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **_at("request_url", request_url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request_url,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(*, request_url: str = "", many: bool = False) -> str:
    """The text of manifest.json, or of one for an app that is called over HTTP."""
    return json.dumps(manifest(request_url=request_url, many=many), indent=2, ensure_ascii=False) + "\n"


def scopes() -> tuple[str, ...]:
    """Every scope that the bot's token needs, sorted."""
    rows: Iterable[tuple[str, ...]] = (
        *(one.scopes for one in METHODS.values()),
        *(one.scopes for one in EVENTS.values()),
        ("commands",),
    )
    return tuple(sorted({scope for row in rows for scope in row}))


def user_scopes() -> tuple[str, ...]:
    """Every scope of a person's own token, sorted."""
    return tuple(sorted({scope for one in METHODS.values() for scope in one.of_person}))


def _asked_for(many: bool) -> Json:
    return {"bot": list(scopes()), **({"user": list(user_scopes())} if many else {})}


def _redirect(request_url: str, many: bool) -> Json:
    """Where browsers come back to from installing and granting, on the same host."""
    paths = (REDIRECT, GRANTED) if many else (REDIRECT,)
    return {"redirect_urls": [urljoin(request_url, one) for one in paths]} if request_url else {}


def _at(name: str, url: str) -> Json:
    return {name: url} if url else {}


def _shortcut(one: MessageShortcut) -> Json:
    return {
        "name": one.label,
        "type": "message",
        "callback_id": one.name,
        "description": one.description,
    }


def _command(one: SlashCommand, request_url: str) -> Json:
    # As typed: with `should_escape` Slack would put ids in the place of names.
    return {
        "command": f"/{one.name}",
        **_at("url", request_url),
        "description": one.description,
        "usage_hint": one.usage,
        "should_escape": False,
    }
