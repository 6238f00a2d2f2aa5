"""Slack's payloads as neutral events. What is malformed, or meant for nobody, is None: never an exception."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from pydantic import ValidationError

from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.log import logger
from bot.slack import dnd, payload
from bot.slack.converted import CONVERTS, converted
from bot.slack.files import files_of
from bot.slack.heard import Bot, Heard, OpenView, Way
from bot.slack.idle import Concerns, everything, is_idle
from bot.slack.ids import name_of, view_note
from bot.slack.kinds import kind_by_name, kind_of
from bot.slack.leaving import LEAVES, left
from bot.slack.links import permalink
from bot.slack.people import profile
from bot.slack.spans import PLATFORM
from bot.slack.spoken import command_in
from bot.slack.state import shown, value_of
from bot.slack.words import people_in, plain_words
from handlers.event import (
    Changed,
    Command,
    DoNotDisturb,
    HomeOpened,
    Membership,
    Posted,
    Pressed,
    ProfileChanged,
    Shortcut,
    Submitted,
)

Body = Mapping[str, Any]

_log = logger(__name__)

# Messages that a person wrote; every other subtype tells of an edit, a deletion, a topic, a bot.
_WRITTEN: Final = frozenset({"", "file_share", "thread_broadcast", "me_message"})


class Reader:
    """Reads for one bot in one workspace. `commands`: names that also answer to a mention of the bot.

    concerns: whether anything may follow from words that are said in a channel, and not to the bot.
    quotes: shortcuts that take the words of their message along; of all others they are left aside.
    """

    def __init__(
        self,
        bot: Bot,
        *,
        commands: Collection[str],
        concerns: Concerns = everything,
        quotes: Collection[str] = (),
    ) -> None:
        self._bot = bot
        self._commands = frozenset(commands)
        self._quotes = frozenset(quotes)
        self._concerns = concerns
        self._events: Mapping[str, Callable[[Body], Heard | None]] = {
            "message": self._posted,
            "user_change": self._profile,
            "team_join": self._profile,
            "dnd_updated_user": self._disturb,
            "member_joined_channel": lambda event: self._member(event, joined=True),
            "member_left_channel": lambda event: self._member(event, joined=False),
            "app_home_opened": self._opened,
        }

    @property
    def heard(self) -> frozenset[str]:
        """The kinds of events that are read."""
        return frozenset(self._events) | LEAVES

    def read(self, body: object) -> Heard | None:
        """The event in a payload, or None where there is nothing to answer."""
        try:
            return self._read(body) if isinstance(body, Mapping) else None
        except ValidationError as malformed:
            _log.warning("front.malformed", shape=malformed.title, where=payload.wrong_places(malformed))
            return None

    def _read(self, body: Body) -> Heard | None:
        if "command" in body:
            return self._command(body)
        match body.get("type"):
            case "block_actions":
                return self._acted(body)
            case "message_action":
                return self._used(body)
            case "view_submission":
                return self._submitted(body)
            case "event_callback":
                event = body.get("event")
                kind = str(event.get("type")) if isinstance(event, Mapping) else ""
                if kind in LEAVES:
                    return left(body, self._bot)
                read = self._events.get(kind)
                return read(event) if read is not None and isinstance(event, Mapping) else None
            case _:
                return None

    def _command(self, body: Body) -> Heard:
        one = payload.SlashCommand.model_validate(body)
        user, place = (
            self._user(one.user_id),
            self._place(one.channel_id, kind_by_name(one.channel_id, one.channel_name)),
        )
        text = plain_words(one.text).strip()
        return Heard(
            event=Command(
                by=user,
                place=place,
                name=one.command[1:].lower(),
                text=text,
                key=one.trigger_id,
            ),
            way=Way(
                user=user,
                place=place,
                trigger=one.trigger_id,
                reply_url=one.response_url,
                typed=f"{one.command} {text}".strip(),
            ),
        )

    def _acted(self, body: Body) -> Heard | None:
        one = payload.BlockActions.model_validate(body)
        name = name_of(one.actions[0].action_id)
        if not name:
            return None
        if one.view is None:
            return self._pressed(one, name)
        if one.view.type == "home":
            return self._pressed_at_home(one, name)
        return self._changed(one, one.view, name, body)

    def _used(self, body: Body) -> Heard:
        one = payload.MessageAction.model_validate(body)
        said, user = one.message, self._user(one.user.id)
        thread = said.thread_ts if said.thread_ts != said.ts else ""
        place = self._place(one.channel.id, kind_by_name(one.channel.id, one.channel.name), thread=thread)
        message = MessageRef(place=place, id=said.ts)
        used = Shortcut(
            by=user,
            name=one.callback_id,
            message=message,
            author=self._user(said.user) if said.user else None,
            link=permalink(message, domain=one.team.domain if one.team else ""),
            text=plain_words(said.text) if one.callback_id in self._quotes else "",
            files=files_of(said.files) if one.callback_id in self._quotes else (),
        )
        people = tuple(self._user(one) for one in people_in(said.text)) if used.text else ()
        way = Way(user=user, place=place, trigger=one.trigger_id, reply_url=one.response_url, people=people)
        return Heard(event=used, way=way)

    def _pressed_at_home(self, one: payload.BlockActions, name: str) -> Heard:
        user = self._user(one.user.id)
        return Heard(
            event=Pressed(by=user, name=name, value=_one(value_of(one.actions[0])), home=True),
            way=Way(user=user, trigger=one.trigger_id, home=True),
        )

    def _pressed(self, one: payload.BlockActions, name: str) -> Heard:
        user, place = self._user(one.user.id), self._pressed_in(one)
        held = one.container or payload.Container()
        # One that only its reader sees is gone with their screen: nothing can be put in its place later.
        lasting = held.message_ts and not held.is_ephemeral
        message = MessageRef(place=place, id=held.message_ts) if place and lasting else None
        value = _one(value_of(one.actions[0]))
        return Heard(
            event=Pressed(by=user, name=name, value=value, message=message, place=place),
            way=Way(
                user=user,
                place=place,
                message=message.id if message else "",
                trigger=one.trigger_id,
                reply_url=one.response_url,
            ),
        )

    def _pressed_in(self, one: payload.BlockActions) -> Place | None:
        if one.channel is None:
            return None
        held = one.container or payload.Container()
        thread = held.thread_ts if held.thread_ts != held.message_ts else ""
        return self._place(one.channel.id, kind_by_name(one.channel.id, one.channel.name), thread=thread)

    def _pressed_on_page(self, one: payload.BlockActions, view: payload.View, name: str, body: Body) -> Heard:
        """What a form turned into, or what was told at home: it belongs to no message and is no form."""
        user = self._user(one.user.id)
        page = OpenView(id=view.id, hash=view.hash, form="", shown=shown(view, draw=0), raw=body["view"])
        return Heard(
            event=Pressed(by=user, name=name, value=_one(value_of(one.actions[0]))),
            way=Way(user=user, trigger=one.trigger_id, view=page),
        )

    def _changed(self, one: payload.BlockActions, view: payload.View, name: str, body: Body) -> Heard:
        note = view_note(view.private_metadata)
        if note is None:
            return self._pressed_on_page(one, view, name, body)
        user, there = self._user(one.user.id), shown(view, draw=note.draw)
        return Heard(
            event=Changed(
                by=user,
                name=name,
                value=_one(value_of(one.actions[0])),
                form=note.form,
                token=note.token,
                values=there.values,
            ),
            way=Way(
                user=user,
                trigger=one.trigger_id,
                view=OpenView(id=view.id, hash=view.hash, form=note.form, shown=there, raw=body["view"]),
            ),
        )

    def _submitted(self, body: Body) -> Heard | None:
        one = payload.ViewSubmission.model_validate(body)
        note = view_note(one.view.private_metadata)
        if note is None:
            return None
        user, there = self._user(one.user.id), shown(one.view, draw=note.draw)
        open_view = OpenView(
            id=one.view.id, hash=one.view.hash, form=note.form, shown=there, raw=body["view"]
        )
        return Heard(
            event=Submitted(
                by=user, form=note.form, token=note.token, values=there.values, files=there.files
            ),
            way=Way(user=user, view=open_view),
        )

    def _posted(self, event: Body) -> Heard | None:
        if str(event.get("subtype")) in CONVERTS:
            return converted(event, self._bot)
        if is_idle(event, bot=self._bot.user, concerns=self._concerns):
            return None
        one = payload.Message.model_validate(event)
        if one.bot_id or one.hidden or one.subtype not in _WRITTEN or one.user in self._nobody:
            return None
        user = self._user(one.user)
        thread = one.thread_ts if one.thread_ts != one.ts else ""
        place = self._place(one.channel, kind_of(one.channel, one.channel_type), thread=thread)
        people = tuple(self._user(user) for user in people_in(one.text) if user != self._bot.user)
        way = Way(user=user, place=place, message=one.ts, typed=plain_words(one.text), people=people)
        direct, files = place.kind == "direct", files_of(one.files)
        spoken = command_in(one.text, bot=self._bot.user, commands=self._commands, direct=direct)
        if direct and files:  # what is sent to the bot with a file stays with it, whatever its first word is
            spoken = None
        message = MessageRef(place=place, id=one.ts)
        if spoken is not None:
            name, text = spoken
            said = Command(
                by=user,
                place=place,
                name=name,
                text=text,
                key=f"{place.id}/{one.ts}",
                said=_first_word(one.text, name),
            )
            return Heard(event=said, way=way)
        text = plain_words(one.text)
        posted = Posted(by=user, message=message, text=text, files=files, mentions=people)
        return Heard(event=posted, way=way)

    @property
    def _nobody(self) -> tuple[str, ...]:
        return ("", "USLACKBOT", self._bot.user)

    def _profile(self, event: Body) -> Heard | None:
        found = profile(payload.UserEvent.model_validate(event).user, tenant=self._bot.tenant)
        return Heard(event=ProfileChanged(profile=found), way=Way(user=found.user)) if found else None

    def _disturb(self, event: Body) -> Heard:
        one = dnd.Updated.model_validate(event)
        user = self._user(one.user)
        return Heard(event=DoNotDisturb(user=user, window=dnd.window(one.dnd_status)), way=Way(user=user))

    def _member(self, event: Body, *, joined: bool) -> Heard:
        one = payload.Member.model_validate(event)
        user, place = self._user(one.user), self._place(one.channel, kind_of(one.channel, one.channel_type))
        return Heard(
            event=Membership(
                user=user,
                place=place,
                change="joined" if joined else "left",
                bot=one.user == self._bot.user,
                inviter=self._user(one.inviter) if one.inviter else None,
            ),
            way=Way(user=user, place=place),
        )

    def _opened(self, event: Body) -> Heard | None:
        one = payload.Opened.model_validate(event)
        user = self._user(one.user)
        return Heard(event=HomeOpened(by=user), way=Way(user=user)) if one.tab == "home" else None

    def _user(self, user: str) -> UserRef:
        """Known by the workspace that tells of them, guests from another one too: none sees into another."""
        return UserRef(platform=PLATFORM, tenant=self._bot.tenant, id=user)

    def _place(self, channel: str, kind: PlaceKind, *, thread: str = "") -> Place:
        return Place(platform=PLATFORM, tenant=self._bot.tenant, kind=kind, id=channel, thread=thread or None)


def _first_word(text: str, name: str) -> str:
    """A command's name as it was written; "" after a slash, where it can be nothing else."""
    written = (word for word in plain_words(text).split() if word.removeprefix("/").lower() == name)
    return next((word for word in written if not word.startswith("/")), "")


def _one(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else next(iter(value), "")
