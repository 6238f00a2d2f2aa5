"""The payloads of interactivity and slash commands, shaped as Slack's."""

import time

from sandbox.channel import Channel
from sandbox.mentions import escaped
from sandbox.message import Message, message_object
from sandbox.shapes import Json
from sandbox.user import User
from sandbox.views import View
from sandbox.wires import Wires
from sandbox.workspace import Workspace

CHANNEL_NAME_OF_KIND = {"private": "privategroup", "im": "directmessage"}


def command(wires: Wires, user: User, channel: Channel, *, name: str, text: str) -> Json:
    """A slash command, as it is sent form-encoded."""
    team = wires.workspace.team
    return {
        "token": "verification",
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": CHANNEL_NAME_OF_KIND.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": escaped(text),
        "api_app_id": wires.workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": wires.response_urls.give(user=user.id, channel=channel.id),
        "trigger_id": wires.triggers.give(user.id),
    }


def actions_in_message(wires: Wires, user: User, message: Message, *, action: Json, state: Json) -> Json:
    """`block_actions` in a message. For an ephemeral one Slack sends no `message`."""
    channel = wires.workspace.rooms.all[message.channel]
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = message.ephemeral
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    told = _head(wires, user, "block_actions") | {
        "container": container,
        "channel": _channel(channel),
        "state": {"values": state},
        "response_url": wires.response_urls.give(user=user.id, channel=channel.id, message=message),
        "actions": [action],
    }
    if not message.ephemeral:
        told["message"] = message_object(message, wires.workspace.app)
    return told


def actions_in_view(wires: Wires, user: User, view: View, *, action: Json) -> Json:
    """`block_actions` in a modal or Home: with the whole view and what is filled in, no response_url."""
    described = view.described(wires.workspace.app)
    return _head(wires, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "view": described,
        "state": described["state"],
        "actions": [action],
    }


def submission(wires: Wires, user: User, view: View) -> Json:
    """`view_submission`."""
    described = view.described(wires.workspace.app)
    return _head(wires, user, "view_submission") | {"view": described, "response_urls": []}


def closed(workspace: Workspace, user: User, view: View, *, all_cleared: bool) -> Json:
    """`view_closed`, which carries no trigger."""
    return {
        **_who(workspace, user, "view_closed"),
        "view": view.described(workspace.app),
        "is_cleared": all_cleared,
    }


def message_shortcut(wires: Wires, user: User, message: Message, *, callback_id: str) -> Json:
    """`message_action`: carries the message, wherever it stands."""
    channel = wires.workspace.rooms.all[message.channel]
    return _head(wires, user, "message_action") | {
        "callback_id": callback_id,
        "action_ts": _action_ts(),
        "message_ts": message.ts,
        "channel": _channel(channel),
        "message": message_object(message, wires.workspace.app),
        "response_url": wires.response_urls.give(user=user.id, channel=channel.id),
    }


def global_shortcut(wires: Wires, user: User, *, callback_id: str) -> Json:
    """`shortcut`: knows no channel."""
    return _head(wires, user, "shortcut") | {"callback_id": callback_id, "action_ts": _action_ts()}


def stamped(action: Json) -> Json:
    """An action with the moment it happened."""
    return {**action, "action_ts": _action_ts()}


def _head(wires: Wires, user: User, kind: str) -> Json:
    return _who(wires.workspace, user, kind) | {"trigger_id": wires.triggers.give(user.id)}


def _who(workspace: Workspace, user: User, kind: str) -> Json:
    team = workspace.team
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": workspace.app.id,
        "token": "verification",
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": CHANNEL_NAME_OF_KIND.get(channel.kind, channel.name)}


def _action_ts() -> str:
    return f"{time.time():.6f}"
