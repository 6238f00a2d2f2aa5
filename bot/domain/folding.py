"""Words as they are looked for: whatever their case, accents and widths, in any script."""

import unicodedata

# Letters that are typed without their stroke where a keyboard has none; they come apart into nothing.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe"})

# Marks that make another sound of a sign, which no accent does: Indic nuktas, Japanese voicing, viramas.
_SOUNDS = frozenset({0, 7, 8, 9})

# Control characters, those that only steer how others are drawn, and halves of pairs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def folded(text: str) -> str:
    """The text as it is compared, on one line. Of a folded text it is the same text."""
    plain = " ".join(text.split())
    if plain.isascii() and plain.isprintable():
        return plain.casefold()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    kept = "".join(one for one in apart if _counts(one)).translate(_STROKES)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def words_of(text: str) -> tuple[str, ...]:
    """What was typed to look for, word by word, each once."""
    return tuple(dict.fromkeys(folded(text).split()))


def _counts(sign: str) -> bool:
    return unicodedata.combining(sign) in _SOUNDS and unicodedata.category(sign) not in _UNSEEN
