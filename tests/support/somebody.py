"""A person at their screen, whatever the platform: what they do, and what they see."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.support.shown import OpenForm, Shown

# The journeys' first week; "next" is the one after it.
MONDAY = date(2026, 11, 2)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOMENT = re.compile(r"(next )?(\w{3}) (\d\d):(\d\d)")

# What is typed or chosen: words, an option's words, or people's names.
Filled = str | tuple[str, ...]

# A file by its name and its size in bytes.
Attached = tuple[str, int]

# A row of the form: what is to be done, and for whom.
Step = tuple[str, str]
AWAKE = "Whoever is awake next"
ME = "Me, next working day"

# What the fields of the hand-off form are called.
LABELS = {
    "team": "Team",
    "project": "Project",
    "state": "State",
    "summary": "Where it stands",
    "done": "Done today",
    "watch": "Watch out",
    "links": "Links",
    "recording": "Link to a recording",
    "files": "Files to send along",
    "uploads": "Files or clips",
}


class Somebody(ABC):
    """One person. `name` is their handle, `shown_name` what others read.

    attaches_files: whether forms take files where they are.
    """

    name: str
    shown_name: str
    zone: str
    attaches_files: bool

    # Their clock.

    def at(self, words: str) -> datetime:
        """`Mon 17:15`, `next Mon 09:00`: that instant on their own clock, in the first weeks of November."""
        parts = MOMENT.fullmatch(words)
        assert parts is not None, f"say it as in 'next Mon 09:00', not {words!r}"
        later, weekday, hour, minute = parts.groups()
        day = MONDAY + timedelta(days=WEEKDAYS.index(weekday) + (7 if later else 0))
        return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZoneInfo(self.zone))

    def when(self, seen: Shown | datetime) -> str:
        """When that came, on their own clock, to the minute: `Mon 17:15`."""
        at = seen.at if isinstance(seen, Shown) else seen
        local = at.astimezone(ZoneInfo(self.zone))
        return f"{WEEKDAYS[local.weekday()]} {local:%H:%M}"

    # What they do.

    async def presses(self, button: str, *, on: Shown | None = None, below: str = "") -> None:
        """Press a button of a message (of the newest private one that has it), below certain words."""
        message = on or self._newest_with(button)
        await self.press_in(message, button, below=below)

    async def opens(self, command: str, *, where: str | None = None) -> None:
        """Ask for a form by a command; where none can be opened by it, by the button that it answers with."""
        before = len(self.told)
        name, _, rest = command.partition(" ")
        await self.commands(name, rest, where=where)
        if not self.has_form:
            offered = self.told[before:]
            assert offered, f"{command} was answered with nothing"
            await self.press_in(offered[-1], offered[-1].buttons[0])

    async def hands_over(
        self, summary: str, *, state: str = "", steps: Sequence[Step] = (), **others: Filled
    ) -> None:
        """Fill in the open hand-off form and send it, which must be taken. `others`: as in LABELS."""
        await self.fills({LABELS["summary"]: summary, **({LABELS["state"]: state} if state else {})})
        await self.fills({LABELS[name]: value for name, value in others.items()})
        for number, (what, whom) in enumerate(steps, start=1):
            await self._adds_step(number, what, whom)
        await self.sends()
        assert not self.has_form, f"not taken: {self.wrong}"

    async def _adds_step(self, number: int, what: str, whom: str) -> None:
        if f"Next step {number}" not in self.form.values:
            await self.presses_in_form("Add a step")
        await self.fills({f"Next step {number}": what, f"Step {number} is for": whom})

    @abstractmethod
    async def press_in(self, message: Shown, button: str, *, below: str = "") -> None:
        """Press a button of that message as it stands now."""

    @abstractmethod
    async def commands(self, command: str, text: str = "", *, where: str | None = None) -> None:
        """Use a command: in a channel, or in the conversation with the bot."""

    @abstractmethod
    async def writes(self, words: str, *, files: Sequence[Attached] = ()) -> None:
        """Write or send files to the bot, privately."""

    @abstractmethod
    async def says(
        self, words: str, *, where: str, under: Shown | None = None, files: Mapping[str, bytes] = {}
    ) -> Shown:
        """Write in a channel, or in a thread of it: to colleagues, not to the bot. files: by their names."""

    @abstractmethod
    async def uses(self, shortcut: str, *, on: Shown) -> None:
        """Use the shortcut of that neutral name on a message, whoever wrote it."""

    @abstractmethod
    async def opens_home(self) -> Shown:
        """Look at the bot's home; `presses(…, on=…)` presses in it."""

    @abstractmethod
    async def attaches(self, label: str, *files: Attached) -> None:
        """Put files into a field of the open form, where `attaches_files` says that there is one."""

    @abstractmethod
    async def fills(self, values: Mapping[str, Filled]) -> None:
        """Fill in fields of the open form, by label, in this order."""

    @abstractmethod
    async def presses_in_form(self, button: str) -> None:
        """Press a button inside the open form."""

    @abstractmethod
    async def sends(self) -> None:
        """Send the open form."""

    @abstractmethod
    async def closes(self) -> None:
        """Close the open form without sending it."""

    @abstractmethod
    async def leaves(self, channel: str) -> None:
        """Leave a channel."""

    @abstractmethod
    async def makes_private(self, channel: str) -> None:
        """Make a public channel private."""

    @abstractmethod
    async def moves_to(self, zone: str) -> None:
        """Set another zone in their profile."""

    @abstractmethod
    async def wants_quiet(self, since: str, until: str) -> None:
        """Set when they want to hear nothing, on their own clock."""

    # What they see.

    @property
    @abstractmethod
    def private(self) -> list[Shown]:
        """The bot's messages to them, as they stand now, oldest first."""

    @property
    @abstractmethod
    def home(self) -> Shown:
        """The bot's home as it stands now; it must have been opened."""

    @property
    @abstractmethod
    def told(self) -> list[Shown]:
        """What the bot answered to them alone, oldest first."""

    @property
    @abstractmethod
    def has_form(self) -> bool:
        """Whether a form is on their screen."""

    @property
    @abstractmethod
    def form(self) -> OpenForm:
        """The form on their screen, which must be there."""

    @property
    @abstractmethod
    def wrong(self) -> str:
        """What the form says is to be mended; "" for nothing."""

    @abstractmethod
    def downloads(self, shown: Shown) -> bytes:
        """What the one file of a message of the bot's holds."""

    @abstractmethod
    def posts(self, channel: str) -> list[Shown]:
        """The bot's messages in a channel as they read them now, oldest first, replies too."""

    def sees(self, kind: str, *, where: str | None = None) -> Shown:
        """The newest message of a kind, private or in a channel, which must be there."""
        found = self.all_of(kind, where=where)
        there = [one.kind for one in (self.posts(where) if where else self.private)]
        assert found, f"{self.name} sees no {kind} in {where or 'private'}; there are {there}"
        return found[-1]

    def all_of(self, kind: str, *, where: str | None = None) -> list[Shown]:
        """Every message of a kind, oldest first."""
        return [one for one in (self.posts(where) if where else self.private) if one.kind == kind]

    def now(self, seen: Shown, *, where: str | None = None) -> Shown:
        """That message as it stands now."""
        return next(one for one in (self.posts(where) if where else self.private) if one.id == seen.id)

    def _newest_with(self, button: str) -> Shown:
        found = [one for one in self.private if button in one.buttons]
        assert found, f"{self.name} has no private message with the button {button!r}"
        return found[-1]
