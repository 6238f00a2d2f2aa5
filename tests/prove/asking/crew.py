"""What the forty do: they ask, answer late or never, focus, press, chase, propose, vote and forget to."""

from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import count
from random import Random
from typing import Any

from bot.domain.dnd import Window
from bot.domain.identity import MessageRef
from bot.messages import decision as decision_messages
from bot.messages import nudge as nudge_messages
from bot.messages import nudge_settings
from bot.messages import pressing as pressing_messages
from bot.messages import request as request_messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.document import Button
from bot.messages.form import Form
from bot.services.platform import Spoken
from handlers.event import Command, DoNotDisturb, Posted, Pressed, ProfileChanged, Shortcut
from tests.prove.asking.cast import ELSEWHERE, HOLIDAYS, TRAVELLERS, Calendars, may_be_away
from tests.prove.asking.forms import form_of, sent
from tests.prove.asking.town import Town
from tests.prove.crowd import SECOND, Crowd, buttons
from tests.prove.platform import Post
from tests.prove.reckoning import DAY, HOUR, MINUTE, OFFICE, Who, WorkDay
from tests.prove.relay import place, profile, user

Deed = Callable[[Who], Coroutine[Any, Any, None]]

# In how many of a hundred cases one of these is pressed by who sees it, and within how many hours.
LIKING = {
    request_messages.ANSWER: (35, 12),
    request_messages.PASS_ON: (80, 5),
    request_messages.ASK_AGAIN: (20, 5),
    request_messages.WITHDRAW: (4, 20),
    pressing_messages.REMIND: (60, 1),
    nudge_messages.ADD: (50, 1),
    decision_messages.APPROVE: (30, 30),
    decision_messages.ABSTAIN: (8, 30),
    decision_messages.OBJECT: (6, 30),
}

EMPTY = ("hi", "quick question", "can we talk?", "anyone here?")


@dataclass(slots=True)
class Crew:
    """asked: who asked, by the words it is known by. urgent: whom those that could not wait were for.

    rounds: when a decision was put to those who decide. objected: when somebody last objected to the one of
    that number. said: whom each has pressed or chased, and when. did: what was done, by name.
    """

    crowd: Crowd
    town: Town
    calendars: Calendars
    rng: Random
    until: datetime
    asked: dict[str, str] = field(default_factory=dict)
    urgent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rounds: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    objected: dict[str, datetime] = field(default_factory=dict)
    said: list[tuple[str, str, datetime]] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    numbers: "count[int]" = field(default_factory=count)

    @property
    def now(self) -> datetime:
        return self.crowd.relay.clock.now()

    def token(self, letter: str) -> str:
        return f"{letter}{next(self.numbers):05}x"

    async def begins(self) -> None:
        """Some say which holidays they have; the stewards of both channels opt in."""
        for who in self.crowd.cast.people:
            await self._says_holidays(who)
        for channel, members in self.crowd.cast.teams.items():
            opt_in = Pressed(by=user(members[0]), name=nudge_settings.SET, value=f"every public {channel}")
            answer = await self.crowd.does(members[0], opt_in)
            assert isinstance(answer, Tell), answer

    def plans(self, who: Who, day: WorkDay, deeds: dict[Deed, int]) -> None:
        """What somebody does on a working day: now and then before or after it."""
        for _ in range(self.rng.choice((0, 0, 1, 1, 1))):
            start, end = self.rng.choice(day.spans)
            at = start + self.rng.random() * (end - start)
            if self.rng.random() < 0.12:
                at = day.ends_at + self.rng.randint(5, 300) * MINUTE
            (deed,) = self.rng.choices([*deeds], [*deeds.values()])
            self.crowd.relay.plan(at, partial(self.does, deed, who))

    async def does(self, deed: Deed, who: Who) -> None:
        if self.now < self.until:
            await deed(who)

    # What they hear.

    def heard(self, post: Post) -> None:
        """What reaches them: they press what stands there, later or never."""
        if post.person and post.kind in ("prompt", "snooze"):
            self.crowd.asked(self.crowd.cast.by_handle[post.person], post)
        if post.kind == decision_messages.REOPENED:
            self.did["reopened"] += 1
        reader = post.person or post.only
        people = [self.crowd.cast.by_handle[reader]] if reader else self._passing(post)
        for who in people:
            for button in {one.name: one for one in buttons(post.first)}.values():
                often, within = LIKING.get(button.name, (0, 0))
                if self.rng.randrange(100) < often:
                    at = self.now + MINUTE + self.rng.random() * within * HOUR
                    self.crowd.relay.plan(at, partial(self.presses, who, button, post))

    def _passing(self, post: Post) -> list[Who]:
        members = self.crowd.cast.teams.get(post.to.id, [])
        many = {decision_messages.POSTED: 8, request_messages.POSTED: 2, decision_messages.CLOSED: 3}
        return self.rng.sample(members, min(many.get(post.kind, 0), len(members)))

    async def presses(self, who: Who, button: Button, post: Post) -> None:
        """A button, and what it asks for is filled in."""
        if self.now >= self.until:
            return
        if button.name == decision_messages.OBJECT:
            self.objected[button.value.partition(":")[0]] = self.now
        event = Pressed(
            by=user(who),
            name=button.name,
            value=button.value,
            message=post.ref,
            place=post.ref.place,
        )
        answer = await self.crowd.does(who, event)
        self.did[button.name] += answer is not None
        form = form_of(answer)
        if form is None or button.name == request_messages.ASK_AGAIN:
            return
        self.crowd.relay.plan(self.now + self.rng.randint(20, 400) * SECOND, partial(self._sends, who, form))

    async def _sends(self, who: Who, form: Form) -> None:
        answer = await self.crowd.does(who, sent(user(who), form, {}))
        self.did[f"sent {form.name}"] += not isinstance(answer, Ask | Fix)

    # Their calendars.

    async def _says_holidays(self, who: Who) -> None:
        country, day = HOLIDAYS.get(who.zone, ("", None))
        if day is None or who in TRAVELLERS or int(who.handle[1:]) % 2:
            return
        answer = await self._commands(who, "sunrelay", f"holidays {country}")
        assert isinstance(answer, Tell), answer
        assert answer.document.kind == "holiday", answer
        self.did["holidays"] += 1
        self.calendars.off[who.handle].add(day)

    async def goes_away(self, who: Who) -> None:
        """Some whole days, from the day after tomorrow."""
        if not may_be_away(who):
            return
        first = self.calendars.local_day(who, self.now) + 2 * DAY
        last = first + self.rng.choice((0, 1, 4, 8)) * DAY
        words = f"away {_spoken(first)} - {_spoken(last)}"
        answer = await self._commands(who, "sunrelay", words)
        assert isinstance(answer, Tell), answer
        assert answer.document.kind == "away", answer
        self.did["away"] += 1
        self.calendars.off[who.handle] |= {first + one * DAY for one in range((last - first).days + 1)}

    async def focuses(self, who: Who) -> None:
        """For an hour or more."""
        minutes = self.rng.choice((30, 60, 120, 240))
        before = self.now
        answer = await self._commands(who, "sunrelay", f"focus {minutes}m the release")
        if isinstance(answer, Tell) and answer.document.kind == "focus":
            self.did["focus"] += 1
            self.calendars.focuses[who.handle].append((before, before + minutes * MINUTE))

    async def wants_quiet(self, who: Who) -> None:
        """By the platform's own switch, which counts where nobody has set their hours by hand."""
        if who.hours != OFFICE:
            return
        window = Window(starts_at=self.now, ends_at=self.now + self.rng.choice((30, 60, 120)) * MINUTE)
        self.town.windows[who.handle] = window
        await self.crowd.does(who, DoNotDisturb(user=user(who), window=window))
        self.did["quiet"] += 1
        self.calendars.windows[who.handle].append((window.starts_at, window.ends_at))

    async def travels(self, who: Who, zone: str = ELSEWHERE) -> None:
        """The profile says another zone."""
        self.town.zones[who.handle] = zone
        self.calendars.zones[who.handle].append((self.now, zone))
        await self.crowd.does(who, ProfileChanged(profile=profile(who, zone=zone)))
        self.did["travelled"] += 1

    # What they say in channels.

    async def says_nothing_much(self, who: Who) -> None:
        """A message that gives nothing to act on."""
        await self._says(who, self.rng.choice(EMPTY), ())

    async def presses_somebody(self, who: Who) -> None:
        other = self.rng.choice(self.crowd.cast.teams["atlas"])
        if other != who:
            await self._says(who, f"<@{other.handle}> can you merge the voucher branch asap?", (other,))

    async def chases(self, who: Who) -> None:
        other = self.rng.choice(self.crowd.cast.teams["atlas"])
        if other != who:
            await self._says(who, f"<@{other.handle}> any update?", (other,))

    async def _says(self, who: Who, text: str, to: tuple[Who, ...]) -> None:
        where = place(self.home(who))
        message = MessageRef(place=where, id=f"said{next(self.numbers)}")
        self.town.said[message.id] = (where, Spoken(at=self.now, by=user(who), text=text))
        self.said += [(who.handle, one.handle, self.now) for one in to]
        mentions = tuple(user(one) for one in to)
        await self.crowd.does(who, Posted(by=user(who), message=message, text=text, mentions=mentions))
        self.did["pressed" if to else "said hi"] += 1

    async def asks_for_context(self, who: Who) -> None:
        """By the shortcut on somebody's message, where the bot is not."""
        other = self.rng.choice(self.crowd.cast.people)
        if other == who:
            return
        there = MessageRef(place=place("elsewhere"), id=f"m{next(self.numbers)}")
        event = Shortcut(
            by=user(who),
            name="context.ask",
            message=there,
            author=user(other),
            link=f"https://example.com/{there.id}",
        )
        answer = await self.crowd.does(who, event)
        self.did["context"] += isinstance(answer, Tell)

    async def _commands(self, who: Who, name: str, text: str) -> Answer | None:
        return await self.crowd.does(
            who, Command(by=user(who), place=place(self.home(who)), name=name, text=text)
        )

    def home(self, who: Who) -> str:
        """One of their teams' channels."""
        return self.rng.choice(self.crowd.cast.teams_of(who) or ("atlas",))


def _spoken(day: date) -> str:
    return f"{day.day} {day:%b}".lower()
