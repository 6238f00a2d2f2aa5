"""A message as a row of tokens: no markup, no capitals, no accents; a sign of something to act on is one."""

import re
import unicodedata
from collections.abc import Iterator

# What stands for any token of its kind.
MENTION, EVERYONE, NUMBER, PAUSE, ASKS, SMILE, THING = "@", "@@", "0", ",", "?", ":)", "#"


# A word in small letters, or one of the kinds; and whether it was written with a capital, as names are.
Token = tuple[str, bool]

_LETTERS = "a-zA-Z\u00c0-\u024f\u0900-\u0963\u0966-\u097f"
_APOSTROPHES = "'’`\u00b4"
_TOKEN = re.compile(
    rf"(?P<word>[{_LETTERS}]+(?:[{_APOSTROPHES}][{_LETTERS}]+)?)"
    r"|(?P<asks>\?[?!]*)"
    r"|(?P<smile>:[a-z][a-z0-9_+'-]{1,40}:(?::skin-tone-\d:)?|[:;=8][-o']?[)(DPpdOo3*/|\]](?!\w)|\^_?\^|<3)"
    r"|(?P<pause>[,.;:!…—–\n、。・-]+)"
    r"|(?P<number>\d{1,3}(?![\d.:]*\d))"
    r"|(?P<cjk>[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff])"
    r"|(?P<everyone><!(?:here|channel|everyone|subteam)[^<>]{0,60}>|@(?:here|channel|everyone|all)\b)"
    r"|(?P<mention><@[A-Z0-9]{2,24}(?:\|[^<>]{0,60})?>|@\w[\w.-]{0,40})"
    r"|(?P<thing><[^<>]{1,300}>|https?:\S+|\d[\d.:]*)"
    r"|(?P<other>\S)"
)
_KINDS = {
    "asks": ASKS, "smile": SMILE, "pause": PAUSE, "number": NUMBER,
    "everyone": EVERYONE, "mention": MENTION, "thing": THING,
}  # fmt: skip

# A bot is spoken to, somebody is quoted, or a slip of one's own is mended ("*works").
_COMMAND = re.compile(r"\s*(?:!\w|/\w|>|&gt;|\$ |\*[^*]*$)")

# Signs that decorate and say nothing. Any other sign is code, a quotation or a figure.
_DECORATION = frozenset("*_()¡¿~〜\uff5e♡♥☆★'’")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xAD, 0xFEFF, 0xFE0F])

# An accent, a nukta: in a hurry people leave them out.
_MARKS = frozenset({*range(0x0300, 0x0370), 0x093C})

# French words that are written together with the next: "m'aider".
_ELIDED = frozenset({"c", "d", "j", "l", "m", "n", "s", "t", "qu"})
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")

_RUN = re.compile(r"(.)\1+")


def tokens(text: str) -> Iterator[Token]:
    """Each token in turn; spaces and decoration are left out."""
    if not text.isascii():
        text = plain(text)
    if _COMMAND.match(text):
        yield THING, False
    for found in _TOKEN.finditer(text):
        kind, written = found.lastgroup, found.group()
        if kind == "word" and written.isascii() and written.isalpha():
            yield written.lower(), written[0].isupper()
        elif kind == "word":
            yield from _parts(written)
        elif kind == "cjk":
            yield written, False
        elif kind == "other":
            if written not in _DECORATION:
                yield _sign(written), False
        else:
            yield _KINDS[kind or ""], False


def plain(text: str) -> str:
    """Full-width letters as plain ones, accents and what cannot be seen gone."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_INVISIBLE))
    return unicodedata.normalize("NFC", "".join(one for one in apart if ord(one) not in _MARKS))


def squeezed(word: str) -> str:
    """Each run of a letter as one of it: "heyyy" is "hey"."""
    return _RUN.sub(r"\1", word)


def _parts(written: str) -> Iterator[Token]:
    """A word with an apostrophe: two in French, one elsewhere ("im", "whats")."""
    first, _, second = _APOSTROPHE.sub("'", written.lower()).partition("'")
    if second and first in _ELIDED:
        yield first, written[0].isupper()
        yield second, False
    else:
        yield first + second, written[0].isupper()


def _sign(written: str) -> str:
    """An emoji, or a sign of code, a quotation, a figure, another script."""
    return SMILE if not written.isascii() and unicodedata.category(written)[0] in "SMC" else THING
