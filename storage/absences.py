"""One absence as JSON holds it, and back: what it is, then those that it replaced."""

from datetime import date
from typing import Any

from bot.domain.dayoff import Absence


def absence_json(one: Absence) -> list[Any]:
    """A list, as there are many of them."""
    return [one.id, f"{one.first}", f"{one.last}", one.half, *map(absence_json, one.replaced)]


def absence_of(kept: list[Any]) -> Absence:
    """The absence behind such a list."""
    number, first, last, half, *replaced = kept
    return Absence(
        id=number,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        half=half or None,
        replaced=tuple(map(absence_of, replaced)),
    )
