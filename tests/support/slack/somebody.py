"""One of the sandbox's people, driven as a journey says."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.demo.lines import told
from sandbox import elements
from sandbox.box import Sandbox
from sandbox.message import Message
from sandbox.message import elements as elements_of
from sandbox.outcomes import Done
from sandbox.person import Person
from sandbox.pings import pings
from sandbox.reading import Reader
from sandbox.views import View
from tests.support.shown import Button, OpenForm, Row, Shown
from tests.support.somebody import Filled, Somebody

Json = dict[str, Any]


class SlackPerson(Somebody):
    """rests: waits until bot and sandbox have come to rest."""

    def __init__(self, box: Sandbox, person: Person, rests: Callable[[], Awaitable[None]]) -> None:
        self._box = box
        self._person = person
        self._rests = rests
        self._wrong = ""
        self._pages: list[Shown] = []
        self.name = person.user.name

    @property
    def shown_name(self) -> str:  # type: ignore[override]  # as the profile has it now
        return self._person.user.shown_name

    @property
    def zone(self) -> str:  # type: ignore[override]  # as the profile has it now
        return self._person.user.tz or "UTC"

    # What they do.

    async def press_in(self, message: Shown, button: str, *, below: str = "") -> None:
        now = self._shown(self._person.now(message.native))
        value = now.button(button, below=below).value
        self._taken(await self._person.press(message.native, text=button, value=value))
        await self._rested()

    async def commands(self, command: str, text: str = "", *, where: str | None = None) -> None:
        self._taken(await self._person.command(where, command, text))
        await self._rested()

    async def writes(self, words: str) -> None:
        await self._person.post(None, words)
        await self._rested()

    async def fills(self, values: Mapping[str, Filled]) -> None:
        for label, value in values.items():
            held = value if isinstance(value, str) else [self._box.person(one).id for one in value]
            self._taken(await self._person.choose(self._person.form, label, held))
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
        if self._is_page:
            self._read_page()

    async def closes(self) -> None:
        await self._person.close()
        await self._rests()

    async def leaves(self, channel: str) -> None:
        await self._person.leave(channel)
        await self._rests()

    async def moves_to(self, zone: str) -> None:
        await self._person.change_profile(tz=zone)
        await self._rests()

    # What they see.

    @property
    def private(self) -> list[Shown]:
        return [self._shown(one) for one in self._person.dms if one.by_bot and told(one)[0]]

    @property
    def told(self) -> list[Shown]:
        plain = [one for one in self._person.dms if one.by_bot and not told(one)[0]]
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

    def _taken(self, done: Done) -> None:
        assert done.ok, done.trouble

    @property
    def _is_page(self) -> bool:
        view = self._person.view
        return view is not None and view.payload.get("submit") is None

    def _read_page(self) -> None:
        """A closing page is read, and closed by the reader; so it is gone before the next form opens."""
        view = self._person.form
        self._pages.append(
            Shown(
                id=view.id,
                at=self._box.clock.now(),
                kind="",
                day=None,
                rows=tuple(self._rows(view.blocks)),
                summary=view.title,
            )
        )

    def _held(self, view: View, element: Json) -> str:
        block = next(one for one in elements_of(view.blocks) if one["action_id"] == element["action_id"])
        return self._reader.held(view.holds(block["block_id"], element["action_id"]))

    @property
    def _reader(self) -> Reader:
        return Reader.of(self._person.user, self._box.workspace)

    def _shown(self, message: Message) -> Shown:
        kind, day = told(message)
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


def _label(block: Json) -> str:
    return str(block["label"]["text"])
