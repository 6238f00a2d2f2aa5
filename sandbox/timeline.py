"""The messages of every conversation: posted, edited, deleted, each told to the app and logged."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sandbox.app import App
from sandbox.channel import Channel
from sandbox.clock import Clock, microseconds
from sandbox.happenings import Happenings
from sandbox.journal import Act, Entry, Reader
from sandbox.mentions import mentioned
from sandbox.message import Message, message_object
from sandbox.shapes import Json, Refusal

SUBSCRIPTION_OF_KIND = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


class Timeline:
    """What was said, and what only one person saw. Time stamps are unique and increase in a conversation."""

    def __init__(
        self, *, app: App, clock: Clock, happenings: Happenings, channel: Callable[[str], Channel]
    ) -> None:
        self._app, self._clock, self._happenings, self._channel = app, clock, happenings, channel
        self._messages: dict[str, dict[str, Message]] = {}
        self._latest: dict[str, int] = {}
        self.ephemerals: list[Message] = []
        self.log: list[Entry] = []
        self.readers: list[Reader] = []

    def stamp(self, channel: str) -> str:
        """The next `ts` of a conversation: the clock's microsecond, or one after the latest."""
        micro = max(microseconds(self._clock.now()), self._latest.get(channel, 0) + 1)
        self._latest[channel] = micro
        return f"{micro // 1_000_000}.{micro % 1_000_000:06d}"

    def of(self, channel: str) -> dict[str, Message]:
        """The messages of a conversation by `ts`, oldest first."""
        return self._messages.setdefault(channel, {})

    def found(self, channel: str, ts: str) -> Message:
        """The message as it stands now, else `message_not_found`."""
        message = self.of(channel).get(ts)
        if message is None or message.subtype == "tombstone":
            raise Refusal("message_not_found")
        return message

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A message and its replies, oldest first."""
        return [one for one in self.of(channel).values() if ts in (one.ts, one.thread_ts)]

    def post(self, message: Message) -> Message:
        """Say something; the `ts` is given here. Replies give the first message its `thread_ts`."""
        placed = replace(message, ts=self.stamp(message.channel))
        if placed.is_reply:
            self._start_thread(placed.channel, str(placed.thread_ts))
        self.of(placed.channel)[placed.ts] = placed
        self._record("post", placed)
        self._tell(placed, self._described(placed))
        self._tell_mention(placed)
        return placed

    def edit(self, message: Message, *, marked: bool = True, **changes: Any) -> Message:
        """Change a message in place: `message_changed`. marked: shows as edited."""
        before = self.found(message.channel, message.ts)
        stamp = self.stamp(message.channel)
        after = replace(before, edited_ts=stamp if marked else before.edited_ts, **changes)
        self.of(message.channel)[message.ts] = after
        self._record("edit", after)
        self._tell_change("message_changed", after, before, stamp)
        return after

    def delete(self, message: Message) -> None:
        """Take a message away: `message_deleted`; one with replies leaves a tombstone."""
        before = self.found(message.channel, message.ts)
        stamp = self.stamp(message.channel)
        if any(one.ts != message.ts for one in self.thread(message.channel, message.ts)):
            left = replace(
                before, subtype="tombstone", text="This message was deleted.", blocks=(), metadata=None
            )
            self.of(message.channel)[message.ts] = left
            self._tell_change("message_changed", left, before, stamp)
        else:
            del self.of(message.channel)[message.ts]
            self._tell_change("message_deleted", None, before, stamp)
        self._record("delete", before)

    def whisper(self, message: Message) -> Message:
        """Show something to one person only: not kept in history, told to nobody."""
        placed = replace(message, ts=self.stamp(message.channel))
        self.ephemerals.append(placed)
        self._record("ephemeral", placed)
        self._happenings.changed()
        return placed

    def edit_ephemeral(self, message: Message, *, gone: bool = False, **changes: Any) -> None:
        """Put other words in the place of what one person saw, or take it away; one already gone is left."""
        kept: list[Message] = []
        for one in self.ephemerals:
            if (one.channel, one.ts) != (message.channel, message.ts):
                kept.append(one)
            elif not gone:
                kept.append(replace(one, **changes))
                self._record("ephemeral", kept[-1])
        self.ephemerals = kept
        self._happenings.changed()

    def _start_thread(self, channel: str, ts: str) -> None:
        first = self.of(channel).get(ts)
        if first is None:
            raise Refusal("thread_not_found")
        if first.thread_ts is None:
            self.of(channel)[ts] = replace(first, thread_ts=ts)

    def _record(self, act: Act, message: Message) -> None:
        channel = self._channel(message.channel)
        user = message.to or (channel.user or None)
        entry = Entry(at=self._clock.now(), act=act, channel=channel.id, user=user, message=message)
        self.log.append(entry)
        for reader in self.readers:
            reader(entry)

    def _described(self, message: Message) -> Json:
        told = message_object(message, self._app)
        if message.broadcast:
            told["subtype"] = "thread_broadcast"
        if message.is_reply:
            told["parent_user_id"] = self.of(message.channel)[str(message.thread_ts)].user
        return told

    def _tell(self, message: Message, told: Json) -> None:
        channel = self._channel(message.channel)
        told |= {"channel": channel.id, "channel_type": channel.event_type}
        told.setdefault("event_ts", message.ts)
        inside = channel.kind == "im" or self._app.bot_user in channel.members
        if inside:
            self._happenings.tell(told, subscription=SUBSCRIPTION_OF_KIND[channel.kind])
        else:
            self._happenings.changed()

    def _tell_change(self, subtype: str, after: Message | None, before: Message, stamp: str) -> None:
        told: Json = {"type": "message", "subtype": subtype, "hidden": True, "ts": stamp, "event_ts": stamp}
        if after is not None:
            told["message"] = self._described(after)
        else:
            told["deleted_ts"] = before.ts
        told["previous_message"] = self._described(before)
        self._tell(before, told)

    def _tell_mention(self, message: Message) -> None:
        channel = self._channel(message.channel)
        if message.by_bot or channel.kind == "im" or self._app.bot_user not in mentioned(message.text):
            return
        if self._app.bot_user in channel.members:
            told = self._described(message) | {
                "type": "app_mention",
                "channel": channel.id,
                "event_ts": message.ts,
            }
            self._happenings.tell(told)
