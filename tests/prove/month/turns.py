"""What happens to the team and to the machinery: who comes and goes, what is set otherwise, what breaks."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.team import Policy
from bot.messages import app_home as home_messages
from bot.messages import change as change_messages
from bot.messages.answer import Answer, Ask, Home, Nothing, Tell
from handlers.event import Command, HomeOpened, Membership, Pressed, ProfileChanged, Submitted
from tests.prove.cast import ATLAS
from tests.prove.crowd import Crowd, buttons
from tests.prove.month.cast import BY_COMMAND, DEACTIVATED, FROM_HOME, JOINS, PICKED, STEWARD
from tests.prove.reckoning import DAY, HOUR, MINUTE, Who
from tests.prove.relay import arranged, place, profile, user

OUTAGE = 2 * HOUR


@dataclass(slots=True)
class Turns:
    """`parted`: who left which team when. `out`: from when to when the platform answered nobody."""

    crowd: Crowd
    began_at: datetime
    parted: list[tuple[Who, str, datetime]] = field(default_factory=list)
    out: tuple[datetime, datetime] | None = None
    restarted_at: datetime | None = None

    def take(self) -> None:
        """Their course, by days from the beginning, at 10:30 by UTC; nothing of it falls into the outage."""
        at: list[tuple[int, Callable[[], Coroutine[Any, Any, None]]]] = [
            (8, self._picks),
            (11, self._requires),
            (13, self._joins),
            (14, self._leaves_by_command),
            (16, self._leaves_the_channel),
            (17, self._is_deactivated),
            (18, self._takes_back),
            (21, self._leaves_from_home),
            (24, self._comes_back),
        ]
        for day, turn in at:
            self.crowd.relay.plan(self.began_at + day * DAY, turn)
        starts_at = self.began_at.replace(hour=6, minute=5) + 9 * DAY
        self.out = (starts_at, starts_at + OUTAGE)
        self.crowd.relay.plan(self.out[0], self._out)
        self.crowd.relay.plan(self.out[1], self._back)

    async def shakes(self) -> None:
        """Once the process vanishes in the middle of a tick, and another takes its place."""
        relay = self.crowd.relay
        (bot,) = relay.bots
        if self.restarted_at is None and relay.clock.now() > self.began_at + 12 * DAY and bot.timer_is_due:
            ticking = asyncio.create_task(bot.tick())
            await asyncio.sleep(0.001)
            await bot.vanishes(ticking)
            await bot.comes_back(alone=True)
            self.restarted_at = relay.clock.now()

    # Coming and going.

    @property
    def _members(self) -> list[Who]:
        return self.crowd.cast.teams[ATLAS]

    async def _picks(self) -> None:
        await arranged(self.crowd.relay, ATLAS, [*self._members, *PICKED])
        self._members.extend(PICKED)

    async def _joins(self) -> None:
        await self._commands(JOINS, "join")
        self._members.append(JOINS)

    async def _leaves_by_command(self) -> None:
        await self._commands(BY_COMMAND, "leave")
        self._parts(BY_COMMAND)

    async def _comes_back(self) -> None:
        await self._commands(FROM_HOME, "join")
        self._members.append(FROM_HOME)

    async def _leaves_the_channel(self) -> None:
        """The only steward."""
        left = Membership(user=user(STEWARD), place=place(ATLAS), change="left")
        assert isinstance(await self.crowd.does(STEWARD, left), Nothing)
        self._parts(STEWARD)

    async def _is_deactivated(self) -> None:
        gone = replace(profile(DEACTIVATED), eligible=False)
        assert isinstance(await self.crowd.does(DEACTIVATED, ProfileChanged(profile=gone)), Nothing)
        for channel in self.crowd.cast.teams_of(DEACTIVATED):
            self._parts(DEACTIVATED, channel)

    async def _leaves_from_home(self) -> None:
        opened = await self.crowd.does(FROM_HOME, HomeOpened(by=user(FROM_HOME)))
        assert isinstance(opened, Home)
        leave = next(one for one in buttons(opened.document) if one.name == home_messages.LEAVE)
        pressed = Pressed(by=user(FROM_HOME), name=leave.name, value=leave.value, home=True)
        asked = await self.crowd.does(FROM_HOME, pressed)
        assert isinstance(asked, Ask)
        sent = Submitted(by=user(FROM_HOME), form=asked.form.name, token=asked.form.token, values={})
        assert isinstance(await self.crowd.does(FROM_HOME, sent), Home)
        self._parts(FROM_HOME)

    async def _commands(self, who: Who, word: str) -> Answer:
        command = Command(by=user(who), place=place(ATLAS), name="sunrelay", text=word)
        answer = await self.crowd.does(who, command)
        assert isinstance(answer, Tell), answer
        return answer

    def _parts(self, who: Who, channel: str = ATLAS) -> None:
        self.crowd.cast.teams[channel].remove(who)
        self.parted.append((who, channel, self.crowd.relay.clock.now()))

    # Set otherwise, and taken back.

    async def _requires(self) -> None:
        """Whoever picks something up restates it first, from now on."""
        await arranged(self.crowd.relay, ATLAS, self._members, policy=Policy(read_back="required"))

    async def _takes_back(self) -> None:
        """Nobody looks after the team any more; one takes it over and undoes that."""
        told = [one for one in self.crowd.relay.platform.all() if one.kind == "change"][-1]
        undo = next(one for one in buttons(told.now) if one.name == change_messages.UNDO)
        heir = self._members[1]
        orphaned = [one for one in self.crowd.relay.platform.all() if one.key.startswith("orphaned/")][-1]
        take_over = next(iter(buttons(orphaned.now)))
        for button, post in ((take_over, orphaned), (undo, told)):
            event = Pressed(
                by=user(heir), name=button.name, value=button.value, message=post.ref, place=post.ref.place
            )
            answer = await self.crowd.does(heir, event)
            assert answer is not None

    # What breaks.

    async def _out(self) -> None:
        self.crowd.relay.platform.away = True

    async def _back(self) -> None:
        self.crowd.relay.platform.away = False
        await self.crowd.relay.tick()

    def was_out(self, at: datetime) -> bool:
        """Whether the platform answered nobody then, or had only just come back."""
        assert self.out is not None
        return self.out[0] - MINUTE <= at <= self.out[1] + timedelta(minutes=5)

    def left_since(self, handle: str, at: datetime) -> bool:
        """Whether they have left a team since."""
        return any(who.handle == handle and when >= at for who, _, when in self.parted)
