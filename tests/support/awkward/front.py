"""The awkward platform's front: strings come in, everything twice, and what is answered is shown late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never
from urllib.parse import quote

from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place
from bot.messages.answer import Answer, Ask, Fix, Home, Nothing, Replace, Tell
from bot.messages.document import Buttons, Document, say
from bot.messages.form import Form, Value
from bot.services.platform import House
from handlers import table
from handlers.event import Changed, Command, Event, HomeOpened, Posted, Pressed, Shortcut, Submitted
from sandbox.clock import SteppedClock
from tests.support.awkward.office import Office, Screen

# What a person did, as the platform tells it: strings, and nothing where there is nothing.
Payload = Mapping[str, str]

# How long until the same is delivered again.
AGAIN = timedelta(seconds=1)
FIELD, LIST, FILE = "field ", "list ", "file "


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """An answer that waits to be shown. opens: whether a form may be opened by what was done.

    message: what was acted on.
    """

    member: str
    place: Place
    answer: Answer
    opens: bool
    in_form: bool
    message: str = ""


class AwkwardFront:
    """Hears what people did and, when it is asked to, shows what was answered."""

    def __init__(self, house: House, office: Office, clock: SteppedClock) -> None:
        self._house = house
        self._office = office
        self._clock = clock
        self._late: list[Late] = []

    @property
    def busy(self) -> bool:
        """Whether an answer has not been shown yet."""
        return bool(self._late)

    async def hears(self, told: Payload) -> None:
        """What is told is told again a second later, under a new id, before anything was answered."""
        for number in range(2):
            if number:
                self._clock.move_to(self._clock.now() + AGAIN)
            await self._hear(told)

    async def hears_event(self, event: Event) -> None:
        """What nobody waits for an answer to."""
        for _ in range(2):
            await table.hear(event, self._house)

    async def shows_answers(self) -> None:
        """Show everything that was answered meanwhile."""
        late, self._late = self._late, []
        for one in late:
            self._show(one)

    async def _hear(self, told: Payload) -> None:
        place = self._place(told)
        answer = await table.hear(self._event(told, place), self._house)
        self._late.append(
            Late(
                member=told["who"],
                place=place,
                answer=answer,
                opens=told["did"] in ("press", "change", "send", "shortcut"),
                in_form=told["did"] in ("change", "send"),
                message=told.get("message", ""),
            )
        )

    def _event(self, told: Payload, place: Place) -> Event:
        by = self._office.members[told["who"]].user
        name, value = told.get("name", ""), told.get("value", "")
        match told["did"]:
            case "command":
                message = MessageRef(place=place, id=told["message"])
                return Command(
                    by=by, place=place, name=name, text=value, key=f"{message.place.id}/{message.id}"
                )
            case "press" if "home" in told:
                return Pressed(by=by, name=name, value=value, home=True)
            case "look":
                return HomeOpened(by=by)
            case "press":
                message = MessageRef(place=place, id=told["message"])
                return Pressed(by=by, name=name, value=value, message=message, place=place)
            case "write":
                message = MessageRef(place=place, id=told["message"])
                return Posted(by=by, message=message, text=value, files=files(told))
            case "shortcut":
                message = MessageRef(place=place, id=told["message"])
                author = self._office.members[told["author"]].user if "author" in told else None
                link = f"https://office.example/{quote(message.id, safe='')}"
                return Shortcut(
                    by=by, name=name, message=message, author=author, link=link, text=value, files=files(told)
                )
            case "change":
                form, token = told["form"], told["token"]
                return Changed(by=by, name=name, value=value, form=form, token=token, values=typed(told))
            case "send":
                return Submitted(by=by, form=told["form"], token=told["token"], values=typed(told))
            case other:
                raise AssertionError(f"nobody can {other} here")

    def _place(self, told: Payload) -> Place:
        """A channel by its name; without one, the conversation with the bot."""
        channel = told.get("where")
        return self._office.place(channel) if channel else self._office.private(told["who"])

    def _show(self, late: Late) -> None:
        screens = self._office.screens
        match late.answer:
            case Nothing():
                if late.in_form:
                    screens.pop(late.member, None)
            case Ask(form=form):
                self._ask(late, form)
            case Fix(form=form, errors=errors, values=values):
                filled = {**form.values, **values}
                screens[late.member] = Screen(form=form, filled=filled, wrong=" ".join(errors.values()))
            case Tell(document=document):
                if late.in_form:
                    screens.pop(late.member, None)
                self._office.answer(late.member, late.place, document)
            case Replace(document=document):
                self._replace(late, document)
            case Home(document=document):
                if late.in_form:
                    screens.pop(late.member, None)
                self._office.show_home(late.member, document)
            case _:
                assert_never(late.answer)

    def _replace(self, late: Late, document: Document) -> None:
        """What only one person sees cannot be changed here: it is said again."""
        note = self._office.notes.get(late.message)
        if note is not None:
            self._office.edit(note.ref, document)
        else:
            self._office.answer(late.member, late.place, document)

    def _ask(self, late: Late, form: Form) -> None:
        if late.opens:
            self._office.screens[late.member] = Screen(form=form, filled=dict(form.values))
            return
        assert form.opener is not None, f"{form.name} cannot be opened here"
        text = f"{form.title}: press the button."
        blocks = (say(text), Buttons(buttons=(form.opener,)))
        self._office.answer(late.member, late.place, Document(blocks=blocks, summary=text, kind="notice"))


def stringly(filled: Mapping[str, Value]) -> dict[str, str]:
    """What is filled in, as this platform sends it: what is empty is absent."""
    told = {
        (f"{FIELD}{name}" if isinstance(value, str) else f"{LIST}{name}"): (
            value if isinstance(value, str) else ",".join(value)
        )
        for name, value in filled.items()
    }
    return {name: value for name, value in told.items() if value}


def files(told: Payload) -> tuple[File, ...]:
    """What was sent along: an id in the name, size and file name in the value."""
    sent = [
        (name.removeprefix(FILE), *value.split(" ", 1))
        for name, value in told.items()
        if name.startswith(FILE)
    ]
    return tuple(File(id=number, name=name, size=int(size)) for number, size, name in sent)


def typed(told: Payload) -> dict[str, Value]:
    """What a form held, as the core takes it."""
    values: dict[str, Value] = {}
    for name, value in told.items():
        if name.startswith(FIELD):
            values[name.removeprefix(FIELD)] = value
        elif name.startswith(LIST):
            values[name.removeprefix(LIST)] = tuple(value.split(","))
    return values
