"""The channels and direct conversations: who is in them, and what happens to them."""

from dataclasses import replace
from typing import Any, Literal

from sandbox.app import App
from sandbox.channel import Channel
from sandbox.clock import Clock, seconds
from sandbox.happenings import Happenings
from sandbox.message import Message
from sandbox.people import People
from sandbox.shapes import Json, Refusal
from sandbox.timeline import Timeline

Change = Literal["archive", "unarchive", "rename"]

_CONVERTED = {
    "private": "Now, it can only be viewed or joined by invitation.",
    "public": "Any member in this workspace can see and join it.",
}


class Rooms:
    """Every conversation by id."""

    def __init__(self, *, app: App, clock: Clock, people: People, happenings: Happenings) -> None:
        self._app, self._clock, self._people, self._happenings = app, clock, people, happenings
        self.all: dict[str, Channel] = {}
        self.timeline = Timeline(app=app, clock=clock, happenings=happenings, channel=self.all.__getitem__)
        self._made = {"C": 0, "D": 0}
        self._direct: dict[str, str] = {}

    def found(self, channel_id: str) -> Channel:
        """A conversation the bot can see, else `channel_not_found`, as for one that does not exist."""
        channel = self.all.get(channel_id)
        if channel is None or (channel.kind == "private" and self._app.bot_user not in channel.members):
            raise Refusal("channel_not_found")
        return channel

    def find(self, key: str) -> Channel:
        """The channel with this id or name (with `#` or without); KeyError where there is none."""
        for channel in self.all.values():
            if key in (channel.id, channel.name, f"#{channel.name}"):
                return channel
        raise KeyError(f"no channel is called {key}")

    def open_channel(self, channel: Channel) -> Channel:
        """Make a channel with the members it begins with; tells nobody."""
        members = tuple(self._people.find(key).id for key in channel.members)
        if channel.with_bot:
            members += (self._app.bot_user,)
        creator = channel.creator or (members[0] if members else self._app.bot_user)
        made = replace(channel, id=channel.id or self._next("C"), members=members, creator=creator)
        return self._keep(made)

    def direct(self, user_id: str) -> Channel:
        """The bot's conversation with this person, made the first time."""
        if user_id not in self._direct:
            members = (user_id, self._app.bot_user)
            made = self._keep(Channel(kind="im", id=self._next("D"), user=user_id, members=members))
            self._direct[user_id] = made.id
        return self.all[self._direct[user_id]]

    def join(self, channel_id: str, user_id: str, *, inviter: str | None = None) -> None:
        """Someone (perhaps the bot) comes in: `member_joined_channel`. Already in: nothing happens."""
        channel = self.all[channel_id]
        if user_id in channel.members:
            return
        self.all[channel_id] = replace(channel, members=(*channel.members, user_id))
        self._membership("member_joined_channel", self.all[channel_id], user_id, inviter)
        subtype = "group_join" if channel.kind == "private" else "channel_join"
        self._note(channel_id, user_id, subtype, inviter=inviter)

    def leave(self, channel_id: str, user_id: str) -> None:
        """Someone goes, or is removed: `member_left_channel`. Not in it: nothing happens."""
        channel = self.all[channel_id]
        if user_id not in channel.members:
            return
        private = channel.kind == "private"
        self._note(channel_id, user_id, "group_leave" if private else "channel_leave")
        self._membership("member_left_channel", channel, user_id, None)
        members = tuple(one for one in channel.members if one != user_id)
        self.all[channel_id] = replace(self.all[channel_id], members=members)
        if user_id == self._app.bot_user:
            told = {
                "type": "group_left" if private else "channel_left",
                "channel": channel_id,
                "actor_id": "",
            }
            self._happenings.tell(told | self._stamp())

    def rename(self, channel_id: str, name: str) -> None:
        """Give a channel another name: `channel_rename`, or `group_rename` for a private one."""
        self.all[channel_id] = replace(self.all[channel_id], name=name)
        told = {
            "id": channel_id,
            "name": name,
            "name_normalized": name,
            "created": self.all[channel_id].created,
        }
        self._change("rename", channel_id, channel=told)

    def convert(self, channel_id: str, kind: Literal["public", "private"], by: str) -> None:
        """Make a channel private, or public: said in it, and told as of what it is now. It keeps its id."""
        self.all[channel_id] = replace(self.all[channel_id], kind=kind)
        text = f"made this channel *{kind}*. {_CONVERTED[kind]}"
        subtype = f"channel_convert_to_{kind}"
        self.timeline.post(Message(channel=channel_id, ts="", user=by, text=text, subtype=subtype))

    def archive(self, channel_id: str, by: str) -> None:
        """Archive a channel: `channel_archive`, or `group_archive` for a private one."""
        self.all[channel_id] = replace(self.all[channel_id], archived=True)
        self._change("archive", channel_id, channel=channel_id, user=by)

    def unarchive(self, channel_id: str, by: str) -> None:
        """Bring an archived channel back."""
        self.all[channel_id] = replace(self.all[channel_id], archived=False)
        self._change("unarchive", channel_id, channel=channel_id, user=by)

    def _keep(self, channel: Channel) -> Channel:
        self.all[channel.id] = replace(channel, created=seconds(self._clock.now()))
        return self.all[channel.id]

    def _next(self, letter: str) -> str:
        self._made[letter] += 1
        return f"{letter}{self._made[letter]:09d}"

    def _change(self, change: Change, channel_id: str, **told: Any) -> None:
        channel = self.all[channel_id]
        family = "group" if channel.kind == "private" else "channel"
        self._happenings.about(channel, {"type": f"{family}_{change}", **told, **self._stamp()})

    def _membership(self, happened: str, channel: Channel, user_id: str, inviter: str | None) -> None:
        told: Json = {
            "type": happened,
            "user": user_id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "private" else "C",
            "team": self._app.team_id,
        }
        if inviter is not None:
            told["inviter"] = inviter
        self._happenings.about(channel, told | self._stamp())

    def _note(self, channel_id: str, user_id: str, subtype: str, *, inviter: str | None = None) -> None:
        extra = {"inviter": inviter} if inviter is not None else {}
        words = "has joined" if subtype.endswith("join") else "has left"
        text = f"<@{user_id}> {words} the channel"
        self.timeline.post(
            Message(channel=channel_id, ts="", user=user_id, text=text, subtype=subtype, extra=extra)
        )

    def _stamp(self) -> Json:
        return {"event_ts": f"{seconds(self._clock.now())}.000000"}
