"""The one table of Web API methods: what each needs, how often it may be called, and what answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sandbox import (
    api_chat,
    api_conversations,
    api_files,
    api_history,
    api_status,
    api_team,
    api_users,
    api_views,
)
from sandbox.desk import Answer

Token = Literal["bot", "app", "none", "user"]
READ = ("channels:read", "groups:read", "mpim:read", "im:read")
HISTORY = ("channels:history", "groups:history", "mpim:history", "im:history")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method. scopes: any one of them is needed, unless empty. tier: 1 to 4, 0 for special.

    users: a user's token is taken, too; with `token="user"` it is the only one.
    """

    answer: Answer
    tier: int
    scopes: tuple[str, ...] = ()
    token: Token = "bot"
    users: bool = False


METHODS: Mapping[str, Method] = {
    "api.test": Method(answer=api_team.test, tier=4, token="none"),
    "apps.connections.open": Method(
        answer=api_team.open_connection, tier=1, scopes=("connections:write",), token="app"
    ),
    "auth.revoke": Method(answer=api_team.auth_revoke, tier=3, users=True),
    "auth.test": Method(answer=api_team.auth_test, tier=0),
    "chat.delete": Method(answer=api_chat.delete, tier=3, scopes=("chat:write",)),
    "chat.getPermalink": Method(answer=api_chat.permalink, tier=0),
    "chat.postEphemeral": Method(answer=api_chat.post_ephemeral, tier=4, scopes=("chat:write",)),
    "chat.postMessage": Method(answer=api_chat.post, tier=0, scopes=("chat:write",)),
    "chat.update": Method(answer=api_chat.update, tier=3, scopes=("chat:write",)),
    "conversations.history": Method(answer=api_history.history, tier=3, scopes=HISTORY),
    "conversations.info": Method(answer=api_conversations.info, tier=3, scopes=READ),
    "conversations.list": Method(answer=api_conversations.listed, tier=2, scopes=READ),
    "conversations.members": Method(answer=api_conversations.members, tier=4, scopes=READ),
    "conversations.open": Method(
        answer=api_conversations.opened,
        tier=3,
        scopes=("channels:manage", "groups:write", "mpim:write", "im:write"),
    ),
    "conversations.replies": Method(answer=api_history.replies, tier=3, scopes=HISTORY),
    "dnd.endSnooze": Method(answer=api_status.end_snooze, tier=2, scopes=("dnd:write",), token="user"),
    "dnd.info": Method(answer=api_status.dnd_info, tier=3, scopes=("dnd:read",), users=True),
    "dnd.setSnooze": Method(answer=api_status.snooze, tier=2, scopes=("dnd:write",), token="user"),
    "dnd.teamInfo": Method(answer=api_users.dnd_team, tier=2, scopes=("dnd:read",)),
    "files.completeUploadExternal": Method(answer=api_files.complete, tier=4, scopes=("files:write",)),
    "files.getUploadURLExternal": Method(answer=api_files.upload_url, tier=4, scopes=("files:write",)),
    "files.info": Method(answer=api_files.info, tier=4, scopes=("files:read",)),
    "oauth.v2.access": Method(answer=api_team.not_here, tier=4, token="none"),
    "team.info": Method(answer=api_team.info, tier=3, scopes=("team:read",)),
    "users.conversations": Method(answer=api_users.conversations, tier=3, scopes=READ),
    "users.info": Method(answer=api_users.info, tier=4, scopes=("users:read",)),
    "users.list": Method(answer=api_users.listed, tier=2, scopes=("users:read",)),
    "users.profile.get": Method(
        answer=api_status.profile, tier=4, scopes=("users.profile:read",), users=True
    ),
    "users.profile.set": Method(
        answer=api_status.set_profile, tier=3, scopes=("users.profile:write",), token="user"
    ),
    "views.open": Method(answer=api_views.opened, tier=4),
    "views.publish": Method(answer=api_views.publish, tier=4),
    "views.update": Method(answer=api_views.update, tier=4),
}
