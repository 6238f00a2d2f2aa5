"""One reading machine for all languages' phrases: it moves from token to token, and never goes back.

What it learns about a place it keeps, so that a message costs one look-up a token.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.context.grammar import Choice, Grammar, Part, Row, Wild, Words, vocabulary
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

# Kinds of token, as bits.
_WORD, _STRANGE, _NAMED, _NUMBER, _MENTION, _SIGN, _PAUSE = 1, 2, 4, 8, 16, 32, 64
_BITS = {
    UNKNOWN: _WORD | _STRANGE, NAMED: _WORD | _STRANGE | _NAMED, NUMBER: _NUMBER,
    MENTION: _MENTION, _STRANGE_SIGN: _SIGN, EVERYONE: 0, PAUSE: _PAUSE, ASKS: 0, SMILE: 0, THING: 0,
}  # fmt: skip
_WILD = {"name": _STRANGE, "Name": _NAMED, "number": _NUMBER, "@": _MENTION, ",": _PAUSE, "sign": _SIGN}

# What may stand between any two words; within a topic only what leaves it whole.
_PASSED = frozenset({MENTION, EVERYONE, PAUSE, ASKS, SMILE})
_PASSED_IN_TOPIC = frozenset({SMILE})

# A topic has no more words than this: what is longer says something.
_TOPIC = 6

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


@dataclass(slots=True)
class _Parts:
    """The machine's parts by number: what each takes, what may follow, and its language, as a bit.

    same, alike: what is equal is held once.
    """

    words: list[frozenset[str]] = field(default_factory=list)
    bits: bytearray = field(default_factory=bytearray)
    after: list[bytes] = field(default_factory=list)
    language: bytearray = field(default_factory=bytearray)
    topic: bytearray = field(default_factory=bytearray)
    same: dict[bytes, bytes] = field(default_factory=dict)
    alike: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def add(
        self,
        words: frozenset[str],
        after: Iterable[int],
        *,
        language: int,
        bits: int = 0,
        topic: bool = False,
    ) -> int:
        self.words.append(self.alike.setdefault(words, words))
        self.bits.append(bits)
        followed = _packed(after)
        self.after.append(self.same.setdefault(followed, followed))
        self.language.append(language)
        self.topic.append(topic)
        return len(self.words) - 1


# What has been joined already: of a part (or its words) and what may follow, what it may begin with.
_Made = dict[tuple[frozenset[str] | int, frozenset[int]], frozenset[int]]


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
        self._parts = _Parts()
        self._mild = bytearray()
        self._firsts: dict[str, list[int]] = {}
        self._wild_firsts: list[int] = []
        self._fillers: dict[str, int] = {}
        self._specific: dict[int, frozenset[str]] = {}
        known: set[str] = set()
        for grammar in grammars:
            self._add(grammar, 1 << languages.index(grammar.language))
            known |= vocabulary(grammar)
        self._parts.same.clear()
        self.known = frozenset(known)
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
        bits = _BITS.get(key, _SIGN if is_sign(key) else _WORD)
        ahead = {rank: self._ahead(_unpacked(packed), key, bits) for rank, packed in place.at}
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
        at = tuple((rank, _packed(ahead[rank])) for rank in sorted(ahead) if ahead[rank])
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
        return set().union(*[_unpacked(self._parts.after[part]) for part in takers])

    def _ended(self, end: int, rank: int) -> int:
        """The rank of a message once that phrase is complete, after what stood before it."""
        return rank if end in self._yielding and rank >= self._firm else max(rank, end)

    def _part_once(self, ahead: Mapping[int, set[int]]) -> None:
        """Of two ways to a part the stronger counts; for what yields, the one that lets it win."""
        ranks = sorted(ahead)
        for at, low in enumerate(ranks):
            for high in ranks[at + 1 :]:
                both = ahead[low] & ahead[high]
                mild = {part for part in both if self._mild[part]}
                ahead[high] -= mild
                ahead[low] -= both - mild

    def _add(self, grammar: Grammar, language: int) -> None:
        self._specific[language] = grammar.lists["specific"]
        for word in grammar.lists["fillers"]:
            self._fillers[word] = self._fillers.get(word, 0) | language
        made: _Made = {}
        for kind, phrase in grammar.phrases:
            end = -2 - self.ends.index((kind, grammar.language))
            firsts = self._joined(phrase, frozenset({end}), language, made)
            self._mild.extend(
                bytes([-2 - end in self._yielding]) * (len(self._parts.words) - len(self._mild))
            )
            for first in firsts:
                for word in self._parts.words[first] if first >= 0 else ():
                    self._firsts.setdefault(word, []).append(first)
                if first >= 0 and self._parts.bits[first]:
                    self._wild_firsts.append(first)

    def _joined(self, part: Part, after: frozenset[int], language: int, made: _Made) -> frozenset[int]:
        """What a part may begin with, given what may follow it. The same before the same is there once."""
        same = (part.any if isinstance(part, Words) else id(part), after)
        if same not in made:
            made[same] = self._build(part, after, language, made)
        return made[same]

    def _build(self, part: Part, after: frozenset[int], language: int, made: _Made) -> frozenset[int]:
        match part:
            case Words():
                return frozenset({self._parts.add(part.any, after, language=language)})
            case Wild(kind="topic"):
                return self._topic(after, language)
            case Wild():
                bits = _WILD[part.kind]
                return frozenset({self._parts.add(frozenset(), after, language=language, bits=bits)})
            case Row():
                for each in reversed(part.parts):
                    after = self._joined(each, after, language, made)
                return after
            case Choice():
                found = frozenset(
                    one for each in part.parts for one in self._joined(each, after, language, made)
                )
                return found | after if part.maybe else found

    def _topic(self, after: frozenset[int], language: int) -> frozenset[int]:
        """From one to so many words, whatever they are."""
        ahead: frozenset[int] = frozenset()
        for _ in range(_TOPIC):
            one = self._parts.add(
                frozenset(), after | ahead, language=language, bits=_WORD | _SIGN, topic=True
            )
            ahead = frozenset({one})
        return ahead


def _packed(parts: Iterable[int]) -> bytes:
    """In four bytes each: of parts there are fifty thousand, and thousands of places are kept."""
    return array("i", sorted(parts)).tobytes()


def _unpacked(parts: bytes) -> Sequence[int]:
    packed = array("i")
    packed.frombytes(parts)
    return packed
