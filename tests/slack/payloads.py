"""What Slack delivers, written as Slack writes it."""

from typing import Any

from bot.slack.heard import Bot
from bot.slack.ids import ViewNote
from bot.slack.read import Reader

Json = dict[str, Any]

BOT = Bot(tenant="T1", user="UBOT", bot="B1")
COMMANDS = frozenset({"handoff", "digest", "sunrelay"})


def reader() -> Reader:
    """A reader as a front has one."""
    return Reader(BOT, commands=COMMANDS)


def event(kind: str, **fields: Any) -> Json:
    """An event in its envelope."""
    return {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": "Ev1",
        "event": {"type": kind, **fields},
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
    }


def posted(text: str, **fields: Any) -> Json:
    """A message of Lena's in a channel, unless said otherwise."""
    said = {"user": "ULENA", "channel": "C1", "channel_type": "channel", "ts": "1793600000.000100"}
    return event("message", **{**said, "text": text, **fields})


def command(text: str, **fields: Any) -> Json:
    """`/handoff text` of Lena's."""
    return {
        "token": "x",
        "team_id": "T1",
        "channel_id": "C1",
        "channel_name": "relay",
        "user_id": "ULENA",
        "user_name": "lena",
        "command": "/handoff",
        "text": text,
        "trigger_id": "1.2.3",
        "response_url": "https://hooks.slack.com/commands/1",
        **fields,
    }


def pressed(action: Json, **fields: Any) -> Json:
    """A button of a message in Lena's conversation with the bot."""
    return {
        "type": "block_actions",
        "user": {"id": "ULENA", "username": "lena", "team_id": "T1"},
        "team": {"id": "T1"},
        "trigger_id": "1.2.3",
        "response_url": "https://hooks.slack.com/actions/1",
        "channel": {"id": "D1", "name": "directmessage"},
        "container": {"type": "message", "message_ts": "1793600000.000100", "is_ephemeral": False},
        "actions": [{"type": "button", "block_id": "b", **action}],
        **fields,
    }


def view(state: Json, **fields: Any) -> Json:
    """A view of the hand-off form, drawn for the first time."""
    return {
        "id": "V1",
        "hash": "1.abc",
        "type": "modal",
        "callback_id": "handoff.submit",
        "title": {"type": "plain_text", "text": "Hand-off"},
        "submit": {"type": "plain_text", "text": "Hand over"},
        "private_metadata": ViewNote(form="handoff.submit", token="t1").text(),
        "blocks": [],
        "state": {"values": state},
        **fields,
    }


def submitted(state: Json, **fields: Any) -> Json:
    """The form, sent."""
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "ULENA", "team_id": "T1"},
        "view": view(state, **fields),
    }
