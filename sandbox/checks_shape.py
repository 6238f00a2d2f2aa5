"""Small checks that the shapes of Block Kit are put together from: each yields one line a problem."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def string(most: int = 100_000, *, least: int = 1, pattern: str = "") -> Check:
    """Text of `least` to `most` characters that is, if a pattern is given, one of its words throughout."""
    allowed = re.compile(pattern)

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{path}: not text"
        elif len(value) < least:
            yield f"{path}: empty"
        elif len(value) > most:
            yield f"{path}: longer than {most}"
        elif pattern and not allowed.fullmatch(value):
            yield f"{path}: not in the form {pattern}"

    return check


def whole(least: int = 0, most: int = 2**53) -> Check:
    """A whole number of that range; true and false are none."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{path}: not a whole number"
        elif not least <= value <= most:
            yield f"{path}: not within {least} and {most}"

    return check


def flag(value: Any, path: str) -> Iterator[str]:
    """True or false, and nothing that merely looks like it."""
    if not isinstance(value, bool):
        yield f"{path}: not true or false"


def one_of(*words: str) -> Check:
    """One of these words."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not (isinstance(value, str) and value in words):
            yield f"{path}: not one of {', '.join(words)}"

    return check


def many(each: Check, most: int, *, least: int = 1) -> Check:
    """A list of `least` to `most` things, every one of them checked."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: not a list"
            return
        if len(value) < least:
            yield f"{path}: fewer than {least}"
        if len(value) > most:
            yield f"{path}: more than {most}"
        for index, item in enumerate(value):
            yield from each(item, f"{path}[{index}]")

    return check


def shape(
    needs: Mapping[str, Check] | None = None, may: Mapping[str, Check] | None = None, *also: Check
) -> Check:
    """An object with these keys and no others: Slack says "invalid additional property" to the rest.

    The checks in `also` see the whole object, and only once its parts are right.
    """
    needs, may = needs or {}, may or {}

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path}: not an object"
            return
        found = [f"{path}.{key}: missing" for key in needs if key not in value]
        for key, part in value.items():
            known = needs.get(key) or may.get(key)
            found.extend(known(part, f"{path}.{key}") if known else [f"{path}.{key}: no such property"])
        yield from found
        if not found:
            for rule in also:
                yield from rule(value, path)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of these shapes it has."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path}: not an object"
            return
        kind = value.get("type")
        if not (isinstance(kind, str) and kind in kinds):
            yield f"{path}.type: {kind!r:.60} is none of {', '.join(kinds)}"
            return
        yield from kinds[kind]({key: part for key, part in value.items() if key != "type"}, path)

    return check
