"""Each method of the Web API that the bot calls, with its scopes and tier: nothing else can be called."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

# Calls a minute and workspace: "1" 1+, "2" 20+, "3" 50+, "4" 100+, "special" hundreds; "post" besides 1 a
# second and channel.
Tier = Literal["1", "2", "3", "4", "special", "post"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method. `reads`: its arguments go into the address, as those of reading methods must.

    scopes: of the bot's token. of_person: of a person's, where it is called with theirs.
    """

    tier: Tier
    why: str
    scopes: tuple[str, ...] = ()
    of_person: tuple[str, ...] = ()
    reads: bool = False


_LOOK = ("channels:read", "groups:read", "im:read")
_HISTORY = ("channels:history", "groups:history", "im:history")

METHODS: Final[Mapping[str, Method]] = MappingProxyType(
    {
        "apps.connections.open": Method(
            tier="1", why="opens Socket Mode; its scope is the app-level token's"
        ),
        "auth.revoke": Method(
            tier="3",
            why="gives back a token: one for a whole organisation, or a person's who wants it no more",
        ),
        "auth.test": Method(tier="special", why="says who the bot is, and where"),
        "chat.getPermalink": Method(tier="special", why="links to messages of the bot's own", reads=True),
        "chat.postEphemeral": Method(
            tier="4",
            why="answers one person in a channel, where they mentioned the bot",
            scopes=("chat:write",),
        ),
        "chat.postMessage": Method(
            tier="post", why="prompts, digests, hand-overs, answers", scopes=("chat:write",)
        ),
        "chat.update": Method(
            tier="3", why="turns a prompt into its receipt, keeps a digest current", scopes=("chat:write",)
        ),
        "conversations.history": Method(
            tier="3", why="looks for a post whose outcome was lost", scopes=_HISTORY, reads=True
        ),
        "conversations.info": Method(
            tier="3",
            why="names a channel and says who may see it, also as it was made private since",
            scopes=_LOOK,
            reads=True,
        ),
        "conversations.members": Method(
            tier="4", why="says who can be in a channel's team", scopes=_LOOK, reads=True
        ),
        "conversations.open": Method(
            tier="3", why="finds the private conversation with a person", scopes=("im:write",)
        ),
        "conversations.replies": Method(
            tier="3", why="looks for a reply whose outcome was lost", scopes=_HISTORY, reads=True
        ),
        "dnd.endSnooze": Method(
            tier="2", why="lets somebody hear again as their focus ends", of_person=("dnd:write",)
        ),
        "dnd.info": Method(
            tier="3",
            why="says whether somebody has paused notifications, before a focus does",
            of_person=("dnd:read",),
            reads=True,
        ),
        "dnd.setSnooze": Method(  # Slack takes it as a form alone, or in the address
            tier="2", why="pauses notifications for a focus", of_person=("dnd:write",), reads=True
        ),
        "dnd.teamInfo": Method(
            tier="2",
            why="says when people want to hear nothing, fifty at a time",
            scopes=("dnd:read",),
            reads=True,
        ),
        "files.completeUploadExternal": Method(
            tier="4",
            why="shows a file again where its hand-off is read, or a picture",
            scopes=("files:write",),
        ),
        "files.getUploadURLExternal": Method(
            tier="4", why="asks where that file or picture is to be sent", scopes=("files:write",), reads=True
        ),
        "files.info": Method(
            tier="4",
            why="says where a file sent to the bot is fetched, and where an upload is shown",
            scopes=("files:read",),
            reads=True,
        ),
        "oauth.v2.access": Method(
            tier="4", why="has a token for whoever installs the app, and the next one before it expires"
        ),
        "users.info": Method(
            tier="4", why="a person's name, zone, language and standing", scopes=("users:read",), reads=True
        ),
        "users.list": Method(
            tier="2",
            why="the same of many at once, as a large team is set up",
            scopes=("users:read",),
            reads=True,
        ),
        "users.profile.get": Method(
            tier="4",
            why="says what somebody's status is before a focus sets it",
            of_person=("users.profile:read",),
            reads=True,
        ),
        "users.profile.set": Method(
            tier="3", why="sets somebody's status for a focus", of_person=("users.profile:write",)
        ),
        "views.open": Method(tier="4", why="opens a form"),
        "views.publish": Method(tier="4", why="shows a person's home"),
        "views.update": Method(tier="4", why="redraws an open form"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One event that the bot hears."""

    why: str
    scopes: tuple[str, ...] = ()


EVENTS: Final[Mapping[str, Subscription]] = MappingProxyType(
    {
        "app_home_opened": Subscription(why="shows a person's home"),
        "app_uninstalled": Subscription(why="the bot was taken out: it erases its token, and is silent"),
        "dnd_updated_user": Subscription(why="when a person wants to hear nothing", scopes=("dnd:read",)),
        "member_joined_channel": Subscription(
            why="the bot was added, or someone may join a team", scopes=("channels:read", "groups:read")
        ),
        "member_left_channel": Subscription(
            why="leaving the channel leaves the team", scopes=("channels:read", "groups:read")
        ),
        "message.channels": Subscription(
            why="commands said to a mention, and that a channel is public again", scopes=("channels:history",)
        ),
        "message.groups": Subscription(
            why="commands said to a mention, and that a channel was made private", scopes=("groups:history",)
        ),
        "message.im": Subscription(why="what is typed to the bot", scopes=("im:history",)),
        "team_join": Subscription(why="a new person's zone and language", scopes=("users:read",)),
        "tokens_revoked": Subscription(why="the same, where only its token was taken away"),
        "user_change": Subscription(why="a changed zone, name or standing", scopes=("users:read",)),
    }
)
