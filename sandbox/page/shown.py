"""What stands on one person's screen: messages, threads, forms and the Home, as the page draws them."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sandbox.channel import Channel
from sandbox.clock import EPOCH
from sandbox.message import Message
from sandbox.person import Person
from sandbox.shapes import Json
from sandbox.views import View


def instant(at: datetime) -> str:
    """An instant as the page reads it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def messages(person: Person, channel: Channel, *, most: int) -> tuple[list[Json], int]:
    """The newest messages of a conversation with what only they were shown, and how many came before."""
    everything = person.wires.workspace.timeline.of(channel.id).values()
    replies = Counter(one.thread_ts for one in everything if one.is_reply)
    whispered = [one for one in person.ephemerals if one.channel == channel.id]
    found = [one for one in everything if not one.is_reply or one.broadcast]
    found = _in_order([*found, *(one for one in whispered if not one.is_reply)])
    earlier = max(0, len(found) - most)
    return [_message(person, one, replies[one.ts]) for one in found[earlier:]], earlier


def thread(person: Person, channel: Channel, ts: str) -> Json | None:
    """A message and what was said under it; None when it is not there (any more)."""
    found = person.wires.workspace.timeline.thread(channel.id, ts)
    if not found:
        return None
    found += [one for one in person.ephemerals if one.channel == channel.id and one.thread_ts == ts]
    replies = len(found) - 1
    return {
        "ts": ts,
        "messages": [_message(person, one, replies if one.ts == ts else 0) for one in _in_order(found)],
    }


def home(view: View | None) -> Json | None:
    """The bot's Home."""
    return None if view is None else {"id": view.id, "blocks": view.blocks, "state": _state(view)}


def form(view: View, errors: dict[str, str]) -> Json:
    """An open form, with what is filled in and what is wrong."""
    return {
        "id": view.id,
        "callback_id": view.callback_id,
        "title": view.title,
        "submit": _words(view.payload.get("submit")),
        "close": _words(view.payload.get("close")) or "Cancel",
        "blocks": view.blocks,
        "errors": errors,
        "state": _state(view),
    }


def _in_order(found: list[Message]) -> list[Message]:
    return sorted(found, key=lambda one: one.ts)


def _message(person: Person, message: Message, replies: int) -> Json:
    user = person.wires.workspace.people.all.get(message.user)
    return {
        "ts": message.ts,
        "user": message.user,
        "name": user.shown_name if user is not None else message.user,
        "bot": message.by_bot,
        "text": message.text,
        "blocks": list(message.blocks),
        "at": instant(_said_at(message.ts)),
        "edited": message.edited_ts is not None,
        "ephemeral": message.ephemeral,
        "thread_ts": message.thread_ts,
        "replies": replies,
        "broadcast": message.broadcast,
        "files": [_file(one) for one in message.extra.get("files", ())],
        "mine": message.user == person.id and not message.ephemeral,
    }


def _said_at(ts: str) -> datetime:
    whole, micro = ts.split(".")
    return EPOCH + timedelta(seconds=int(whole), microseconds=int(micro))


def _file(file: Json) -> Json:
    return {
        "id": file.get("id", ""),
        "name": file.get("name") or file.get("title") or "file",
        "mimetype": file.get("mimetype", ""),
        "size": file.get("size", 0),
        "url": f"/file/{file['id']}" if file.get("id") else "",
    }


def _state(view: View) -> dict[str, dict[str, Any]]:
    """What each field holds, as the page sends it back: words, a value, an id, or a list of those."""
    return {
        block_id: {action_id: _held(state) for action_id, state in fields.items()}
        for block_id, fields in view.state.items()
    }


def _held(state: Json) -> Any:
    held = next((value for key, value in state.items() if key != "type"), None)
    if isinstance(held, list):
        return [_plain(one) for one in held]
    return _plain(held)


def _plain(held: Any) -> Any:
    if isinstance(held, dict) and "value" in held:
        return held["value"]
    if isinstance(held, dict) and "id" in held:
        return held["id"]
    return held


def _words(text: Json | None) -> str:
    return str(text["text"]) if text else ""
