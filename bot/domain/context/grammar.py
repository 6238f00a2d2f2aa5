"""A language's phrases, read from a file that a native speaker can write: lists of words, and phrases."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.domain.context.tokens import ASKS, NUMBER, PAUSE, tokens

# What a phrase may hold beside words and the lists of its file.
WILD = frozenset({"name", "Name", "topic", "number", "@", ",", "sign"})

# Lists of words that every file has, and what they are for.
LISTS = {
    "fillers": "words that may stand anywhere and change nothing",
    "alone": "words that ask for attention all by themselves",
    "greets": "words that open a greeting",
    "welcomes": "words that welcome somebody",
    "trouble": "words that say that something is wrong, not what",
    "specific": "words that no bare topic holds",
    "small": "other words that carry nothing to act on",
}

# Beside letters, what a phrase may spell out: a question mark it needs, a figure ("any1", "need 1 min").
_WRITTEN = frozenset({ASKS, NUMBER})

# Lists whose words are looked at one by one.
_SINGLE = frozenset({"fillers", "alone", "greets", "welcomes"})

_LINE = re.compile(r"(?P<name>\w+)\s*(?P<sign>[=:])\s*(?P<rest>.*)")
# A slot, a sign, words, or what stands alone.
_PART = re.compile(r"<([^<>\s]+)>|([()\[\]|])|([^<>()\[\]|]+)|(.)")
_CLOSES = {"(": ")", "[": "]"}


class WrongPhrases(ValueError):
    """A file that cannot be read; the message names the language and the line."""


@dataclass(frozen=True, slots=True)
class Words:
    """One token, any of these."""

    any: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wild:
    """One token of a kind, or some: see `WILD`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One after the other."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any of them; `maybe`: or none."""

    parts: tuple["Part", ...]
    maybe: bool = False


Part = Words | Wild | Row | Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """phrases: of each kind; lists: the words of each of `LISTS`."""

    language: str
    phrases: tuple[tuple[str, Part], ...]
    lists: Mapping[str, frozenset[str]] = field(hash=False)


def parse(text: str, *, language: str, kinds: frozenset[str], lists: Mapping[str, str] = LISTS) -> Grammar:
    """Raises `WrongPhrases` at the first line that cannot be understood. lists: those that it has to have."""
    slots: dict[str, Part] = {}
    phrases: list[tuple[str, Part]] = []
    reader = _Reader(slots)
    for number, name, sign, rest in _entries(text, language):
        part = reader.read(rest, where=f"{language}, line {number}")
        if sign == ":" and name not in kinds:
            raise WrongPhrases(f"{language}, line {number}: “{name}” is no kind of phrase")
        if sign == "=" and name in slots:
            raise WrongPhrases(f"{language}, line {number}: “{name}” is there already")
        if sign == "=":
            slots[name] = part
        else:
            phrases.append((name, part))
        if name in _SINGLE and any(isinstance(one, Row) for one in part.parts):
            raise WrongPhrases(f"{language}, line {number}: “{name}” are single words")
    for name, why in lists.items():
        if name not in slots:
            raise WrongPhrases(f"{language}: “{name}” is missing: {why}")
    held = {name: _words(slots[name]) for name in lists}
    return Grammar(language=language, phrases=tuple(phrases), lists=held)


def _entries(text: str, language: str) -> Iterator[tuple[int, str, str, str]]:
    """Where each entry begins, its name, its sign and what it says; lines set in belong to the one before."""
    entry: tuple[int, str, str, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.partition("#")[0].rstrip()
        if not said:
            continue
        if said[0].isspace():
            if entry is None:
                raise WrongPhrases(f"{language}, line {number}: set in, and nothing stands before it")
            entry = (*entry[:3], f"{entry[3]}\n{said.strip()}")
            continue
        found = _LINE.fullmatch(said)
        if found is None:
            raise WrongPhrases(f"{language}, line {number}: neither “name = words” nor “kind: phrase”")
        if entry is not None:
            yield entry
        entry = number, found["name"], found["sign"], found["rest"]
    if entry is not None:
        yield entry


class _Reader:
    """Reads one entry after the other, each from left to right. slots: what an entry may name."""

    def __init__(self, slots: Mapping[str, Part]) -> None:
        self._slots = slots
        self._word = cache(_word)
        self._said: dict[str, tuple[Words, ...]] = {}
        self._where = ""

    def read(self, text: str, *, where: str) -> Choice:
        """All of one entry. where: as a mistake in it is told."""
        self._where = where
        around: list[_Open] = []
        here = _Open("")
        for slot, sign, words, odd in _PART.findall(text):
            if words:
                here.row += self._words(words)
            elif slot:
                here.row.append(self._slot(slot))
            elif odd:
                raise self._wrong(f"“{odd}” stands alone")
            elif sign == "|":
                self._end_row(here)
            elif sign in _CLOSES:
                around.append(here)
                here = _Open(sign)
            else:
                self._end_row(here)
                outside = self._left(here, around, sign)
                outside.row.append(here.choice())
                here = outside
        self._end_row(here)
        if around:
            raise self._wrong(f"“{here.sign}” is not closed")
        return here.choice()

    def _end_row(self, here: "_Open") -> None:
        """Keep the row that ends here with those that stand beside it; a single word with the others."""
        row, here.row = here.row, []
        if not row:
            raise self._wrong("nothing stands between two signs")
        if len(row) > 1:
            here.others.append(Row(tuple(row)))
        elif isinstance(row[0], Words):
            here.single |= row[0].any
        else:
            here.others.append(row[0])

    def _left(self, here: "_Open", around: list["_Open"], sign: str) -> "_Open":
        """What it stands in that this sign closes."""
        if not around:
            raise self._wrong(f"“{sign}” closes nothing")
        if _CLOSES[here.sign] != sign:
            raise self._wrong(f"“{here.sign}” is not closed")
        return around.pop()

    def _slot(self, name: str) -> Part:
        if name in WILD:
            return Wild(name)
        if name not in self._slots:
            raise self._wrong(f"<{name}> is not there yet: it is to stand above")
        return self._slots[name]

    def _words(self, text: str) -> tuple[Words, ...]:
        """One for each; most of what is written is written often."""
        found = self._said.get(text)
        if found is None:
            found = self._said[text] = tuple(map(self._word, self._tokens(text.strip())))
        return found

    def _tokens(self, words: str) -> list[str]:
        if words.isascii() and words.replace(" ", "").isalpha():
            return words.lower().split()
        found = [text for text, _ in tokens(words) if text != PAUSE]
        if odd := [one for one in found if one not in _WRITTEN and not one[0].isalpha()]:
            raise self._wrong(f"“{words}” holds a sign that is no word ({', '.join(odd)})")
        return found

    def _wrong(self, why: str) -> WrongPhrases:
        return WrongPhrases(f"{self._where}: {why}")


class _Open:
    """Alternatives that are being read: what opened them; the single words and all others so far; the row."""

    __slots__ = ("others", "row", "sign", "single")

    def __init__(self, sign: str) -> None:
        self.sign = sign
        self.single: set[str] = set()
        self.others: list[Part] = []
        self.row: list[Part] = []

    def choice(self) -> Choice:
        """All of them, the single words as one."""
        single = (Words(frozenset(self.single)),) if self.single else ()
        return Choice((*single, *self.others), self.sign == "[")


def _word(text: str) -> Words:
    return Words(frozenset({text}))


def _words(part: Part) -> frozenset[str]:
    match part:
        case Words():
            return part.any
        case Row() | Choice():
            return frozenset[str]().union(*map(_words, part.parts))
        case Wild():
            return frozenset()
