"""Whether a text reads as English, and whether an English step says to do something."""

import re
from collections.abc import Sequence
from typing import Literal

from bot.domain.verbs import AFTER_VERB, ALSO_NOUNS, AUXILIARIES, BEFORE_VERB, ENGLISH, FOREIGN, VERBS

Language = Literal["english", "other", "unclear"]

URL = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_CODE = re.compile(r"`[^`]*`")
_MENTION = re.compile(r"[@#][\w.-]+")
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_CLAUSE = re.compile(r"[,;:.!?()\[\]{}|/>\u2013\u2014\u2192]|\s-\s|^-")


def language_of(texts: Sequence[str]) -> Language:
    """Whether texts read as English, as something else, or are too short to tell."""
    parts = [plain(part) for part in texts]
    text = " ".join(parts)
    if not text.isascii() and _in_other_letters(text):
        return "other"
    words = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(word in ENGLISH for word in words) + sum(_opens_with_verb(part) for part in parts)
    foreign = sum(word in FOREIGN for word in words)
    if foreign > english:
        return "other"
    return "english" if english >= 2 and english > 2 * foreign else "unclear"


def has_verb(text: str) -> bool:
    """Whether an English step says to do something, or is a sentence; in doubt, it does."""
    return any(
        _is_verb(words, place)
        for words in map(_words, _CLAUSE.split(plain(text)))
        for place in range(len(words))
    )


def plain(text: str) -> str:
    """Without addresses, code and mentions, whose words are nobody's language."""
    if "://" in text or "www." in text.lower():
        text = URL.sub(" ", text)
    if "`" in text:
        text = _CODE.sub(" ", text)
    if "@" in text or "#" in text:
        text = _MENTION.sub(" ", text)
    return text.replace("\u2019", "'")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _in_other_letters(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(not sign.isascii() for sign in letters) * 6 > len(letters)


def _opens_with_verb(text: str) -> bool:
    first = _WORD.search(text.lower())
    return first is not None and first[0] in VERBS


def _is_verb(words: list[str], place: int) -> bool:
    """Whether the word at `place` of a clause is, or may well be, a verb."""
    word = words[place]
    if word in AUXILIARIES or not _bases(word).isdisjoint(VERBS):
        return True
    begins = place == 0 or words[place - 1] in BEFORE_VERB
    goes_on = place + 1 < len(words) and words[place + 1] in AFTER_VERB
    if word in ALSO_NOUNS:
        return begins or goes_on
    if word.endswith("ed") and not _bases(word).isdisjoint(ALSO_NOUNS):
        return True
    again = word.removeprefix("re").lstrip("-")
    made = word.endswith(("ify", "ize")) or (
        again != word and not _bases(again).isdisjoint(VERBS | ALSO_NOUNS)
    )
    return begins and word not in BEFORE_VERB and (goes_on or made)


def _bases(word: str) -> set[str]:
    """The forms of which a word may be an inflection, itself included."""
    bases = {word}
    for ending, others in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", "|e"), ("ing", "|e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            bases.update(stem + other for other in others.split("|"))
            if ending in ("ed", "ing") and stem[-1] == stem[-2]:
                bases.add(stem[:-1])
    return bases
