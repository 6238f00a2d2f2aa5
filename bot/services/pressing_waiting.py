"""Links that wait for the morning notes of those whom somebody pressed, or asked again."""

from bot.domain.identity import PersonId, Place, PressedId
from bot.domain.pressing import Pressed
from bot.messages.pressing import REMINDED
from storage import notes, pressing
from storage.transaction import Tx


def waits(tx: Tx, one: Pressed) -> bool:
    """Whether a link of theirs about the same waits for that morning already."""
    held = notes.holding(tx, [one.of]).get(one.of, [])
    there = pressing.many(tx, [PressedId(int(item.subject)) for item in held if item.kind == REMINDED])
    same = (one.person, one.kind, one.about)
    return any((other.person, other.kind, other.about) == same for other in there.values())


def left_place(tx: Tx, person: PersonId, place: Place) -> None:
    """They have left a channel: of a private one, no link waits for their note."""
    held = [one for one in notes.holding(tx, [person]).get(person, []) if one.kind == REMINDED]
    there = pressing.many(tx, [PressedId(int(item.subject)) for item in held])
    gone = {
        f"{one.id}"
        for one in there.values()
        if one.place.kind == "private" and (one.place.tenant, one.place.id) == (place.tenant, place.id)
    }
    notes.let_go(tx, person, [item for item in held if item.subject in gone])
