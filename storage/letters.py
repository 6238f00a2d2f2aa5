"""A letter as JSON, for the outbox: each value carries the name of its class, the whole carries a version."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from json.encoder import encode_basestring as _quoted
from typing import Any

from msgspec import NODEFAULT, Struct, structs

from bot.domain.handoff import File
from bot.domain.identity import Place, TenantRef, UserRef
from bot.messages.document import (
    Bullets,
    Button,
    Buttons,
    ChannelLink,
    Divider,
    Document,
    Facts,
    Heading,
    Link,
    Mention,
    Native,
    Paragraph,
    PostLink,
    Quote,
    Text,
    When,
)
from bot.messages.letter import Letter
from storage.types import Encoded, encoded

VERSION = 1


def _fields(kind: Any) -> Iterator[tuple[str, Any]]:
    """Each with the value that it has unless it is given; None for none."""
    if issubclass(kind, Struct):
        for field in structs.fields(kind):
            yield field.name, None if field.default is NODEFAULT else field.default
        return
    for one in fields(kind):
        yield one.name, None if one.default is MISSING else one.default


_BLOCKS: tuple[type, ...] = (Heading, Paragraph, Quote, Bullets, Facts, Button, Buttons, Divider, Native)
_SPANS: tuple[type, ...] = (Text, Mention, Link, When, PostLink, ChannelLink)
_REST: tuple[type, ...] = (Document, File, Letter, UserRef, Place, TenantRef)
KINDS = {one.__name__: one for one in (*_BLOCKS, *_SPANS, *_REST)}
# What is written by itself, in the same way.
_PLAIN = frozenset((Text, Link, PostLink, Heading, Button, Buttons, Divider))
# A value that a field has unless it is given is left out: most spans are plain.
_FIELDS = {one: tuple(_fields(one)) for one in KINDS.values()}
_KIND = "is"


class Unreadable(ValueError):
    """A letter written by a newer version of the bot, or not a letter at all."""


def written(letter: Letter) -> dict[str, Any]:
    """The letter as what `encoded` takes."""
    return {"v": VERSION, "letter": _written(letter)}


def alike(document: Document, to: Iterable[tuple[str, UserRef]]) -> list[Encoded]:
    """The same document to many people, each under a key of their own: as `encoded(written(letter))` of each.

    It is written once.
    """
    before = f'{{"letter":{{"document":{encoded(_written(document))},"is":"Letter","key":'
    around: dict[tuple[str, str], tuple[str, str]] = {}
    found = []
    for key, user in to:
        home = (user.platform, user.tenant)
        if home not in around:
            around[home] = _around(*home)
        between, after = around[home]
        found.append(Encoded(f"{before}{_quoted(key)}{between}{_quoted(user.id)}{after}"))
    return found


def _around(platform: str, tenant: str) -> tuple[str, str]:
    """What stands between a key and a person's id, and what after it."""
    its = encoded(_written(TenantRef(platform=platform, id=tenant)))
    rest = f'"is":"UserRef","platform":{_quoted(platform)},"tenant":{_quoted(tenant)}'
    return f',"tenant":{its},"to":{{"id":', f',{rest}}}}},"v":{VERSION}}}'


def read(value: Any) -> Letter:
    """The letter again. Raises `Unreadable`."""
    version = value.get("v") if isinstance(value, dict) else None
    if version != VERSION:
        raise Unreadable(f"a letter of version {version!r}, this bot reads version {VERSION}")
    letter = _read(value.get("letter"))
    if not isinstance(letter, Letter):
        raise Unreadable("what is kept there is not a letter")
    return letter


def _written(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind in _PLAIN or kind is bool or kind is int or value is None:
        return value
    if kind is tuple:
        return [_written(one) for one in value]
    if kind in _FIELDS:
        found = {_KIND: kind.__name__}
        for name, default in _FIELDS[kind]:
            one = getattr(value, name)
            if one != default:
                found[name] = _written(one)
        return found
    return _written_leaf(value)


def _written_leaf(value: Any) -> dict[str, Any]:
    match value:
        case datetime():
            return {_KIND: "instant", "value": value.isoformat()}
        case date():
            return {_KIND: "day", "value": value.isoformat()}
        case Mapping():  # what only one platform has: plain JSON, lists and all
            return {_KIND: "plain", "value": dict(value)}
        case _:
            raise TypeError(f"a letter cannot hold a {type(value).__name__}")


def _read(value: Any) -> Any:
    kind = type(value)
    if kind is list:
        return tuple(_read(one) for one in value)
    if kind is not dict:
        return value
    name = value.get(_KIND)
    if name in KINDS:
        return _made(KINDS[name], value)
    if name in _LEAVES:
        return _leaf(name, value)
    raise Unreadable(f"a letter that holds {name!r}, which this bot does not know")


def _made(kind: type, value: dict[str, Any]) -> Any:
    try:
        return kind(**{name: _read(one) for name, one in value.items() if name != _KIND})
    except TypeError as error:
        raise Unreadable(f"a {kind.__name__} that this bot does not know: {error}") from error


def _leaf(name: str, value: dict[str, Any]) -> Any:
    try:
        return _LEAVES[name](value["value"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"a letter whose {name} cannot be read: {error}") from error


_LEAVES: dict[str, Callable[[Any], Any]] = {
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "plain": lambda value: value,
}


def emptied(kept: dict[str, Any], *, instead: str) -> dict[str, Any]:
    """A written letter as it was addressed, with nothing in it but that."""
    letter = kept.get("letter", {})
    document = {**letter.get("document", {}), "blocks": [], "summary": instead}
    rest = {name: value for name, value in letter.items() if name not in ("file", "only")}
    return {**kept, "letter": {**rest, "document": document}}
