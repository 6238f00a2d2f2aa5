"""A platform with a running bot that share one clock, which is stepped; the team is set up here too."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.domain.identity import Place, TeamId, UserRef
from bot.domain.team import Policy
from bot.services import team
from bot.services.platform import House
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from sandbox.clock import SteppedClock
from storage import evenings, people
from storage.transaction import Tx
from tests.support.patience import PATIENCE
from tests.support.shown import Happening, Shown
from tests.support.somebody import MONDAY, Somebody

# A Sunday on which nobody works, before the journeys' first Monday begins anywhere.
START = datetime(2026, 11, 1, 12, tzinfo=UTC)

# Handle, name and zone of everyone there is; all of them are in both channels.
PEOPLE = (
    ("mia", "Mia Walker", "Australia/Sydney"),
    ("arjun", "Arjun Rao", "Asia/Kolkata"),
    ("lena", "Lena Vogel", "Europe/Berlin"),
    ("nora", "Nora Lindt", "Europe/Berlin"),
    ("maya", "Maya Brooks", "America/New_York"),
    ("sam", "Sam Ortiz", "America/Los_Angeles"),
)
CHANNELS = ("atlas", "borealis")
# Everyone is in this one too, but the bot is not.
CORRIDOR = "corridor"
# A private conversation without the bot, of these.
CORNER, IN_CORNER = "corner", ("lena", "nora", "maya", "sam")
PAGE = "https://wiki.example.com/atlas"


class Running(Protocol):
    """A bot that runs."""

    @property
    def house(self) -> House: ...

    @property
    def busy(self) -> bool: ...

    async def tick(self) -> None: ...

    async def settled(self) -> None: ...

    async def next_due(self) -> datetime | None: ...

    async def stop(self) -> None: ...


class World(ABC):
    """Use it as `async with`. Its clock stands still until it is moved."""

    def __init__(self, database: str, *, clock: SteppedClock | None = None) -> None:
        self.clock = clock or SteppedClock(START)
        self.database = database
        self._bot: Running | None = None

    # Its clock.

    async def until(self, at: datetime) -> None:
        """Let everything happen that is due by then, each at its own instant; without a bot, nothing."""
        await self.rests()
        while self._bot is not None:
            due = await self._bot.next_due()
            if due is None or due > at:
                break
            await self._step(max(due, self.clock.now()))
        await self._step(max(at, self.clock.now()))

    async def rests(self) -> None:
        """Wait until nothing is unanswered, unshown or unsent on either side."""
        while True:
            await self.platform_settled()
            if self._bot is not None:
                await self._bot.settled()
            if not self.platform_busy and not (self._bot is not None and self._bot.busy):
                return

    # Its bot.

    @property
    def bot(self) -> Running:
        """The bot, which must be running."""
        assert self._bot is not None, "the bot is down"
        return self._bot

    async def goes_down(self) -> None:
        """The bot stops; the platform goes on without it."""
        await self.rests()
        stopping, self._bot = self.bot, None
        await stopping.stop()

    async def comes_back(self) -> None:
        """The bot starts again on the same database, and its clock ticks at once."""
        self._bot = await self.start_bot()
        await self._step(self.clock.now())

    async def team(
        self,
        name: str,
        *,
        writes: Sequence[str],
        receives: Sequence[str] = (),
        policy: Policy | None = None,
    ) -> TeamId:
        """A team in the channel of its name, set up in code: nobody is welcomed or told."""
        directory = self.bot.house.directory
        plan = Plan(
            place=self.place(name.lower()),
            name=name,
            projects=(ProjectPlan(name="Checkout", page=PAGE),),
            writes=tuple(await directory.profiles([self.user(one) for one in writes])),
            receives=tuple(await directory.profiles([self.user(one) for one in receives])),
            policy=policy or Policy(),
        )
        made = await self.bot.house.store.patient(PATIENCE).transact(
            team.set_up, plan, by=self.user(writes[0]), welcome=False, now=self.clock.now()
        )
        await self.rests()
        return made

    async def ledger(self, who: Somebody) -> list[tuple[str, str, str]]:
        """What is recorded of each of someone's evenings: weekday, state, why."""
        return await self.bot.house.store.patient(PATIENCE).read(_evenings, self.user(who.name))

    # What happened.

    def count(self, kind: str, *, to: str | None = None, act: str = "post") -> int:
        """How many messages (or edits) of a kind reached someone, or anyone."""
        return sum(one.kind == kind and one.act == act and to in (None, one.to) for one in self.happenings())

    def reached(self, *, act: str = "post") -> list[tuple[str, str]]:
        """To whom each message went, and what kind it was, in order."""
        return [(one.to, one.kind) for one in self.happenings() if one.act == act]

    # What each platform does in its own way.

    @abstractmethod
    async def start_bot(self) -> Running:
        """Start a bot on this world's database."""

    @abstractmethod
    async def platform_settled(self) -> None:
        """Wait until the platform has nothing under way."""

    @property
    @abstractmethod
    def platform_busy(self) -> bool:
        """Whether the platform has something under way."""

    @abstractmethod
    def person(self, name: str) -> Somebody:
        """The person with this handle, always the same object."""

    @abstractmethod
    def newcomer(self, name: str, shown_name: str, zone: str, *channels: str) -> Somebody:
        """Someone more in the workspace, and in these channels."""

    @abstractmethod
    def user(self, name: str) -> UserRef:
        """How the platform names them."""

    @abstractmethod
    def place(self, channel: str) -> Place:
        """How the platform names a channel."""

    @abstractmethod
    def happenings(self) -> list[Happening]:
        """Everything that reached a person or a channel, in order."""

    async def _step(self, at: datetime) -> None:
        self.clock.move_to(at)
        if self._bot is not None:
            await self._bot.tick()
        await self.rests()


def _evenings(tx: Tx, user: UserRef) -> list[tuple[str, str, str]]:
    person = people.by_ref(tx, user)
    assert person is not None, "the bot has met them"
    days = [(person.id, MONDAY + timedelta(days=number)) for number in range(14)]
    found = sorted(evenings.many(tx, days).values(), key=lambda one: one.day)
    return [(f"{one.day:%a}", one.state, one.why or "") for one in found]


def lines(message: Shown) -> list[str]:
    """The words of a message, line by line."""
    return message.text.splitlines()
