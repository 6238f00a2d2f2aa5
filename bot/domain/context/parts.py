"""The parts of the reading machine: one for each place where a token may stand, joined to what may follow."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.context.grammar import Choice, Part, Row, Wild, Words

# Kinds of token, as bits.
WORD, STRANGE, NAMED, NUMBER, MENTION, SIGN, PAUSE = 1, 2, 4, 8, 16, 32, 64
_WILD = {"name": STRANGE, "Name": NAMED, "number": NUMBER, "@": MENTION, ",": PAUSE, "sign": SIGN}
_NO_WORDS: Final = frozenset[str]()
_NOWHERE: Final = frozenset[int]()

# A topic has no more words than this: what is longer says something.
_TOPIC = 6

# By number, as a part is: of a place in the machine, what may follow; below 0, the end of a phrase.
After = frozenset[int]


@dataclass(slots=True)
class Parts:
    """By the number of each: the words it takes, the kinds of token, and what may follow, packed.

    language: as a bit; topic: whether it is of one; mild: whether its phrase yields to others.
    """

    words: list[frozenset[str]] = field(default_factory=list)
    bits: bytearray = field(default_factory=bytearray)
    after: list[bytes] = field(default_factory=list)
    language: bytearray = field(default_factory=bytearray)
    topic: bytearray = field(default_factory=bytearray)
    mild: bytearray = field(default_factory=bytearray)


class Joiner:
    """Joins the phrases of one language to the others' parts. What is equal is held once.

    language: as a bit. alike: the words of parts, of all languages.
    """

    def __init__(self, parts: Parts, *, language: int, alike: dict[frozenset[str], frozenset[str]]) -> None:
        self._parts = parts
        self._language = language
        self._alike = alike
        # Of a part (or its words) and what may follow it, what both may begin with.
        self._made: dict[tuple[frozenset[str] | int, After], After] = {}
        self._packed: dict[After, bytes] = {}

    def phrase(self, phrase: Part, end: int, *, mild: bool) -> After:
        """What it may begin with. mild: whether it yields."""
        firsts = self._before(phrase, frozenset({end}))
        parts = self._parts
        new = len(parts.words) - len(parts.mild)
        parts.mild.extend(bytes([mild]) * new)
        parts.language.extend(bytes([self._language]) * new)
        return firsts

    def _before(self, part: Part, after: After) -> After:
        """What it may begin with, given what may follow it. The same before the same is there once."""
        same = (part.any if isinstance(part, Words) else id(part), after)
        found = self._made.get(same)
        if found is None:
            found = self._made[same] = self._build(part, after)
        return found

    def _build(self, part: Part, after: After) -> After:
        match part:
            case Words(words):
                return frozenset((self._add(self._alike.setdefault(words, words), after),))
            case Row(parts):
                for each in reversed(parts):
                    after = self._before(each, after)
                return after
            case Choice(parts, maybe):
                found = [self._before(each, after) for each in parts]
                return (after if maybe else _NOWHERE).union(*found)
            case Wild("topic"):
                return self._topic(after)
            case Wild(kind):
                return frozenset((self._add(_NO_WORDS, after, bits=_WILD[kind]),))

    def _topic(self, after: After) -> After:
        """From one to so many words, whatever they are."""
        ahead: After = frozenset()
        for _ in range(_TOPIC):
            ahead = frozenset((self._add(_NO_WORDS, after | ahead, bits=WORD | SIGN, topic=1),))
        return ahead

    def _add(self, words: frozenset[str], after: After, *, bits: int = 0, topic: int = 0) -> int:
        parts = self._parts
        number = len(parts.words)
        parts.words.append(words)
        followed = self._packed.get(after)
        if followed is None:
            followed = self._packed[after] = packed(after)
        parts.after.append(followed)
        parts.bits.append(bits)
        parts.topic.append(topic)
        return number


def packed(parts: Iterable[int]) -> bytes:
    """In four bytes each: of parts there are fifty thousand, and thousands of places are kept."""
    return array("i", sorted(parts)).tobytes()


def unpacked(parts: bytes) -> Sequence[int]:
    """The numbers again, in order."""
    numbers = array("i")
    numbers.frombytes(parts)
    return numbers
