"""What is meant by a word that is written in a hurry: letters drawn out, left out or swapped."""

import re
from collections.abc import Mapping

from bot.domain.context.tokens import squeezed

# What looks like a slip ("from") and is a word of its own.
_WORDS = frozenset({"apple", "form", "slave"})

# "heyyy", "heyy", and not the name Anna.
_DRAWN_OUT = re.compile(r"(.)\1\1|(.)\2$")


class Slips:
    """Those of some words."""

    def __init__(self, known: frozenset[str]) -> None:
        bare = {word: squeezed(word) for word in known}
        self._known = known
        self._near = _near(bare)
        self._drawn = {bare[word]: word for word in sorted(known, reverse=True) if bare[word] not in known}

    def meant(self, text: str) -> str | None:
        """The word that it is a slip of."""
        return self._near.get(text)

    def drawn_out(self, text: str) -> str | None:
        """The word whose last letter, or any letter three times or more, is drawn out."""
        if _DRAWN_OUT.search(text) is None:
            return None
        bare = squeezed(text)
        return bare if bare in self._known else self._drawn.get(bare)


def _near(bare: Mapping[str, str]) -> dict[str, str]:
    """What a slip makes of a longer word: two letters swapped; one of two alike, or any one, left out.

    bare: words, and what they are once squeezed. What may be a slip of several is one of the first of them.
    """
    near: dict[str, str] = {}
    words = [one for one in bare if len(one) >= 4 and one.isascii() and one.isalpha()]
    for word in sorted(words, reverse=True):
        for at in range(1, len(word) - 1):
            near[word[:at] + word[at + 1] + word[at] + word[at + 2 :]] = word
        if len(word) >= 5:
            near[bare[word]] = word
        for at in range(1, len(word)) if len(word) >= 6 else ():
            near[word[:at] + word[at + 1 :]] = word
    return {slip: word for slip, word in near.items() if slip not in bare and slip not in _WORDS}
