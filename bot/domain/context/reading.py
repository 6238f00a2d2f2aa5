"""What the words of one message alone say: whether they ask for attention and give nothing to act on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.domain.context.automaton import NAMED, UNKNOWN, Automaton, is_sign
from bot.domain.context.grammar import Grammar, parse
from bot.domain.context.tokens import (
    ASKS,
    EVERYONE,
    MENTION,
    NUMBER,
    PAUSE,
    SMILE,
    THING,
    tokens,
)  # fmt: skip

LANGUAGES = ("en", "de", "es", "fr", "hi", "ja", "pt", "zh")

# Kinds of phrase, the weakest first: the strongest of a message names it.
KINDS = (
    "aside",  # nothing by itself: "sorry to bother you"
    "greeting",
    "how_are_you",
    "day_greeting",  # by the time of day: friendly in a channel, waiting for an answer in private
    "friendly",  # a greeting to many at once
    "kind_words",  # thanks, good wishes, who somebody is
    "chaser",
    "vague_problem",
    "bare_ping",
    "bare_mention",
    "you_there",
    "you_free",
    "dm_request",
    "call_request",
    "anyone_there",
    "ask_to_ask",
    "help",
    "urgent",
    "topic_only",
    "harmless",  # reads like one of them and is none: "need help?", "yes, call me", "hello world"
)
_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
_HARMLESS = frozenset({"aside", "friendly", "kind_words", "harmless"})
GREETINGS = frozenset({"greeting", "how_are_you", "day_greeting", "friendly"})

# Longer messages are never empty ones; looked at first, so that the longest text costs nothing.
LONGEST = 400

# An arm, a head; a hand.
_WAVE = re.compile(r"\s*(?:[\\/][oO0]|[oO0][/\\]|[\\/][oO0][/\\]|:wave:|👋)\s*")

_NOTHING = frozenset({ASKS, EVERYONE, MENTION, PAUSE, SMILE})
_STRANGE = frozenset({UNKNOWN, NAMED, NUMBER})

# In Chinese and Japanese, of what no phrase says.
_SIGNS_OF_A_WORD = 2

# What ends a message and means nothing there.
_LAST = " .,;!\n"

# More tokens than this are never an empty message.
_MOST_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """kind: one of `KINDS`; language: of the phrase that says it, or "" where no word does."""

    kind: str
    language: str

    @property
    def poor(self) -> bool:
        """Whether the words alone ask for attention and give nothing to act on."""
        return self.kind not in _HARMLESS


class Reader:
    """Knows the phrases of some languages."""

    def __init__(self, grammars: Iterable[Grammar], *, languages: Sequence[str] = LANGUAGES) -> None:
        self._trouble: set[str] = set()
        self._alone: set[str] = set()
        self._greets: set[str] = set()
        self._welcomes: set[str] = set()
        self._automaton = Automaton(
            self._heard(grammars), languages=languages, ranks=_RANKS, yields="harmless", firm="chaser"
        )
        self._readings = [Reading(kind, language) for kind, language in self._automaton.ends]

    def _heard(self, grammars: Iterable[Grammar]) -> Iterator[Grammar]:
        """One at a time, so that only one is held."""
        for one in grammars:
            self._trouble |= {word for word in one.lists["trouble"] if not is_sign(word)}
            self._alone |= one.lists["alone"]
            self._greets |= {word for word in one.lists["greets"] if not is_sign(word)}
            self._welcomes |= {word for word in one.lists["welcomes"] if not is_sign(word)}
            yield one

    def read(self, text: str) -> Reading | None:
        """None where it says anything else than the phrases do; the whole of it has to be made of them."""
        if len(text) > LONGEST:
            return None
        automaton = self._automaton
        place, keys = automaton.start, list[str]()
        for word, capital in tokens(text.rstrip(_LAST)):
            key = automaton.key(word, capital=capital, first=not keys)
            found = automaton.move(place, key)
            if found is None or len(keys) > _MOST_TOKENS:
                return None
            keys.append(key)
            place = found
        if place.complete < 0:
            return _wordless(set(keys), text)
        reading = self._readings[place.complete]
        return None if reading.poor and self._is_one_word(keys, reading) else reading

    def _is_one_word(self, keys: list[str], reading: Reading) -> bool:
        """A single word that calls nobody asks for nothing ("online", "service"), but for a few."""
        if reading.kind in GREETINGS or MENTION in keys or ASKS in keys:
            return False
        words = [key for key in keys if key not in _NOTHING]
        return len(words) == 1 and not is_sign(words[0]) and words[0] not in self._alone

    def carries(self, text: str) -> int:
        """How much it gives to act on: its words beyond the small ones; a link, code or a long figure is two.

        What is empty by itself carries nothing.
        """
        if len(text) > LONGEST:
            return len(text)
        reading = self.read(text)
        if reading is not None and reading.kind != "topic_only":
            return 0
        kept = [one for one, _ in tokens(text)]
        signs = sum(is_sign(one) for one in kept)
        return signs // _SIGNS_OF_A_WORD + sum(self._weight(one) for one in kept if not is_sign(one))

    def greets(self, text: str) -> bool:
        """Whether it greets or welcomes somebody, alone or before whatever else it says."""
        if _WAVE.fullmatch(text):
            return True
        words = [one for one, _ in tokens(text[:LONGEST]) if one[0].isalpha()][:12]
        if any(one in self._greets for one in words[:3]) or any(one in self._welcomes for one in words):
            return True
        reading = self.read(text)
        return reading is not None and reading.kind in GREETINGS

    def content(self, text: str) -> frozenset[str]:
        """Its words beyond the small ones."""
        return frozenset(one for one, _ in tokens(text[:LONGEST]) if self._weight(one))

    def _weight(self, text: str) -> int:
        if text in _NOTHING:
            return 0
        if text == THING:
            return 2
        return int(text in self._trouble or self._automaton.key(text) in _STRANGE)


@cache
def reader() -> Reader:
    """That of all languages, made once: it takes a moment."""
    return Reader(grammar(one) for one in LANGUAGES)


def grammar(language: str) -> Grammar:
    """As its file has it. Raises `WrongPhrases`."""
    file = resources.files("bot.domain.context") / "phrases" / f"{language}.phrases"
    return parse(file.read_text(encoding="utf-8"), language=language, kinds=frozenset(KINDS))


def _wordless(kinds: set[str], text: str) -> Reading | None:
    """Of a message without a word: somebody is called, or there is nothing but question marks."""
    if MENTION in kinds and "<@" in text and not kinds - {MENTION, PAUSE}:
        return Reading("bare_mention", "")
    if ASKS in kinds and not kinds - {MENTION, PAUSE, ASKS}:
        return Reading("chaser", "")
    return None
