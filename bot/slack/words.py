"""What a person typed, out of Slack's escapes: plain words, with names and addresses as they were typed."""

import re
from typing import Annotated

from pydantic import BeforeValidator

_ENTITY = re.compile(r"<([@#!][^<>|\s]+|[A-Za-z][\w+.-]*:[^<>|\s]+)(?:\|([^<>]*))?>")

_UNNAMED = re.compile(r"<@([A-Z0-9]{1,32})>")


def cleaned(value: object) -> object:
    """Text that any database and any wire takes: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "").encode("utf-8", "replace").decode()


Words = Annotated[str, BeforeValidator(cleaned)]


def plain_words(text: str) -> str:
    """The text of a message or command as it was typed."""
    words = _ENTITY.sub(_entity, text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def people_in(text: str) -> tuple[str, ...]:
    """The people whom a text mentions by nothing but their id, each once."""
    return tuple(dict.fromkeys(_UNNAMED.findall(text)))


def _entity(found: re.Match[str]) -> str:
    target, label = found[1], found[2] or ""
    match target[:1]:
        case "@" | "#":
            return target[0] + label.lstrip("@#") if label else target
        case "!":
            return _special(target, label)
        case _:
            return _address(target, label)


def _special(target: str, label: str) -> str:
    return label or "@" + target[1:].partition("^")[0]


def _address(url: str, label: str) -> str:
    """Slack puts http:// or mailto: before what was typed; a link whose words differ keeps both."""
    if not label:
        return url
    return label if url.rstrip("/").endswith(label.rstrip("/")) else f"{label} ({url})"
