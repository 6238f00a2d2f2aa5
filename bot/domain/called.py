"""Whom somebody means by what they typed: a name, a part of one, or an id."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.identity import PersonId

# What stands between two names.
_BETWEEN = re.compile(r"[@,;&<>]|\s\+\s|\b(?:and|with)\b", re.IGNORECASE)

# Fewer letters than this could be the beginning of too many names.
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who can be meant: the platform's id and their name as their profile shows it."""

    id: PersonId
    external: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """More than one may be meant; their names."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nobody:
    """Nobody is called so."""

    typed: str


Meant = Known | Several | Nobody


def split_names(text: str) -> list[str]:
    """The names in a text that lists some: `@Maya Brooks, @sam and lena`."""
    return [name for part in _BETWEEN.split(text) if (name := part.strip(" \t\n.?!"))]


def meant(names: Sequence[str], everyone: Collection[Known], *, near: Collection[PersonId]) -> list[Meant]:
    """Whom each of these names means. `near`: who is preferred where several are called alike.

    Words that together are nobody's name, and each somebody's, mean each of those.
    """
    book = _Book(everyone, near)
    found: list[Meant] = []
    for name in names:
        whole = book.meant(name)
        apart = [book.meant(word) for word in name.split()] if isinstance(whole, Nobody) else []
        alone = len(apart) > 1 and all(isinstance(one, Known) for one in apart)
        found += apart if alone else [whole]
    return found


@lru_cache(maxsize=1 << 14)
def plain_name(text: str) -> str:
    """The letters and digits of a name in lower case, without accents: `ana.gomez` is `Ana Gómez`."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if sign.isalnum())


class _Book:
    """Everyone by their id, their whole name, and each of their names."""

    def __init__(self, everyone: Collection[Known], near: Collection[PersonId]) -> None:
        self._near = near
        self._wholes: dict[str, list[Known]] = defaultdict(list)
        self._parts: dict[str, list[Known]] = defaultdict(list)
        for one in everyone:
            for whole in {plain_name(one.external), plain_name(one.name)}:
                self._wholes[whole].append(one)
            for part in {plain_name(word) for word in one.name.split()}:
                self._parts[part].append(one)

    def meant(self, typed: str) -> Meant:
        for some in self._ways(plain_name(typed)):
            nearer = [one for one in some if one.id in self._near] or some
            if len(nearer) == 1:
                return nearer[0]
            if nearer:
                return Several(typed=typed, names=tuple(sorted({one.name for one in nearer})))
        return Nobody(typed=typed)

    def _ways(self, wanted: str) -> Iterator[list[Known]]:
        """Who is called exactly so, has it as one of their names, or a name that begins so."""
        if not wanted:
            return
        yield self._wholes.get(wanted, [])
        yield self._parts.get(wanted, [])
        if len(wanted) >= _LEAST_LETTERS:
            begins = (some for whole, some in self._wholes.items() if whole.startswith(wanted))
            yield [one for some in begins for one in some]
