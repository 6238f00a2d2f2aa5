"""What the five do: answer their prompts as scripted, pick up what waits for them, and get it done."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from bot.demo import cast
from bot.demo.lines import region_zone, told
from bot.demo.world import Act, World
from sandbox.journal import Entry
from sandbox.message import Message
from sandbox.person import Person

QUESTIONS = ("prompt", "snooze")
ANSWERED = {"handover", "digest"}


class Cast:
    """Watches what reaches the five, and plans what each does about it."""

    def __init__(self, world: World, zones: Mapping[str, str], *, first: date, last: date) -> None:
        self._world = world
        self._zones = zones
        self._days = (first, last)
        self._evenings: Counter[str] = Counter()
        self._snoozed: set[str] = set()
        world.box.on_entry(self._happened)

    def _happened(self, entry: Entry) -> None:
        kind, day = told(entry.message)
        if entry.act != "post" or day is None or not self._days[0] <= day <= self._days[1]:
            return
        if kind in QUESTIONS and entry.user is not None:
            person = self._world.box.person(entry.user)
            self._plan_answer(person, entry.message, again=kind == "snooze")
        elif kind in ANSWERED:
            self._later(
                cast.PICKED_UP_AFTER, partial(self._pick_up, self._reader(entry.message), entry.message)
            )

    def _plan_answer(self, person: Person, asked: Message, *, again: bool) -> None:
        name = person.user.name
        script = cast.EVENINGS[name]
        turn = self._evenings[name]
        evening = script[turn % len(script)]
        if evening.snooze and not again:
            self._later(2, partial(self._press, person, asked, "In 30 minutes"))
            return
        self._evenings[name] += 1
        if evening.act == "nothing":
            self._later(evening.after, partial(self._press, person, asked, "Nothing to hand over"))
        elif evening.act == "write":
            self._later(evening.after, partial(self._write, person, asked, evening))

    async def _press(self, person: Person, on: Message, button: str) -> None:
        await person.press(on, text=button)

    async def _write(self, person: Person, asked: Message, evening: cast.Evening) -> None:
        await person.press(asked, text="Write hand-off")
        await person.sees_form("Hand-off")
        await person.submit(evening.fields)

    async def _pick_up(self, person: Person, message: Message) -> None:
        """Take the first step that nobody has, and be done with it later."""
        value = first_value(person.now(message), "Pick up")
        if value is not None:
            await person.press(message, text="Pick up", value=value)
            self._later(cast.DONE_AFTER, partial(self._finish, person, message, value))

    async def _finish(self, person: Person, message: Message, value: str) -> None:
        await person.press(message, text="Done", value=value)

    def _reader(self, message: Message) -> Person:
        """The one whose region it is for."""
        zone = region_zone(message, self._zones)
        name = next(one.name for one in cast.PEOPLE if one.tz == zone)
        return self._world.box.person(name)

    def _later(self, minutes: int, act: Act) -> None:
        self._world.plan(self._world.clock.now() + timedelta(minutes=minutes), act)


def first_value(message: Message, button: str) -> str | None:
    """What the first button of that name acts on."""
    values = (one["value"] for one in message.buttons if one["text"]["text"] == button)
    return next(values, None)
