"""One of the sandbox's people, driven as a journey says."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.demo.lines import told
from sandbox import elements, form
from sandbox.box import Sandbox
from sandbox.message import Message
from sandbox.message import elements as elements_of
from sandbox.outcomes import Done
from sandbox.person import Person
from sandbox.pings import pings
from sandbox.reading import Reader
from sandbox.views import View
from tests.support.shown import Button, OpenForm, Row, Shown
from tests.support.somebody import Attached, Filled, Somebody

Json = dict[str, Any]


class SlackPerson(Somebody):
    """rests: waits until bot and sandbox have come to rest."""

    attaches_files = True

    def __init__(self, box: Sandbox, person: Person, rests: Callable[[], Awaitable[None]]) -> None:
        self._box = box
        self._person = person
        self._rests = rests
        self._wrong = ""
        self._pages: list[Shown] = []
        self._read = ""
        self.name = person.user.name

    @property
    def shown_name(self) -> str:  # type: ignore[override]  # as the profile has it now
        return self._person.user.shown_name

    @property
    def zone(self) -> str:  # type: ignore[override]  # as the profile has it now
        return self._person.user.tz or "UTC"

    # What they do.

    async def press_in(self, message: Shown, button: str, *, below: str = "") -> None:
        on: Message | View = message.native
        now = self._of_view(on) if isinstance(on, View) else self._shown(self._person.now(on))
        value = now.button(button, below=below).value
        self._taken(await self._person.press(on, text=button, value=value or None))
        await self._rested()

    async def commands(self, command: str, text: str = "", *, where: str | None = None) -> None:
        self._taken(await self._person.command(where, command, text))
        await self._rested()

    async def writes(self, words: str, *, files: Sequence[Attached] = ()) -> None:
        await self._person.post(None, words, files=[self._person.upload(*one) for one in files])
        await self._rested()

    async def says(
        self, words: str, *, where: str, under: Shown | None = None, files: Mapping[str, bytes] = {}
    ) -> Shown:
        thread: str | None = under.native.thread_ts or under.native.ts if under else None
        sent = [self._person.upload(name, held) for name, held in files.items()]
        said = await self._person.post(where, words, thread_ts=thread, files=sent)
        await self._rested()
        return self._shown(said)

    async def edits(self, said: Shown, words: str) -> None:
        """What they have written says this now."""
        await self._person.edit(said.native, words)
        await self._rested()

    async def deletes(self, said: Shown) -> None:
        """What they have written is gone."""
        await self._person.delete(said.native)
        await self._rested()

    async def uses(self, shortcut: str, *, on: Shown) -> None:
        self._taken(await self._person.shortcut(on.native, shortcut))
        await self._rested()

    async def opens_home(self) -> Shown:
        await self._person.open_home()
        await self._rested()
        return self.home

    async def fills(self, values: Mapping[str, Filled]) -> None:
        for label, value in values.items():
            names_people = form.field(self._person.form, label)["type"] == "multi_users_select"
            held = [self._box.person(one).id for one in value] if names_people else value
            self._taken(await self._person.choose(self._person.form, label, held))
            await self._rested()

    async def attaches(self, label: str, *files: Attached) -> None:
        picked = [self._person.upload(*one) for one in files]
        self._taken(await self._person.choose(self._person.form, label, picked))
        await self._rested()

    async def presses_in_form(self, button: str) -> None:
        self._taken(await self._person.press(self._person.form, text=button))
        await self._rested()

    async def sends(self) -> None:
        form = self._person.form
        sent = await self._person.submit()
        await self._rests()
        assert not sent.trouble, sent.trouble
        labels = {one["block_id"]: one["label"]["text"] for one in form.blocks if one["type"] == "input"}
        self._wrong = "\n".join(f"{labels[block]}: {words}" for block, words in sent.errors.items())
        self._read_page()

    async def closes(self) -> None:
        await self._person.close()
        await self._rests()

    async def leaves(self, channel: str) -> None:
        await self._person.leave(channel)
        await self._rests()

    async def makes_private(self, channel: str) -> None:
        self._box.convert(channel, "private", by=self.name)
        await self._rests()

    async def moves_to(self, zone: str) -> None:
        await self._person.change_profile(tz=zone)
        await self._rests()

    async def wants_quiet(self, since: str, until: str) -> None:
        first, last = self.at(since), self.at(until)
        self._box.set_dnd(self.name, (int(first.timestamp()), int(last.timestamp())))
        await self._rests()

    # What they see.

    @property
    def private(self) -> list[Shown]:
        return [self._shown(one) for one in self._person.dms if one.by_bot and labelled(one)[0]]

    def downloads(self, shown: Shown) -> bytes:
        [file] = shown.native.files
        return b"".join(self._person.wires.workspace.files.found(file["id"]).content.pieces())

    @property
    def home(self) -> Shown:
        view = self._person.home
        assert view is not None, f"{self.name} has no home yet"
        return self._of_view(view)

    @property
    def told(self) -> list[Shown]:
        plain = [one for one in self._person.dms if one.by_bot and not labelled(one)[0]]
        answers = [self._shown(one) for one in (*self._person.ephemerals, *plain)]
        return sorted([*answers, *self._pages], key=lambda one: one.at)

    @property
    def has_form(self) -> bool:
        return self._person.view is not None and not self._is_page

    @property
    def form(self) -> OpenForm:
        view = self._person.form
        fields = {_label(block): block["element"] for block in view.blocks if block["type"] == "input"}
        return OpenForm(
            title=view.title,
            values={label: self._held(view, one) for label, one in fields.items()},
            choices={
                label: tuple(choice["text"]["text"] for choice in elements.options(one))
                for label, one in fields.items()
                if one["type"] in elements.OPTIONED
            },
            text=self._of_view(view).text,
        )

    @property
    def wrong(self) -> str:
        return self._wrong

    def posts(self, channel: str) -> list[Shown]:
        return [self._shown(one) for one in self._person.messages(channel) if one.by_bot]

    # How it is read.

    async def _rested(self) -> None:
        self._wrong = ""
        await self._rests()
        self._read_page()

    def _taken(self, done: Done) -> None:
        assert done.ok, done.trouble

    @property
    def _is_page(self) -> bool:
        view = self._person.view
        return view is not None and view.payload.get("submit") is None

    def _read_page(self) -> None:
        """A page is read once, as what the bot answered to them alone; it goes when the next form opens."""
        view = self._person.view
        if view is not None and self._is_page and view.hash != self._read:
            self._read = view.hash
            self._pages.append(self._of_view(view))

    def _of_view(self, view: View) -> Shown:
        return Shown(
            id=view.id,
            at=self._box.clock.now(),
            kind="home" if view is self._person.home else "",
            day=None,
            rows=tuple(self._rows(view.blocks)),
            summary=view.title,
            native=view,
        )

    def _held(self, view: View, element: Json) -> str:
        block = next(one for one in elements_of(view.blocks) if one["action_id"] == element["action_id"])
        return self._reader.held(view.holds(block["block_id"], element["action_id"]))

    @property
    def _reader(self) -> Reader:
        return Reader.of(self._person.user, self._box.workspace)

    def _shown(self, message: Message) -> Shown:
        kind, day = labelled(message)
        return Shown(
            id=f"{message.channel}/{message.ts}",
            at=datetime.fromtimestamp(float(message.ts), UTC),
            kind=kind,
            day=day,
            rows=tuple(self._rows(message.blocks)),
            summary=self._reader.summary(message),
            pings=frozenset(self._called(one) for one in pings(message)),
            under=f"{message.channel}/{message.thread_ts}" if message.is_reply else None,
            broadcast=message.broadcast,
            files=tuple(one["title"] for one in message.files),
            native=message,
        )

    def _rows(self, blocks: tuple[Json, ...] | list[Json]) -> list[Row]:
        return [self._row(one) for one in blocks]

    def _row(self, block: Json) -> Row:
        if block["type"] == "actions":
            buttons = (one for one in block["elements"] if one["type"] == "button")
            return tuple(Button(text=one["text"]["text"], value=one.get("value", "")) for one in buttons)
        return self._reader.block(block)

    def _called(self, ping: str) -> str:
        return ping if ping.startswith("@") else self._box.person(ping).user.name


def labelled(message: Message) -> tuple[str, date | None]:
    """What kind of message it is, and of which day; a file has no label on Slack, and is one all the same."""
    kind, day = told(message)
    return kind or ("file" if message.by_bot and message.files else ""), day


def _label(block: Json) -> str:
    return str(block["label"]["text"])
