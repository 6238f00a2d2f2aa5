"""Something with buttons that waits for one of the five in a message: a step, or a question."""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.message import Message
from sandbox.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What the buttons with this value act on, for this person, in this message."""

    person: Person
    message: Message
    value: str

    async def press(self, button: str) -> bool:
        """Press the one of that name; whether it was (still) there."""
        now = self.person.now(self.message)
        if self.value not in values(now, button):
            return False
        await self.person.press(self.message, text=button, value=self.value)
        return True

    async def fill_in(self, button: str, *, title: str, fields: Mapping[str, str]) -> bool:
        """Press it, and send the form that opens."""
        if not await self.press(button):
            return False
        await self.person.sees_form(title)
        await self.person.submit(fields)
        return True


def waiting(person: Person, message: Message, button: str) -> list[Waiting]:
    """What waits in it under buttons of that name, in order."""
    return [Waiting(person=person, message=message, value=one) for one in values(message, button)]


def values(message: Message, button: str) -> list[str]:
    """What the buttons of that name act on, each once, in order."""
    return list(dict.fromkeys(one["value"] for one in message.buttons if one["text"]["text"] == button))
