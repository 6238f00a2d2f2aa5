"""What the forty do with what reaches them: they press what stands there, and fill in what opens."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.messages import question as question_messages
from bot.messages import step as step_messages
from bot.messages.answer import Ask, Home, Tell
from bot.messages.document import Button, Document
from bot.messages.form import Form
from bot.services.platform import Around, Channel
from handlers.event import Command, HomeOpened, Posted, Pressed, Shortcut, Submitted
from tests.prove.cast import Cast
from tests.prove.crowd import SECOND, Crowd, buttons
from tests.prove.platform import PLATFORM, TENANT, Post
from tests.prove.reckoning import DAY, HOUR, MINUTE, Who, WorkDay, work_days, works
from tests.prove.relay import place, profile, user

# How much more readily one of these is pressed than another.
LIKING = {
    step_messages.PICK_UP: 6,
    step_messages.SAY_BACK: 2,
    step_messages.ASK: 3,
    step_messages.ANSWER: 12,
    step_messages.DONE: 5,
    step_messages.GIVE_BACK: 2,
    step_messages.NOT_NEEDED: 1,
    step_messages.UNDO: 1,
}

# What is typed into a form begins with what it is known by.
TYPED = {
    question_messages.ASK_FORM: (question_messages.TEXT, "Q{}x: which of the two is meant?"),
    question_messages.REPLY_FORM: (question_messages.TEXT, "A{}x: the second one."),
    step_messages.READ_BACK: (step_messages.WORDS, "R{}x: the second one, today."),
}


@dataclass(frozen=True, slots=True)
class Town:
    """A directory that knows the cast."""

    cast: Cast

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        return [profile(self.cast.by_handle[one.id]) for one in users]

    async def channel(self, place: Place) -> Channel | None:
        inside = tuple(user(one) for one in self.cast.teams[place.id])
        return Channel(place=place, name=place.id, kind=place.kind, members=inside)

    async def kind(self, place: Place) -> PlaceKind:
        return place.kind

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        return Around(message=None)

    async def link(self, message: MessageRef) -> str:
        return ""

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        return {}


@dataclass(slots=True)
class Crew:
    """`promised`: the questions and answers that somebody was told are on their way.

    silent: from when to when each of those does nothing. did: what was pressed and filled in.
    """

    crowd: Crowd
    rng: Random
    silent: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    promised: set[str] = field(default_factory=set)
    did: Counter[str] = field(default_factory=Counter)
    until: datetime | None = None
    _numbers: "count[int]" = field(default_factory=count)

    def gathers(self, first: date, last: date, *, until: datetime) -> None:
        """They hear what reaches them, and do some things by themselves; nothing more from `until` on."""
        self.until = until
        self.crowd.relay.platform.heard = self._heard
        for who in self.crowd.cast.people:
            for day in work_days(who, first, last):
                self._lives(who, day)

    def is_there(self, who: Who) -> bool:
        """Whether they are in a team, and not silent."""
        begin, end = self.silent.get(who.handle, (None, None))
        silent = begin is not None and end is not None and begin <= self._now < end
        over = self.until is not None and self._now >= self.until
        return bool(self.crowd.cast.teams_of(who)) and not silent and not over

    @property
    def _now(self) -> datetime:
        return self.crowd.relay.clock.now()

    def _lives(self, who: Who, day: WorkDay) -> None:
        start, end = self.rng.choice(day.spans)
        plan, rng = self.crowd.relay.plan, self.rng
        mark = rng.randrange(100)
        at = start + rng.random() * (end - start)
        if mark < 14:
            plan(at, partial(self._opens_home, who))
        elif mark < 18:  # at night
            plan(day.ends_at + rng.randint(60, 400) * MINUTE, partial(self._opens_home, who))
        elif mark < 26:
            plan(at, partial(self._asks_what_is_new, who))
        elif mark < 40:
            plan(at, partial(self._keeps, who))
        elif mark < 46:  # late
            plan(day.ends_at + rng.randint(60, 420) * MINUTE, partial(self._writes, who))
        elif mark < 50:  # ahead
            plan(at, partial(self._writes, who))

    # What reaches them.

    def _heard(self, post: Post) -> None:
        if post.person:
            who = self.crowd.cast.by_handle[post.person]
            if self.is_there(who):
                self.crowd.asked(who, post)
            if post.kind in ("note", "question", "answer") and self.rng.random() < 0.8:
                self._plan_look(post, who, 3 * HOUR)
        elif post.kind in ("digest", "handover"):
            for _ in range(6 if post.kind == "digest" else 1):
                self._plan_look(post, None, 7 * HOUR)

    def _plan_look(self, post: Post, who: Who | None, within: timedelta) -> None:
        at = self._now + MINUTE + self.rng.random() * within
        self.crowd.relay.plan(at, partial(self._looks, post, who))

    async def _looks(self, post: Post, who: Who | None) -> None:
        who = who or self._somebody(post.to.id)
        if who is not None and self.is_there(who):
            await self._acts(who, post.now, post)

    def _somebody(self, channel: str) -> Who | None:
        """At work, mostly."""
        members = self.crowd.cast.teams[channel]
        awake = [one for one in members if works(one, self._now)]
        return self.rng.choice(awake or members) if members else None

    async def _opens_home(self, who: Who) -> None:
        if self.is_there(who):
            answer = await self.crowd.does(who, HomeOpened(by=user(who)))
            if isinstance(answer, Home):
                self.did["home"] += 1
                await self._acts(who, answer.document, None, home=True)

    async def _asks_what_is_new(self, who: Who) -> None:
        if self.is_there(who):
            where = place(self.crowd.cast.teams_of(who)[0])
            event = Command(by=user(who), place=where, name="digest", text=self.rng.choice(("me", "")))
            answer = await self.crowd.does(who, event)
            if isinstance(answer, Tell):
                self.did["digest"] += 1
                await self._acts(who, answer.document, None)

    async def _writes(self, who: Who) -> None:
        if self.is_there(who):
            await self.crowd.writes(who, None, None)

    async def _keeps(self, who: Who) -> None:
        """A line, a file or a link to a message, for tonight's form."""
        if not self.is_there(who):
            return
        number = next(self._numbers)
        mine = Place(platform=PLATFORM, tenant=TENANT, kind="direct", id=f"D{who.handle}")
        message = MessageRef(place=mine, id=f"said{number}")
        match number % 3:
            case 0:
                said = Posted(by=user(who), message=message, text=f"Line {number}")
                await self.crowd.does(who, said)
            case 1:
                sent = File(id=f"F{number}", name=f"trace-{number}.txt", size=1000)
                await self.crowd.does(who, Posted(by=user(who), message=message, text="", files=(sent,)))
            case _:
                there = MessageRef(place=place("elsewhere"), id=f"m{number}")
                link = f"https://example.com/m{number}"
                await self.crowd.does(
                    who, Shortcut(by=user(who), name="handoff.add", message=there, link=link)
                )

    # What they do with it.

    async def _acts(self, who: Who, shown: Document, post: Post | None, *, home: bool = False) -> None:
        """One of the buttons; now and then a colleague presses the same at the same moment."""
        there = [one for one in buttons(shown) if one.name in LIKING]
        if not there:
            return
        (button,) = self.rng.choices(there, [LIKING[one.name] for one in there])
        people = [who]
        if post is not None and not post.person and self.rng.random() < 0.1:
            other = self._somebody(post.to.id)
            people += [other] if other is not None and other != who and self.is_there(other) else []
            self.did["at once"] += len(people) - 1
        await asyncio.gather(*(self._presses(one, button, post, home=home) for one in people))

    async def _presses(self, who: Who, button: Button, post: Post | None, *, home: bool) -> None:
        event = Pressed(
            by=user(who),
            name=button.name,
            value=button.value,
            message=post.ref if post else None,
            place=post.ref.place if post else None,
            home=home,
        )
        answer = await self.crowd.does(who, event)
        self.did[button.name] += answer is not None and not isinstance(answer, Tell)
        if isinstance(answer, Ask) and answer.form.name in TYPED:
            at = self._now + self.rng.randint(15, 500) * SECOND
            self.crowd.relay.plan(at, partial(self._fills, who, answer.form))

    async def _fills(self, who: Who, form: Form) -> None:
        """Sometimes it is delivered twice."""
        name, words = TYPED[form.name]
        typed = words.format(f"{next(self._numbers):05}")
        sent = Submitted(by=user(who), form=form.name, token=form.token, values={name: typed})
        for _ in range(self.rng.choice((1, 1, 1, 2))):
            answer = await self.crowd.does(who, sent)
            if isinstance(answer, Tell) and answer.document.summary.startswith(("Asked.", "Answered.")):
                self.promised.add(typed)
                self.did[answer.document.summary.partition(".")[0]] += 1


def silent_for(some: Sequence[Who], start: datetime, days: int) -> dict[str, tuple[datetime, datetime]]:
    """They do nothing for so long."""
    return {one.handle: (start, start + days * DAY) for one in some}
