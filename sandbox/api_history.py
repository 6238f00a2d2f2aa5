"""conversations.history and conversations.replies."""

from sandbox.arguments import Arguments
from sandbox.channel import Channel
from sandbox.desk import Desk, page
from sandbox.message import Message, message_object
from sandbox.shapes import Json, Refusal


def history(desk: Desk, call: Arguments) -> Json:
    """conversations.history: newest first, without replies that were not shown in the channel."""
    channel = _readable(desk, call)
    said = desk.workspace.timeline.of(channel.id).values()
    shown = [one for one in said if not one.is_reply or one.broadcast]
    found = [one for one in reversed(shown) if _within(one, call)]
    return _told(desk, call, channel, found)


def replies(desk: Desk, call: Arguments) -> Json:
    """conversations.replies: the first message of a thread and what follows, oldest first."""
    channel = _readable(desk, call)
    ts = call.required("ts")
    if ts not in desk.workspace.timeline.of(channel.id):
        raise Refusal("thread_not_found")
    thread = desk.workspace.timeline.thread(channel.id, ts)
    first, later = thread[:1], thread[1:]
    return _told(desk, call, channel, [*first, *(one for one in later if _within(one, call))])


def _readable(desk: Desk, call: Arguments) -> Channel:
    channel = desk.channel(call.required("channel"), "history")
    if channel.kind != "im" and desk.app.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _within(message: Message, call: Arguments) -> bool:
    oldest, latest = call.text("oldest"), call.text("latest")
    at = _micro(message.ts)
    inclusive = call.flag("inclusive")
    after = not oldest or at > _micro(oldest) or (inclusive and at == _micro(oldest))
    before = not latest or at < _micro(latest) or (inclusive and at == _micro(latest))
    return after and before


def _micro(ts: str) -> int:
    """A time stamp as whole microseconds, exactly; a bare number of seconds is taken too."""
    whole, _, part = ts.partition(".")
    if not whole.isdigit() or not (part or "0").isdigit():
        raise Refusal("invalid_ts_latest")
    return int(whole) * 1_000_000 + int(part.ljust(6, "0")[:6])


def _told(desk: Desk, call: Arguments, channel: Channel, found: list[Message]) -> Json:
    taken, after = page(found, call, default=100, most=999)
    with_metadata = call.flag("include_all_metadata")
    messages = [_described(desk, channel, one, with_metadata) for one in taken]
    more = bool(after["next_cursor"])
    return {"messages": messages, "has_more": more} | ({"response_metadata": after} if more else {})


def _described(desk: Desk, channel: Channel, message: Message, with_metadata: bool) -> Json:
    told = message_object(message, desk.app, with_metadata=with_metadata)
    if message.broadcast:
        told["subtype"] = "thread_broadcast"
    if message.thread_ts == message.ts:
        replies = desk.workspace.timeline.thread(channel.id, message.ts)[1:]
        writers = list(dict.fromkeys(one.user for one in replies))
        told |= {"reply_count": len(replies), "reply_users_count": len(writers), "reply_users": writers}
        told["latest_reply"] = replies[-1].ts if replies else message.ts
    elif message.is_reply:
        told["parent_user_id"] = desk.workspace.timeline.of(channel.id)[str(message.thread_ts)].user
    return told
