"""The keys of earlier messages that a letter names."""

from bot.messages.document import linked_keys
from bot.messages.letter import Letter


def named_keys(letter: Letter) -> set[str]:
    """Its own, whose thread it goes under, what it replaces, and every message it links to."""
    return {letter.key, letter.under, letter.replaces, *linked_keys(letter.document)} - {""}
