"""chat.postMessage, update, delete, postEphemeral and getPermalink."""

from typing import Any

from sandbox.api_conversations import refuse_unreachable
from sandbox.arguments import Arguments
from sandbox.blocks import blocks_of
from sandbox.channel import Channel
from sandbox.desk import Desk, TooMany
from sandbox.files import Files
from sandbox.message import Message, message_object
from sandbox.shapes import Json, Refusal

LONGEST_TEXT = 40_000  # characters; longer ones are cut
LONGEST_UPDATE = 4_000  # bytes; longer ones are refused
LARGEST_METADATA = 16_000  # bytes as JSON


def post(desk: Desk, call: Arguments) -> Json:
    """chat.postMessage: in a channel the bot is in, or to one person."""
    channel = _addressed(desk, call.required("channel"))
    content = content_of(call, desk.workspace.files)
    _pace(desk, channel.id)
    message = Message(
        channel=channel.id,
        ts="",
        user=desk.app.bot_user,
        by_bot=True,
        metadata=metadata_of(call),
        thread_ts=thread_of(desk, channel, call.text("thread_ts")),
        broadcast=call.flag("reply_broadcast") and call.has("thread_ts"),
        **content,
    )
    posted = desk.workspace.timeline.post(message)
    told = message_object(posted, desk.app, with_metadata=True)
    return {"channel": channel.id, "ts": posted.ts, "message": told}


def update(desk: Desk, call: Arguments) -> Json:
    """chat.update: own messages only. Blocks left out stay, unless a text alone takes their place."""
    channel = writable(desk, call.required("channel"))
    message = _own(desk, channel, call.required("ts"), "cant_update_message")
    changes = content_of(call, desk.workspace.files)
    if len(changes.get("text", "").encode()) > LONGEST_UPDATE:
        raise Refusal("msg_too_long")
    if call.has("text") and not call.has("blocks"):
        changes["blocks"] = ()
    if call.has("metadata"):
        changes["metadata"] = metadata_of(call)
    # Slack shows no "(edited)" where blocks are used.
    edited = desk.workspace.timeline.edit(message, marked=not changes.get("blocks"), **changes)
    told = message_object(edited, desk.app, with_metadata=True)
    return {"channel": channel.id, "ts": edited.ts, "text": edited.text, "message": told}


def delete(desk: Desk, call: Arguments) -> Json:
    """chat.delete: own messages only."""
    channel = writable(desk, call.required("channel"))
    message = _own(desk, channel, call.required("ts"), "cant_delete_message")
    desk.workspace.timeline.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(desk: Desk, call: Arguments) -> Json:
    """chat.postEphemeral: seen by one member of the channel, kept nowhere."""
    channel = writable(desk, call.required("channel"))
    user_id = call.required("user")
    if user_id not in channel.members:
        raise Refusal("user_not_in_channel")
    content = content_of(call, desk.workspace.files)
    thread_ts = call.text("thread_ts")
    message = Message(
        channel=channel.id,
        ts="",
        user=desk.app.bot_user,
        by_bot=True,
        to=user_id,
        thread_ts=thread_ts,
        **content,
    )
    if desk.faults.ephemerals_vanish:
        return {"message_ts": desk.workspace.timeline.stamp(channel.id)}
    return {"message_ts": desk.workspace.timeline.whisper(message).ts}


def permalink(desk: Desk, call: Arguments) -> Json:
    """chat.getPermalink: a link to a message; to a reply with its thread."""
    channel = desk.channel(call.required("channel"))
    message = desk.workspace.timeline.found(channel.id, call.required("message_ts"))
    link = (
        f"https://{desk.workspace.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    )
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def content_of(call: Arguments, files: Files) -> dict[str, Any]:
    """What a message shows: `text`, `blocks`, `attachments`, those that were given; `no_text` for none."""
    given: dict[str, Any] = {}
    if call.has("text"):
        given["text"] = str(call.text("text"))[:LONGEST_TEXT]
    if call.has("blocks"):
        given["blocks"] = blocks_of(call.json("blocks"))
        files.refuse_unusable(given["blocks"])
    if call.has("attachments"):
        given["attachments"] = tuple(call.json("attachments") or ())
    if not any(given.values()):
        raise Refusal("no_text")
    return given


def metadata_of(call: Arguments) -> Json | None:
    """Message metadata: a type and a flat object, else `invalid_metadata_format`."""
    metadata = call.json("metadata")
    if not metadata:
        return None
    shaped = (
        isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str) and metadata["event_type"]
    )
    if not shaped or not isinstance(metadata.get("event_payload"), dict):
        raise Refusal("invalid_metadata_format")
    if len(str(metadata).encode()) > LARGEST_METADATA:
        raise Refusal("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _addressed(desk: Desk, channel_id: str) -> Channel:
    """Where to post: a person's id will do, which no other method takes in place of a conversation's."""
    if channel_id.startswith(("U", "W")):
        refuse_unreachable(desk, channel_id)
        return desk.workspace.rooms.direct(channel_id)
    return writable(desk, channel_id)


def writable(desk: Desk, channel_id: str) -> Channel:
    """A conversation that the bot can post in."""
    channel = desk.channel(channel_id)
    if channel.archived:
        raise Refusal("is_archived")
    if channel.kind == "im":
        refuse_unreachable(desk, channel.user)
    elif desk.app.bot_user not in channel.members and "chat:write.public" not in desk.app.scopes:
        raise Refusal("not_in_channel")
    return channel


def _pace(desk: Desk, channel_id: str) -> None:
    wait = desk.limits.wait_for_post(channel_id) if desk.limits is not None else 0
    if wait:
        raise TooMany(wait)


def thread_of(desk: Desk, channel: Channel, thread_ts: str | None) -> str | None:
    """The thread a reply goes to: it must be there, and be a first message, never a reply."""
    if not thread_ts:
        return None
    first = desk.workspace.timeline.of(channel.id).get(thread_ts)
    if first is None or first.is_reply:
        raise Refusal("thread_not_found")
    return thread_ts


def _own(desk: Desk, channel: Channel, ts: str, error: str) -> Message:
    message = desk.workspace.timeline.found(channel.id, ts)
    if not message.by_bot:
        raise Refusal(error)
    return message
