"""A channel or a direct conversation, and how Slack describes one."""

from dataclasses import dataclass
from typing import Literal

from sandbox.shapes import Json

Kind = Literal["public", "private", "im"]

# What the scopes of the conversations methods are called, by kind of conversation.
SCOPE_OF_KIND: dict[Kind, str] = {"public": "channels", "private": "groups", "im": "im"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation. `id` is given by the workspace, in order, when left empty.

    members: names or ids to begin with, ids afterwards, in the order they joined. with_bot: whether the bot
    is one of them at the start. user: whose conversation with the bot it is, for kind `im`.
    """

    name: str = ""
    kind: Kind = "public"
    members: tuple[str, ...] = ()
    with_bot: bool = True
    archived: bool = False
    topic: str = ""
    id: str = ""
    user: str = ""
    creator: str = ""
    created: int = 0

    @property
    def scope(self) -> str:
        """The family of scopes this conversation asks for: channels, groups or im."""
        return SCOPE_OF_KIND[self.kind]

    @property
    def event_type(self) -> str:
        """`channel_type` of message events."""
        return {"public": "channel", "private": "group", "im": "im"}[self.kind]


def channel_object(channel: Channel, *, team: str, bot: str, count: bool = False) -> Json:
    """What conversations.info and conversations.list say of it."""
    if channel.kind == "im":
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_mpim": False,
            "is_org_shared": False,
            "is_archived": channel.archived,
            "user": channel.user,
            "context_team_id": team,
            "is_user_deleted": channel.archived,
            "priority": 0,
        }
    told: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.archived,
        "is_general": False,
        "is_member": bot in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "context_team_id": team,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
    return told | ({"num_members": len(channel.members)} if count else {})
