"""A person of the awkward platform, driven as a journey says."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.dnd import Window
from bot.domain.identity import MessageRef, Place
from bot.messages.document import Buttons, Document, say
from bot.messages.form import (
    Choice,
    ChoiceField,
    ChoicesField,
    Field,
    FileField,
    FormButton,
    Note,
    PeopleField,
    TextField,
)
from handlers.event import Converted, DoNotDisturb, Membership, ProfileChanged
from tests.support.awkward.bot import AwkwardBot, profile
from tests.support.awkward.front import stringly
from tests.support.awkward.office import Member, Office, Screen, rows
from tests.support.awkward.office import Note as Message
from tests.support.shown import OpenForm, Shown
from tests.support.somebody import Attached, Filled, Somebody

Input = TextField | ChoiceField | ChoicesField | PeopleField


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a person acts through. bot: None while it is down."""

    office: Office
    bot: Callable[[], AwkwardBot]
    rests: Callable[[], Awaitable[None]]


class AwkwardPerson(Somebody):
    """One member of the office."""

    attaches_files = False

    def __init__(self, member: Member, desk: Desk) -> None:
        self._member = member
        self._office = desk.office
        self._desk = desk
        self.name = member.name

    @property
    def shown_name(self) -> str:  # type: ignore[override]  # as the profile has it now
        return self._member.shown_name

    @property
    def zone(self) -> str:  # type: ignore[override]  # as the profile has it now
        return self._member.zone

    # What they do.

    async def press_in(self, message: Shown, button: str, *, below: str = "") -> None:
        there = self._office.now(message.native)
        value = self._office.shown(there).button(button, below=below).value
        name = next(
            one.name
            for block in there.document.blocks
            if isinstance(block, Buttons)
            for one in block.buttons
            if (one.text, one.value) == (button, value)
        )
        where = self._channel(there.ref.place)
        home = "yes" if there.ref.id.startswith("home of ") else ""
        await self._does("press", name=name, value=value, message=there.ref.id, where=where, home=home)

    async def commands(self, command: str, text: str = "", *, where: str | None = None) -> None:
        name = command.removeprefix("/")
        told = {"name": name, "value": text.strip(), "where": where or "", "message": self._office.number()}
        await self._does("command", **told)

    async def writes(self, words: str, *, files: Sequence[Attached] = ()) -> None:
        sent = {f"file {self._office.number()}": f"{size} {name}" for name, size in files}
        await self._does("write", value=words, message=self._office.number(), **sent)

    async def says(
        self, words: str, *, where: str, under: Shown | None = None, files: Mapping[str, bytes] = {}
    ) -> Shown:
        thread: str | None = (under.under or under.id) if under else None
        place = replace(self._office.place(where), thread=thread)
        ref = MessageRef(place=place, id=self._office.number())
        document = Document(blocks=(say(words),), summary=words, kind="")
        now, author = self._office.clock.now(), self._member.id
        note = Message(
            ref=ref,
            at=now,
            key="",
            document=document,
            under=thread,
            author=author,
            files=tuple(files),
            held=tuple(files.values()),
        )
        if where not in self._office.without_bot:
            await self._does("write", value=words, message=ref.id, where=where, **self._office.takes(note))
        return self._office.shown(note)

    async def uses(self, shortcut: str, *, on: Shown) -> None:
        note: Message = on.native
        where = self._channel(note.ref.place)
        told = {"message": note.ref.id, "author": note.author, "value": note.document.summary}
        await self._does("shortcut", name=shortcut, where=where, **told, **self._office.takes(note))

    async def opens_home(self) -> Shown:
        await self._does("look")
        return self.home

    async def attaches(self, label: str, *files: Attached) -> None:
        raise AssertionError(f"{label}: no form here takes files")

    async def fills(self, values: Mapping[str, Filled]) -> None:
        for label, value in values.items():
            found = self._field(label)
            self._screen.filled[found.name] = self._held(found, value)
            if isinstance(found, ChoiceField) and found.redraws:
                await self._changes(found.name, str(self._screen.filled[found.name]))

    async def presses_in_form(self, button: str) -> None:
        buttons = (one for one in self._screen.form.fields if isinstance(one, FormButton))
        pressed = next(one for one in buttons if one.text == button)
        await self._changes(pressed.name, pressed.value)

    async def sends(self) -> None:
        missing = [
            one.label for one in self._inputs() if one.required and not self._screen.filled.get(one.name)
        ]
        if missing:
            self._screen.wrong = f"Required: {', '.join(missing)}"
            return
        await self._acts("send", "", "")

    async def closes(self) -> None:
        self._office.screens.pop(self._member.id)

    async def leaves(self, channel: str) -> None:
        self._office.channels[channel].remove(self._member.id)
        place = self._office.place(channel)
        left = Membership(user=self._member.user, place=place, change="left")
        await self._desk.bot().front.hears_event(left)
        await self._desk.rests()

    async def makes_private(self, channel: str) -> None:
        self._office.private_channels.add(channel)
        await self._desk.bot().front.hears_event(Converted(place=self._office.place(channel)))
        await self._desk.rests()

    async def moves_to(self, zone: str) -> None:
        self._member.zone = zone
        await self._desk.bot().front.hears_event(ProfileChanged(profile=profile(self._member)))
        await self._desk.rests()

    async def wants_quiet(self, since: str, until: str) -> None:
        self._member.quiet = Window(starts_at=self.at(since), ends_at=self.at(until))
        event = DoNotDisturb(user=self._member.user, window=self._member.quiet)
        await self._desk.bot().front.hears_event(event)
        await self._desk.rests()

    # What they see.

    @property
    def private(self) -> list[Shown]:
        return self._office.in_place(self._office.private(self._member.id))

    def downloads(self, shown: Shown) -> bytes:
        note: Message = shown.native
        [held] = note.held
        return held

    @property
    def home(self) -> Shown:
        assert self._member.id in self._office.homes, f"{self.name} has no home yet"
        return self._office.shown(self._office.homes[self._member.id])

    @property
    def told(self) -> list[Shown]:
        return list(self._office.answers.get(self._member.id, ()))

    @property
    def has_form(self) -> bool:
        return self._member.id in self._office.screens

    @property
    def form(self) -> OpenForm:
        screen = self._screen
        return OpenForm(
            title=screen.form.title,
            values={one.label: self._as_read(one, screen.filled.get(one.name, "")) for one in self._inputs()},
            choices={
                one.label: tuple(choice.text for choice in one.choices)
                for one in self._inputs()
                if isinstance(one, ChoiceField | ChoicesField)
            },
            text="\n".join(self._words()),
        )

    @property
    def wrong(self) -> str:
        screen = self._office.screens.get(self._member.id)
        return screen.wrong if screen else ""

    def posts(self, channel: str) -> list[Shown]:
        return self._office.in_place(self._office.place(channel))

    # How it goes over the wire.

    async def _does(self, did: str, **told: str) -> None:
        whole = {"who": self._member.id, "did": did, **told}
        await self._desk.bot().front.hears({name: value for name, value in whole.items() if value})
        await self._desk.rests()

    async def _changes(self, name: str, value: str) -> None:
        await self._acts("change", name, value)

    async def _acts(self, did: str, name: str, value: str) -> None:
        screen = self._screen
        shown = {one.name: screen.filled.get(one.name, "") for one in self._inputs()}
        form = {"form": screen.form.name, "token": screen.form.token, **stringly(shown)}
        await self._does(did, name=name, value=value, **form)

    @property
    def _screen(self) -> Screen:
        screen = self._office.screens.get(self._member.id)
        assert screen is not None, f"{self.name} has no form open"
        return screen

    def _words(self) -> list[str]:
        notes = [one for one in self._screen.form.fields if isinstance(one, Note)]
        said = [row for note in notes for block in note.blocks for row in rows(block)]
        return [row for row in said if isinstance(row, str)]

    def _inputs(self) -> list[Input]:
        fields: tuple[Field, ...] = self._screen.form.fields
        return [one for one in fields if not isinstance(one, Note | FormButton | FileField)]

    def _field(self, label: str) -> Input:
        found = [one for one in self._inputs() if one.label == label]
        assert found, f"no field {label!r}; there are {[one.label for one in self._inputs()]}"
        return found[0]

    def _held(self, found: Input, value: Filled) -> str | tuple[str, ...]:
        match found:
            case TextField():
                assert isinstance(value, str), f"{found.label} takes words"
                assert len(value) <= found.max_length, f"{found.label} is full"
                return value
            case ChoiceField():
                return _chosen(found.choices, str(value)) if value else ""
            case ChoicesField():
                return tuple(_chosen(found.choices, one) for one in value)
            case PeopleField():
                return tuple(self._office.called(one).id for one in value)

    def _as_read(self, found: Input, value: str | tuple[str, ...]) -> str:
        several = (value,) if isinstance(value, str) else value
        match found:
            case ChoiceField() | ChoicesField():
                texts = {one.value: one.text for one in found.choices}
                return ", ".join(texts.get(one, "") for one in several if one)
            case PeopleField():
                return ", ".join(self._office.members[one].shown_name for one in several if one)
            case _:
                return "".join(several)

    def _channel(self, place: Place) -> str:
        return next((one for one in self._office.channels if self._office.place(one).id == place.id), "")


def _chosen(choices: tuple[Choice, ...], text: str) -> str:
    found = [one.value for one in choices if one.text == text]
    assert found, f"{text!r} is not on offer; there are {[one.text for one in choices]}"
    return found[0]
