"""The app under test as the workspace has installed it: its ids, scopes, events, commands and shortcuts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Bot scopes that mean something here.
SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "chat:write.public",
        "commands",
        "dnd:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "team:read",
        "users:read",
        "users:read.email",
    }
)

# The same of a user's own token.
USER_SCOPES = frozenset({"dnd:read", "dnd:write", "users.profile:read", "users.profile:write"})

# Each event an app can subscribe to, and the scope without which Slack does not send it.
EVENT_SCOPES: Mapping[str, str] = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "channel_archive": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "dnd_updated_user": "dnd:read",
    "group_archive": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "",
    "member_left_channel": "",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "team_join": "users:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An installed app. By default it may do all the sandbox knows, without posting where it is not a member.

    commands, shortcuts: what is registered; None takes any. `from_manifest` makes a test as strict as the
    manifest an app is installed from.
    """

    name: str = "Sunrelay"
    handle: str = "sunrelay"
    id: str = "A000000001"
    bot_id: str = "B000000001"
    bot_user: str = "U0000000B0"
    team_id: str = "T000000001"
    scopes: frozenset[str] = SCOPES - {"chat:write.public"}
    user_scopes: frozenset[str] = USER_SCOPES
    events: frozenset[str] = frozenset(EVENT_SCOPES)
    commands: frozenset[str] | None = None
    shortcuts: frozenset[str] | None = None

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> "App":
        """The app that this manifest would install: nothing it does not ask for is granted."""
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        return cls(
            name=manifest["display_information"]["name"],
            scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]),
            user_scopes=frozenset(manifest["oauth_config"]["scopes"].get("user", ())),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=frozenset(one["command"] for one in features.get("slash_commands", ())),
            shortcuts=frozenset(one["callback_id"] for one in features.get("shortcuts", ())),
        )

    def hears(self, event: str, *scopes: str) -> bool:
        """Whether Slack would send it this event: subscribed, and with the scopes that it takes."""
        return event in self.events and {EVENT_SCOPES[event], *scopes} - {""} <= self.scopes
