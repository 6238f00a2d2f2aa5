"""What stands behind `/ask`: whom it names, and the words after that, with which the form begins."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.called import Known, meant, split_names
from bot.domain.identity import PersonId

# The longest name, in words.
_LONGEST = 4
_ID = re.compile(r"<@(\w+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """Who is named, the words after the names, and the first name that is nobody's."""

    to: tuple[Known, ...] = ()
    about: str = ""
    unknown: str = ""


def addressed(text: str, everyone: Collection[Known], *, near: Collection[PersonId]) -> Addressed:
    """`@Maya Brooks @sam which rate applies?`; without an @, words are names only where all of them are."""
    text = _ID.sub(r"@\1", text).strip()
    if not text.startswith("@"):
        found = meant(split_names(text), everyone, near=near)
        known = tuple(one for one in found if isinstance(one, Known))
        return Addressed(to=known) if known and len(known) == len(found) else Addressed(about=text)
    rest, to, unknown = text, list[Known](), ""
    while rest.startswith("@"):
        one, rest, typed = _first(rest, everyone, near)
        to += [one] if one is not None else []
        unknown = unknown or ("" if one is not None else typed)
    return Addressed(to=tuple(dict.fromkeys(to)), about=rest, unknown=unknown)


def parted(text: str, most: int) -> tuple[str, str]:
    """Its beginning in at most so many characters, up to the end of a word where it has one, and the rest."""
    if len(text) <= most:
        return text, ""
    end = next((place for place in range(most, 0, -1) if text[place].isspace()), most)
    return text[:end].rstrip(), text[end:].strip()


def _first(
    text: str, everyone: Collection[Known], near: Collection[PersonId]
) -> tuple[Known | None, str, str]:
    """Who the longest name at its beginning means, what follows, and the name as it was typed."""
    words = text.split(maxsplit=_LONGEST)[:_LONGEST]
    ends = next((number for number, one in enumerate(words) if number and one.startswith("@")), len(words))
    for count in range(ends, 0, -1):
        typed = " ".join(words[:count]).strip("@,;:")
        found = meant([typed], everyone, near=near)
        if len(found) == 1 and isinstance(found[0], Known):
            return found[0], _after(text, count), typed
    return None, _after(text, 1), words[0].strip("@,;:")


def _after(text: str, count: int) -> str:
    """What follows so many words."""
    return "".join(text.split(maxsplit=count)[count:])
