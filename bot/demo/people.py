"""What the five do: answer their prompts, take up what waits for them, ask, answer, and get it done."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.demo import cast
from bot.demo.lines import region_zone, told
from bot.demo.waiting import Waiting, waiting
from bot.demo.world import World
from sandbox.elements import NotPossible
from sandbox.journal import Entry
from sandbox.message import Message
from sandbox.person import Person

EVENING = ("prompt", "snooze")
FOR_A_REGION = ("handover", "digest")
PRIVATE = ("note", "question", "answer")

Deed = Callable[[], Awaitable[object]]


class Words(NamedTuple):
    """What someone does, behind their name: before it, and after."""

    coming: str
    done: str


HAND_OVER = Words("hands over", "handed over")
ASK = Words("asks about a step", "asked about a step")
NOT_NEEDED = Words("says that a step is not needed", "said that a step is not needed")
PICK_UP = Words("picks up a step", "picked up a step")
ANSWER = Words("answers a question", "answered a question")
SAY_BACK = Words("says back what there is to do", "said back what there is to do")
GIVE_BACK = Words("gives a step back", "gave a step back")
BE_DONE = Words("is done with a step", "is done with a step")


class Cast:
    """Watches what reaches the five, and plans what each does about it, but for the one who is played."""

    def __init__(
        self, world: World, zones: Mapping[str, str], *, first: date = date.min, last: date = date.max,
        meddled: bool = False,
    ) -> None:  # fmt: skip
        """first, last: the days whose messages they answer to. meddled: whether others act beside them."""
        self.played: str | None = None
        self._meddled = meddled
        self._world = world
        self._zones = zones
        self._days = (first, last)
        self._begun: set[tuple[str, date]] = set()
        world.box.on_entry(self._happened)

    def _happened(self, entry: Entry) -> None:
        message = entry.message
        kind, day = told(message)
        if entry.act != "post" or not message.by_bot:
            return
        day = day or self._today(entry)
        if not self._days[0] <= day <= self._days[1]:
            return
        if kind in EVENING and entry.user is not None:
            self._plan_evening(self._world.box.person(entry.user), message, day, again=kind == "snooze")
        elif kind in FOR_A_REGION:
            self._plan_steps(self._reader(message), message, day)
        elif kind in PRIVATE and entry.user is not None:
            person = self._world.box.person(entry.user)
            self._plan_answers(person, message, day)
            self._plan_steps(person, message, day)

    # What they plan.

    def _plan_evening(self, person: Person, asked: Message, day: date, *, again: bool) -> None:
        evening = cast.evening(person.user.name, day)
        if evening.snooze and not again:
            self._press_later(2, person, asked, "In 30 minutes")
        elif evening.act == "nothing":
            self._press_later(evening.after, person, asked, "Nothing to hand over")
        elif evening.act == "write":
            self._later(evening.after, person, HAND_OVER, partial(_write, person, asked, evening))

    def _press_later(self, minutes: int, person: Person, on: Message, button: str) -> None:
        self._later(
            minutes,
            person,
            Words(f"presses “{button}”", f"pressed “{button}”"),
            partial(person.press, on, text=button),
        )

    def _plan_steps(self, person: Person, message: Message, day: date) -> None:
        """One after the other; for the first time that day, the newest in their own way."""
        steps = waiting(person, message, "Pick up")
        if not steps:
            return
        own_way = (person.id, day) not in self._begun
        self._begun.add((person.id, day))
        for number, step in enumerate(steps):
            newest = number == len(steps) - 1
            morning = cast.morning(person.user.name, day) if own_way and newest else cast.Morning()
            self._plan_step(step, morning, minutes=cast.PICKED_UP_AFTER + number * cast.NEXT_STEP_AFTER)

    def _plan_step(self, step: Waiting, morning: cast.Morning, *, minutes: int) -> None:
        if morning.act == "ask":
            fields = {"What do you need to know?": morning.words}
            deed: Deed = partial(step.fill_in, "Ask", title="Ask about a step", fields=fields)
            self._later(minutes, step.person, ASK, deed)
        elif morning.act == "not needed":
            self._later(minutes, step.person, NOT_NEEDED, partial(step.press, "Not needed"))
        elif morning.act != "leave":
            self._later(minutes, step.person, PICK_UP, partial(self._pick_up, step, morning))

    def _plan_answers(self, person: Person, message: Message, day: date) -> None:
        fields = {"Your answer": cast.answer(day)}
        for question in waiting(person, message, "Answer"):
            deed = partial(question.fill_in, "Answer", title="Answer", fields=fields)
            self._later(cast.ANSWERED_AFTER, person, ANSWER, deed)

    async def _pick_up(self, step: Waiting, morning: cast.Morning) -> None:
        """Take it, if nobody has it; perhaps say it back; later be done with it, or give it back."""
        if not await step.press("Pick up"):
            return
        if morning.act == "say back":
            fields = {"In your own words: what will you do?": morning.words}
            say = partial(step.fill_in, "Say it back", title="Say it back", fields=fields)
            self._later(cast.SAID_BACK_AFTER, step.person, SAY_BACK, say)
        if morning.act == "give back":
            back = partial(step.press, "Give back")
            self._later(cast.GIVEN_BACK_AFTER, step.person, GIVE_BACK, back)
        else:
            self._later(cast.DONE_AFTER, step.person, BE_DONE, partial(step.press, "Done"))

    # Who and when.

    def _reader(self, message: Message) -> Person:
        """The one whose region it is for."""
        zone = region_zone(message, self._zones)
        name = next(one.name for one in cast.PEOPLE if one.tz == zone)
        return self._world.box.person(name)

    def _today(self, entry: Entry) -> date:
        """Where the reader is."""
        zone = self._world.box.person(entry.user).user.tz if entry.user else None
        return entry.at.astimezone(ZoneInfo(zone or "UTC")).date()

    def _later(self, minutes: int, person: Person, words: Words, deed: Deed) -> None:
        at = self._world.clock.now() + timedelta(minutes=minutes)
        act = partial(self._do, person, deed)
        self._world.plan(at, act, who=person.user.name, what=words.coming, done=words.done)

    async def _do(self, person: Person, deed: Deed) -> None:
        """Unless somebody plays them; what somebody who meddles has made impossible meanwhile is left."""
        if person.id == self.played:
            return
        try:
            await deed()
        except (NotPossible, TimeoutError):
            if not self._meddled:
                raise
        if person.view is not None:
            await person.close(everything=True)


async def _write(person: Person, asked: Message, evening: cast.Evening) -> None:
    await person.press(asked, text="Write hand-off")
    await person.sees_form("Hand-off")
    await person.submit(evening.fields)
