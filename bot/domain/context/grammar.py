"""A language's phrases, read from a file that a native speaker can write: lists of words, and phrases."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
_PART = re.compile(r"<(?P<slot>[^<>\s]+)>|(?P<sign>[()\[\]|])|(?P<words>[^<>()\[\]|]+)|(?P<odd>.)")


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
    for number, name, sign, rest in _entries(text, language):
        part = _Reader(rest, slots, where=f"{language}, line {number}").read()
        if sign == ":" and name not in kinds:
            raise WrongPhrases(f"{language}, line {number}: “{name}” is no kind of phrase")
        if sign == "=" and name in slots:
            raise WrongPhrases(f"{language}, line {number}: “{name}” is there already")
        if sign == "=":
            slots[name] = part
        else:
            phrases.append((name, part))
        if name in _SINGLE and any(isinstance(one, Row) for one in _alternatives(part)):
            raise WrongPhrases(f"{language}, line {number}: “{name}” are single words")
    for name, why in lists.items():
        if name not in slots:
            raise WrongPhrases(f"{language}: “{name}” is missing: {why}")
    held = {name: frozenset(_words(slots[name])) for name in lists}
    return Grammar(language=language, phrases=tuple(phrases), lists=held)


def vocabulary(grammar: Grammar) -> frozenset[str]:
    """Every word that any of its phrases or lists holds."""
    held = {word for _, part in grammar.phrases for word in _words(part)}
    return frozenset(held.union(*grammar.lists.values()))


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
    """Reads one entry, from left to right."""

    def __init__(self, text: str, slots: Mapping[str, Part], *, where: str) -> None:
        self._found = [one for one in _PART.finditer(text) if one.group().strip()]
        self._slots = slots
        self._where = where
        self._at = 0

    def read(self) -> Part:
        """All of it."""
        part = self._choice(maybe=False)
        if self._at < len(self._found):
            raise self._wrong(f"“{self._found[self._at].group()}” closes nothing")
        return part

    def _choice(self, *, maybe: bool) -> Choice:
        rows = [self._row()]
        while self._at < len(self._found) and self._found[self._at].group() == "|":
            self._at += 1
            rows.append(self._row())
        return Choice(_gathered(rows), maybe)

    def _row(self) -> Part:
        parts: list[Part] = []
        while self._at < len(self._found) and self._found[self._at].group() not in (")", "]", "|"):
            found = self._found[self._at]
            self._at += 1
            match found.lastgroup:
                case "slot":
                    parts.append(self._slot(found["slot"]))
                case "words":
                    parts += [Words(frozenset({one})) for one in self._tokens(found["words"])]
                case "sign":
                    parts.append(self._inner(found["sign"]))
                case _:
                    raise self._wrong(f"“{found.group()}” stands alone")
        if not parts:
            raise self._wrong("nothing stands between two signs")
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _inner(self, sign: str) -> Part:
        part = self._choice(maybe=sign == "[")
        closes = "]" if sign == "[" else ")"
        if self._at >= len(self._found) or self._found[self._at].group() != closes:
            raise self._wrong(f"“{sign}” is not closed")
        self._at += 1
        return part

    def _slot(self, name: str) -> Part:
        if name in WILD:
            return Wild(name)
        if name not in self._slots:
            raise self._wrong(f"<{name}> is not there yet: it is to stand above")
        return self._slots[name]

    def _tokens(self, words: str) -> list[str]:
        found = [text for text, _ in tokens(words.strip()) if text != PAUSE]
        if odd := [one for one in found if one not in _WRITTEN and not one[0].isalpha()]:
            raise self._wrong(f"“{words.strip()}” holds a sign that is no word ({', '.join(odd)})")
        return found

    def _wrong(self, why: str) -> WrongPhrases:
        return WrongPhrases(f"{self._where}: {why}")


def _gathered(rows: list[Part]) -> tuple[Part, ...]:
    """Alternatives that are single words become one."""
    single = frozenset(word for one in rows if isinstance(one, Words) for word in one.any)
    others = [one for one in rows if not isinstance(one, Words)]
    return (Words(single), *others) if single else tuple(others)


def _alternatives(part: Part) -> tuple[Part, ...]:
    return part.parts if isinstance(part, Choice) else (part,)


def _words(part: Part) -> Iterator[str]:
    match part:
        case Words():
            yield from part.any
        case Row() | Choice():
            for one in part.parts:
                yield from _words(one)
        case Wild():
            pass
