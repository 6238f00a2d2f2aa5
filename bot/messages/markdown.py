"""What people typed as Markdown that shows it as typed, in CommonMark and in what handbooks build upon it."""

import json
import re
from urllib.parse import quote

from bot.domain.text import valid_url

# No page shows these, and YAML takes none of them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_BACKSLASHED = "\\`*_{}[]"
_NUMBERED = "&<>|~$^"  # after a backslash not every reader of Markdown takes these for themselves
_SIGNS = str.maketrans(
    {one: f"\\{one}" for one in _BACKSLASHED} | {one: f"&#{ord(one)};" for one in _NUMBERED}
)

# At the start of a line: a heading, an item, a rule, the line under a heading, a definition, code of MDX.
_STARTS = re.compile(r"^(?:[#+\-=:]|\d+(?=[.)])|import\b|export\b)")
_EMOJI = re.compile(r":(?=[\w+-]+:)|(?<=:):")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER = ".,;:!?'*_~)]}"


def plain(text: str) -> str:
    """The text on one line, without what nobody sees."""
    return _UNSEEN.sub("", " ".join(text.split())).strip()


def inline(text: str) -> str:
    """On one line, as part of a paragraph, a heading or an item."""
    return _line(plain(text))


def block(text: str) -> str:
    """As paragraphs, with its own ends of lines and indents; addresses on the web are links."""
    rows = [_UNSEEN.sub("", row.expandtabs(4)).rstrip() for row in text.splitlines()]
    written = "\n".join(_line(row) for row in rows).strip("\n")
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", re.sub(r"\n{3,}", "\n\n", written))


def link(text: str, to: str) -> str:
    """A link of those words: to a file beside this one or to an address on the web."""
    place = quote(to, safe=":/?#@!$&+,;=%~").replace("&", "&amp;")
    return f"[{_escaped(plain(text))}]({place})"


def scalar(text: str) -> str:
    """The text as a value of YAML, on one line."""
    return json.dumps(plain(text), ensure_ascii=False)


def _line(row: str) -> str:
    """A line with its addresses as links."""
    parts: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(row):
        address = found.group().rstrip(_AFTER)
        if valid_url(address):
            parts += [_escaped(row[at : found.start()], starts=at == 0), link(address, address)]
            at = found.start() + len(address)
    return "".join([*parts, _escaped(row[at:], starts=at == 0)])


def _escaped(text: str, *, starts: bool = True) -> str:
    indent = len(text) - len(text.lstrip(" ")) if starts else 0
    rest = _EMOJI.sub("&#58;", text[indent:].translate(_SIGNS))
    if starts:
        rest = _STARTS.sub(_started, rest)
    return "&#160;" * indent + re.sub(r" (?= )", "&#160;", rest)


def _started(found: re.Match[str]) -> str:
    sign = found.group()
    return f"&#{ord(sign[0])};{sign[1:]}"
