"""What people do, by chance and reproducibly: they write, have nothing, keep silent, snooze, are off."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from bot.domain.identity import Place
from bot.messages import evening as evening_messages
from bot.messages import handoff_form, handoff_values
from bot.messages import step as step_messages
from bot.messages.answer import Answer, Ask, Nothing, Tell
from bot.messages.document import Button, Buttons, Document
from bot.messages.form import ChoiceField, Form
from handlers.event import Changed, Command, Event, Pressed, ProfileChanged, Submitted
from tests.prove.cast import ATLAS, BOREALIS, PEOPLE, TRAVELLERS, Cast, forty_and_four
from tests.prove.platform import Post
from tests.prove.reckoning import DAY, MINUTE, Who, work_days
from tests.prove.relay import Act, Relay, place, profile, user

SECOND = timedelta(seconds=1)
BY_HANDLE = forty_and_four().by_handle


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """In how many of a hundred evenings each is done; in the rest they are off. `steps`: at most, each."""

    writes: int = 50
    nothing: int = 12
    silent: int = 13
    snoozes: int = 15
    early: int = 3
    steps: int = 2


BUSY = Habits()
CALM = Habits(writes=3, nothing=10, silent=75, snoozes=8, early=1, steps=1)
USUAL = Habits(writes=15, nothing=20, silent=43, snoozes=17, early=2, steps=1)


@dataclass(slots=True)
class Said:
    """What somebody answered to one evening, and when it was taken."""

    sent: dict[str, datetime] = field(default_factory=dict)
    nothing_at: datetime | None = None
    off_at: datetime | None = None
    snoozed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A hand-off that was taken, with the words by which it is known."""

    token: str
    who: Who
    day: date
    channel: str
    at: datetime


@dataclass(slots=True)
class Crowd:
    """`said`: by person and day. `written`: what must never be lost. `acts`: when each did something."""

    relay: Relay
    rng: Random
    habits: Habits = BUSY
    cast: Cast = field(default_factory=forty_and_four)
    said: dict[tuple[str, date], Said] = field(default_factory=lambda: defaultdict(Said))
    written: list[Written] = field(default_factory=list)
    acts: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    moves: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    refusals: list[str] = field(default_factory=list)
    unheard: int = 0
    steps_done: int = 0
    _tokens: "count[int]" = field(default_factory=count)

    def gathers(self, first: date, last: date) -> None:
        """They hear what reaches them, and some go ahead or travel by themselves."""
        self.relay.platform.heard = self._heard
        for who in PEOPLE:
            for day in work_days(who, first + DAY, last):
                if self.rng.randrange(100) < self.habits.early:
                    at = day.starts_at + self.rng.randint(60, 240) * MINUTE
                    self.relay.plan(at, partial(self.writes, who, day.day, None))
        for who in TRAVELLERS:
            at = day_at(first) + 3 * DAY
            while at.date() < last:
                self.relay.plan(at, partial(self._moves, who))
                at += self.rng.randint(10 * 24 * 60, 24 * 24 * 60) * MINUTE

    def _heard(self, post: Post) -> None:
        if post.person:
            self.asked(BY_HANDLE[post.person], post)
        elif post.kind in ("digest", "handover"):
            self._told(post)

    # Their evenings.

    def asked(self, who: Who, post: Post) -> None:
        """They answer what asks for a hand-off, or do not."""
        if post.kind not in ("prompt", "snooze") or post.day is None:
            return
        mark, habits = self.rng.randrange(100), self.habits
        at = self.relay.clock.now() + self.rng.randint(30, 900) * SECOND
        if mark < habits.writes:
            later = self.relay.clock.now() + self.rng.randint(30, 4200) * SECOND
            self.relay.plan(later, partial(self.writes, who, post.day, post))
        elif (mark := mark - habits.writes) < habits.nothing:
            self.relay.plan(at, partial(self._has_nothing, who, post))
        elif (mark := mark - habits.nothing) < habits.snoozes:
            if post.kind == "prompt":
                self.relay.plan(at, partial(self._snoozes, who, post))
        elif mark - habits.snoozes >= habits.silent:
            self.relay.plan(at, partial(self._is_off, who, post))

    async def _has_nothing(self, who: Who, post: Post) -> None:
        answer = await self._press(who, post, evening_messages.NOTHING, f"{post.day}")
        said = self._said(who, post)
        if isinstance(answer, Nothing) and said.off_at is None and said.nothing_at is None:
            said.nothing_at = self.relay.clock.now()

    async def _snoozes(self, who: Who, post: Post) -> None:
        answer = await self._press(who, post, evening_messages.SNOOZE, f"{post.day}")
        if isinstance(answer, Nothing):
            self._said(who, post).snoozed_at = self.relay.clock.now()

    async def _is_off(self, who: Who, post: Post) -> None:
        answer = await self._press(who, post, evening_messages.OFF, f"{post.day}")
        if not isinstance(answer, Nothing):
            return
        self._said(who, post).off_at = self.relay.clock.now()
        if self.rng.random() < 0.2:
            self.relay.plan(self.relay.clock.now() + 40 * SECOND, partial(self._is_not_off, who, post))

    async def _is_not_off(self, who: Who, post: Post) -> None:
        answer = await self._press(who, post, evening_messages.UNDO, f"{post.day}")
        if isinstance(answer, Nothing):
            self._said(who, post).off_at = None

    async def writes(self, who: Who, day: date | None, post: Post | None) -> None:
        """By the prompt's button, or by a command; for one team, or for all at once."""
        if post is not None:
            asked = await self._press(who, post, evening_messages.WRITE, f"{day}")
        else:
            asked = await self.does(
                who, Command(by=user(who), place=self._at_home(who), name="handoff", text="")
            )
        if asked is None:
            self._again(partial(self.writes, who, day, post))
        elif isinstance(asked, Ask):
            await self.fills(who, asked.form)

    async def fills(self, who: Who, form: Form) -> None:
        """A hand-off's form, and sends it."""
        assert form.opener is not None, "every hand-off form says how it is opened"
        day = date.fromisoformat(form.opener.value)
        for _ in range(self.rng.choice((0, 0, 1))):
            button = Changed(
                by=user(who),
                name=handoff_form.ADD_STEP,
                value="2",
                form=form.name,
                token=form.token,
                values=form.values,
            )
            redrawn = await self.does(who, button)
            form = redrawn.form if isinstance(redrawn, Ask) else form
        token = f"H{next(self._tokens):06}x"
        values = self._values(form, token)
        sent = Submitted(by=user(who), form=form.name, token=form.token, values=values)
        await self._submits(who, day, sent, token)

    async def _submits(self, who: Who, day: date, sent: Submitted, token: str) -> None:
        """Sometimes Slack delivers it three times."""
        answers = [await self.does(who, sent) for _ in range(self.rng.choice((1, 1, 1, 3)))]
        if all(one is None for one in answers):
            self._again(partial(self._submits, who, day, sent, token))
            return
        if not any(isinstance(one, Nothing) for one in answers):
            return
        for channel in self._teams_in(who, day, sent):
            self._took(who, day, channel, token)
        missing = [one for one in self.cast.teams_of(who) if one not in self.said[who.handle, day].sent]
        if missing and self.rng.random() < 0.6:
            self._again(partial(self.writes, who, day, None))

    def _took(self, who: Who, day: date, channel: str, token: str) -> None:
        """A second one of the day for the same team is an edit."""
        said = self.said[who.handle, day]
        if channel in said.sent:
            same = next(one for one in self.written if _is(one, who, day, channel))
            self.written.remove(same)
            self.written.append(Written(token, who, day, channel, same.at))
            return
        said.sent[channel] = self.relay.clock.now()
        self.written.append(Written(token, who, day, channel, self.relay.clock.now()))

    def _values(self, form: Form, token: str) -> dict[str, str | tuple[str, ...]]:
        values = dict(form.values)
        choices = {one.name: one for one in form.fields if isinstance(one, ChoiceField)}
        if any(one.value == handoff_values.ALL_TEAMS for one in choices[handoff_values.TEAM].choices):
            values[handoff_values.TEAM] = self.rng.choice(
                (handoff_values.ALL_TEAMS, values[handoff_values.TEAM])
            )
        values["summary"] = f"{token} stands where it stood."
        values["state"] = self.rng.choice(("on_track", "at_risk", "blocked"))
        for row in range(self.rng.randint(int(values["state"] != "on_track"), self.habits.steps)):
            owners = [one.value for one in choices[f"steps.{row}.owner"].choices]
            if values[handoff_values.TEAM] == handoff_values.ALL_TEAMS:
                owners = ["me", "awake"]
            values[f"steps.{row}.what"] = f"Do {token} {row}"
            values[f"steps.{row}.owner"] = self.rng.choice([*owners[:2], "awake", self.rng.choice(owners)])
        return values

    def _teams_in(self, who: Who, day: date, sent: Submitted) -> tuple[str, ...]:
        """All at once goes to those that have none of the evening yet."""
        chosen = sent.values[handoff_values.TEAM]
        if chosen == handoff_values.ALL_TEAMS:
            there = self.said[who.handle, day].sent
            return tuple(one for one in self.cast.teams_of(who) if one not in there)
        return ((ATLAS, BOREALIS)[int(str(chosen)) - 1],)

    # What they inherit.

    def _told(self, post: Post) -> None:
        """Someone at work then sees to most of what stands there."""
        channel = post.to.id
        members = self.cast.teams[channel]
        for button in buttons(post.first):
            if button.name != step_messages.PICK_UP or self.rng.random() < 0.15:
                continue
            who = self.rng.choice(members)
            at = self.relay.clock.now() + self.rng.randint(60, 6 * 3600) * SECOND
            first = step_messages.PICK_UP if self.rng.random() < 0.3 else step_messages.DONE
            self.relay.plan(at, partial(self._sees_to, who, post, first, button.value))

    async def _sees_to(self, who: Who, post: Post, name: str, step: str) -> None:
        await self._press(who, post, name, step)
        self.steps_done += name == step_messages.DONE
        then = self.relay.clock.now() + self.rng.randint(600, 20_000) * SECOND
        if name == step_messages.PICK_UP and self.rng.random() < 0.9:
            self.relay.plan(then, partial(self._sees_to, who, post, step_messages.DONE, step))
        elif self.rng.random() < 0.05:
            shown = [one for one in buttons(post.now) if one.name == step_messages.UNDO]
            if shown:
                await self._press(who, post, step_messages.UNDO, self.rng.choice(shown).value)

    async def _moves(self, who: Who) -> None:
        zones = (who.zone, "Pacific/Auckland", "America/Los_Angeles")
        zone = self.rng.choice(zones)
        if await self.relay.hear(ProfileChanged(profile=profile(who, zone=zone))) is not None:
            self.moves[who.handle].append((self.relay.clock.now(), zone))

    # Doing.

    async def _press(self, who: Who, post: Post, name: str, value: str) -> Answer | None:
        event = Pressed(by=user(who), name=name, value=value, message=post.ref, place=post.ref.place)
        return await self.does(who, event)

    async def does(self, who: Who, event: Event) -> Answer | None:
        """None: nobody was there to hear it."""
        answer = await self.relay.hear(event)
        self.unheard += answer is None
        self.acts[who.handle].append(self.relay.clock.now())
        if isinstance(answer, Tell):
            self.refusals.append(answer.document.summary)
        return answer

    def _at_home(self, who: Who) -> Place:
        return place(next(iter(self.cast.teams_of(who)), ATLAS))

    def _again(self, act: Act) -> None:
        at = self.relay.clock.now() + self.rng.randint(60, 200) * SECOND
        self.relay.plan(at, act)

    def _said(self, who: Who, post: Post) -> Said:
        assert post.day is not None, "an evening has its day"
        return self.said[who.handle, post.day]


def buttons(document: Document) -> Iterator[Button]:
    """Every button of a message."""
    for block in document.blocks:
        if isinstance(block, Buttons):
            yield from block.buttons


def day_at(day: date) -> datetime:
    """Its noon, by UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _is(one: Written, who: Who, day: date, channel: str) -> bool:
    return (one.who, one.day, one.channel) == (who, day, channel)
