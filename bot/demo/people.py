"""What the five do: answer their prompts as scripted, pick up what waits for them, and get it done."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from functools import partial

from bot.demo import cast
from bot.demo.lines import region_zone, told
from bot.demo.world import World
from sandbox.elements import NotPossible
from sandbox.journal import Entry
from sandbox.message import Message
from sandbox.person import Person

QUESTIONS = ("prompt", "snooze")
ANSWERED = {"handover", "digest"}

Deed = Callable[[Person], Awaitable[None]]


class Cast:
    """Watches what reaches the five, and plans what each does about it, but for the one who is played."""

    def __init__(
        self, world: World, zones: Mapping[str, str], *, first: date, last: date = date.max,
        meddled: bool = False,
    ) -> None:  # fmt: skip
        """first, last: the days whose messages they answer to. meddled: whether others act beside them."""
        self.played: str | None = None
        self._meddled = meddled
        self._world = world
        self._zones = zones
        self._days = (first, last)
        world.box.on_entry(self._happened)

    def _happened(self, entry: Entry) -> None:
        kind, day = told(entry.message)
        if entry.act != "post" or day is None or not self._days[0] <= day <= self._days[1]:
            return
        if kind in QUESTIONS and entry.user is not None:
            person = self._world.box.person(entry.user)
            self._plan_answer(person, entry.message, day, again=kind == "snooze")
        elif kind in ANSWERED and first_value(entry.message, "Pick up") is not None:
            reader = self._reader(entry.message)
            self._later(
                cast.PICKED_UP_AFTER, reader, "picks up a step", partial(self._pick_up, entry.message)
            )

    def _plan_answer(self, person: Person, asked: Message, day: date, *, again: bool) -> None:
        evening = cast.evening(person.user.name, day)
        if evening.snooze and not again:
            self._press_later(2, person, asked, "In 30 minutes")
        elif evening.act == "nothing":
            self._press_later(evening.after, person, asked, "Nothing to hand over")
        elif evening.act == "write":
            self._later(evening.after, person, "hands over", partial(self._write, asked, evening))

    def _press_later(self, minutes: int, person: Person, on: Message, button: str) -> None:
        async def press(who: Person) -> None:
            await who.press(on, text=button)

        self._later(minutes, person, f"presses “{button}”", press)

    async def _write(self, asked: Message, evening: cast.Evening, person: Person) -> None:
        await person.press(asked, text="Write hand-off")
        await person.sees_form("Hand-off")
        await person.submit(evening.fields)

    async def _pick_up(self, message: Message, person: Person) -> None:
        """Take the first step that nobody has, and be done with it later."""
        value = first_value(person.now(message), "Pick up")
        if value is not None:
            await person.press(message, text="Pick up", value=value)
            self._later(cast.DONE_AFTER, person, "is done with a step", partial(self._finish, message, value))

    async def _finish(self, message: Message, value: str, person: Person) -> None:
        await person.press(message, text="Done", value=value)

    def _reader(self, message: Message) -> Person:
        """The one whose region it is for."""
        zone = region_zone(message, self._zones)
        name = next(one.name for one in cast.PEOPLE if one.tz == zone)
        return self._world.box.person(name)

    def _later(self, minutes: int, person: Person, what: str, deed: Deed) -> None:
        at = self._world.clock.now() + timedelta(minutes=minutes)
        self._world.plan(at, partial(self._do, person, deed), who=person.user.name, what=what)

    async def _do(self, person: Person, deed: Deed) -> None:
        """Unless somebody plays them; what somebody who meddles has made impossible meanwhile is left."""
        if person.id == self.played:
            return
        try:
            await deed(person)
        except (NotPossible, TimeoutError):
            if not self._meddled:
                raise
        if person.view is not None:
            await person.close(everything=True)


def first_value(message: Message, button: str) -> str | None:
    """What the first button of that name acts on."""
    values = (one["value"] for one in message.buttons if one["text"]["text"] == button)
    return next(values, None)
