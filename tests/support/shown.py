"""What a person sees, in no platform's dialect: messages with their rows and buttons, forms, and a log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

# The buttons of a step while nobody has it; in its holder's hands, before and after they have said it back.
OPEN = ("Pick up", "Ask", "Done", "Not needed")
HELD = ("Done", "Ask", "Say it back", "Give back", "Not needed", "Undo")
SAID_BACK = tuple(one for one in HELD if one != "Say it back")
RETURNED = ("Answer", "Not needed", "Undo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button as it stands on the screen; `value` is what it acts on."""

    text: str
    value: str


Row = str | tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as it stands.

    at: when it was posted. kind, day: what it is and which local date it is about; "" and None for an answer.
    rows: words and rows of buttons, from top to bottom. summary: what a notification says.
    under: the id of the message in whose thread it stands. pings: the names of those whom it notifies.
    files: the names of those that came with it.
    native: the platform's own message, for the driver that presses its buttons.
    """

    id: str
    at: datetime
    kind: str
    day: date | None
    rows: tuple[Row, ...]
    summary: str
    pings: frozenset[str] = frozenset()
    under: str | None = None
    broadcast: bool = False
    files: tuple[str, ...] = ()
    native: Any = None

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join(row for row in self.rows if isinstance(row, str))

    @property
    def buttons(self) -> tuple[str, ...]:
        """What its buttons say, in order."""
        return tuple(one.text for row in self.rows if not isinstance(row, str) for one in row)

    def button(self, text: str, *, below: str = "") -> Button:
        """The first button of that text, below the row that holds these words if any are given."""
        rows = self.rows[self._row(below) :] if below else self.rows
        for row in rows:
            for one in row if not isinstance(row, str) else ():
                if one.text == text:
                    return one
        raise AssertionError(f"no button {text!r} below {below!r} in:\n{self.text}\n{self.buttons}")

    def buttons_below(self, words: str) -> tuple[str, ...]:
        """What the first row of buttons below these words says; nothing if other words come first."""
        after = self.rows[self._row(words) + 1 :][:1]
        return tuple(one.text for row in after if not isinstance(row, str) for one in row)

    def _row(self, words: str) -> int:
        for number, row in enumerate(self.rows):
            if isinstance(row, str) and words in row:
                return number
        raise AssertionError(f"{words!r} does not stand in:\n{self.text}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """A form on the screen. values: what each field holds, by its label; choices: what it offers.

    text: the words between them.
    """

    title: str
    values: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One message, edit or private answer as it came. `to`: a person's name or `#channel`."""

    act: Literal["post", "edit", "answer"]
    at: datetime
    to: str
    kind: str
    day: date | None
    text: str
    pings: frozenset[str] = frozenset()
