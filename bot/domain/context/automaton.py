"""One reading machine for all languages' phrases: it moves from token to token, and never goes back.

What it learns about a place it keeps, so that a message costs one look-up a token.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.context import parts as kinds
from bot.domain.context.grammar import Grammar
from bot.domain.context.parts import Joiner, Parts, packed, unpacked
from bot.domain.context.slips import Slips
from bot.domain.context.tokens import (
    ASKS,
    EVERYONE,
    MENTION,
    NUMBER,
    PAUSE,
    SMILE,
    THING,
)  # fmt: skip

# A word of no language's phrases, as it was written: small, or with a capital as names are.
UNKNOWN, NAMED = "~", "~~"

# A letter of Chinese or Japanese that stands in no phrase.
_STRANGE_SIGN = "~字"

# What kinds of token those are that stand for others, as bits.
_BITS = {
    UNKNOWN: kinds.WORD | kinds.STRANGE, NAMED: kinds.WORD | kinds.STRANGE | kinds.NAMED,
    NUMBER: kinds.NUMBER, MENTION: kinds.MENTION, _STRANGE_SIGN: kinds.SIGN, PAUSE: kinds.PAUSE,
    EVERYONE: 0, ASKS: 0, SMILE: 0, THING: 0,
}  # fmt: skip

# What may stand between any two words; within a topic only what leaves it whole.
_PASSED = frozenset({MENTION, EVERYONE, PAUSE, ASKS, SMILE})
_PASSED_IN_TOPIC = frozenset({SMILE})

# So much is learned, then all of it is forgotten. Ordinary talk in one language leads to a quarter of it.
MOST_MOVES = 20_000


# Of a place where no phrase is complete; before the first token none is, and one may begin.
_NOWHERE, _NOTHING = -2, -1


def is_sign(text: str) -> bool:
    """Whether it is a letter of Chinese or Japanese, where each letter is a token."""
    return len(text) == 1 and text >= "\u3005"


_At = tuple[tuple[int, bytes], ...]


class Place:
    """Where a reading stands: what may follow, and the strongest phrase that is complete here.

    at: by the rank of what stands before them, the parts that may follow, packed; complete: an index of
    `Automaton.ends`, below 0 for none.
    """

    __slots__ = ("at", "complete", "moves")

    def __init__(self, at: _At, complete: int) -> None:
        self.at = at
        self.complete = complete
        self.moves: dict[str, Place | None] = {}


class Automaton:
    """ranks: of each kind, the weight with which it wins over others of one message.

    yields: the kind that wins over those below `firm` only, once another phrase stood before it.
    """

    def __init__(
        self,
        grammars: Iterable[Grammar],
        *,
        languages: Sequence[str],
        ranks: Mapping[str, int],
        yields: str,
        firm: str,
    ) -> None:
        self.ends = [
            (kind, language)
            for kind in sorted(ranks, key=ranks.__getitem__)
            for language in reversed(languages)
        ]
        self._yielding = frozenset(at for at, (kind, _) in enumerate(self.ends) if kind == yields)
        self._firm = sum(ranks[kind] < ranks[firm] for kind, _ in self.ends)
        self._parts = Parts()
        self._firsts: dict[str, list[int]] = {}
        self._wild_firsts: list[int] = []
        self._fillers: dict[str, int] = {}
        self._specific: dict[int, frozenset[str]] = {}
        known: set[str] = set()
        alike: dict[frozenset[str], frozenset[str]] = {}
        for grammar in grammars:
            self._add(grammar, 1 << languages.index(grammar.language), alike)
            known.update(*grammar.lists.values())
        self.known = frozenset(known.union(*alike))
        self._slips = Slips(self.known)
        self._places: dict[tuple[_At, int], Place] = {}
        self._learned = 0
        self.start = Place((), _NOTHING)

    def key(self, text: str, *, capital: bool = False, first: bool = True) -> str:
        """The token itself where some phrase knows it or a word very like it, else what kind it is.

        A capital where no sentence begins makes a name of a slip: Carla is no "charla".
        """
        if text in self.known or text in _BITS:
            return text
        if is_sign(text):
            return _STRANGE_SIGN
        near = None if capital and not first else self._slips.meant(text)
        near = near or self._slips.drawn_out(text)
        return near or (NAMED if capital else UNKNOWN)

    def move(self, place: Place, key: str) -> Place | None:
        """Where that token leads; None where no phrase goes on so."""
        try:
            return place.moves[key]
        except KeyError:
            return self._learn(place, key)

    def _learn(self, place: Place, key: str) -> Place | None:
        bits = _BITS.get(key, kinds.SIGN if is_sign(key) else kinds.WORD)
        ahead = {rank: self._ahead(unpacked(parts), key, bits) for rank, parts in place.at}
        complete = _NOWHERE
        if place.complete > _NOWHERE:
            firsts = [*self._firsts.get(key, ()), *self._wild_firsts]
            ahead.setdefault(place.complete, set()).update(self._after(firsts, key, bits))
            if key in _PASSED or key in self._fillers:
                complete = place.complete
        for rank, parts in ahead.items():
            ends = [part for part in parts if part < 0]
            parts.difference_update(ends)
            complete = max([complete, *(self._ended(-2 - end, rank) for end in ends)])
        self._part_once(ahead)
        found = self._kept(ahead, complete)
        place.moves[key] = found
        self._learned += 1
        return found

    def _kept(self, ahead: Mapping[int, set[int]], complete: int) -> Place | None:
        at = tuple((rank, packed(ahead[rank])) for rank in sorted(ahead) if ahead[rank])
        if not at and complete == _NOWHERE:
            return None
        if self._learned > MOST_MOVES:
            self._learned = 0
            self._places.clear()
            self.start.moves.clear()
        return self._places.setdefault((at, complete), Place(at, complete))

    def _ahead(self, parts: Sequence[int], key: str, bits: int) -> set[int]:
        """What may follow once those parts have taken that token, or let it pass."""
        topic, language = self._parts.topic, self._parts.language
        found = self._after(parts, key, bits)
        if key in _PASSED_IN_TOPIC:
            found.update(parts)
        elif key in _PASSED:
            found.update([part for part in parts if not topic[part]])
        elif spoken := self._fillers.get(key, 0):
            found.update([part for part in parts if language[part] & spoken])
        return found

    def _after(self, parts: Iterable[int], key: str, bits: int) -> set[int]:
        """What may follow those of the parts that take that token."""
        words, wild = self._parts.words, self._parts.bits
        takers = [part for part in parts if key in words[part] or wild[part] & bits]
        topic, language, specific = self._parts.topic, self._parts.language, self._specific
        takers = [part for part in takers if not topic[part] or key not in specific[language[part]]]
        return set().union(*[unpacked(self._parts.after[part]) for part in takers])

    def _ended(self, end: int, rank: int) -> int:
        """The rank of a message once that phrase is complete, after what stood before it."""
        return rank if end in self._yielding and rank >= self._firm else max(rank, end)

    def _part_once(self, ahead: Mapping[int, set[int]]) -> None:
        """Of two ways to a part the stronger counts; for what yields, the one that lets it win."""
        ranks = sorted(ahead)
        for at, low in enumerate(ranks):
            for high in ranks[at + 1 :]:
                both = ahead[low] & ahead[high]
                mild = {part for part in both if self._parts.mild[part]}
                ahead[high] -= mild
                ahead[low] -= both - mild

    def _add(self, grammar: Grammar, language: int, alike: dict[frozenset[str], frozenset[str]]) -> None:
        self._specific[language] = grammar.lists["specific"]
        for word in grammar.lists["fillers"]:
            self._fillers[word] = self._fillers.get(word, 0) | language
        joiner = Joiner(self._parts, language=language, alike=alike)
        for kind, phrase in grammar.phrases:
            end = self.ends.index((kind, grammar.language))
            firsts = joiner.phrase(phrase, -2 - end, mild=end in self._yielding)
            for first in firsts:
                for word in self._parts.words[first] if first >= 0 else ():
                    self._firsts.setdefault(word, []).append(first)
                if first >= 0 and self._parts.bits[first]:
                    self._wild_firsts.append(first)
