"""A letter survives being written down, and what a newer version wrote is refused, not guessed at."""

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from bot.domain.identity import Place, TenantId, TenantRef, UserRef
from bot.messages import document
from bot.messages.document import Document
from bot.messages.letter import Letter
from storage import letters
from storage.outbox_row import alike, to_put
from storage.types import encoded
from tests.storage.letter import letter

NOW = datetime(2026, 11, 2, 17, tzinfo=UTC)

words = st.text(max_size=12)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.just("is"), inner, max_size=3),
    max_leaves=6,
)
instants = st.datetimes(timezones=st.just(UTC))
users = st.builds(UserRef, platform=words, tenant=words, id=words)
places = st.builds(Place, thread=st.none() | words, platform=words, tenant=words, id=words)
spans = st.lists(
    st.builds(document.Text, text=words, bold=st.booleans(), code=st.booleans())
    | st.builds(document.Mention, user=users, name=words)
    | st.builds(document.Link, url=words, text=words)
    | st.builds(document.When, at=instants, zone=words, style=st.sampled_from(["time", "day_time", "day"]))
    | st.builds(document.PostLink, key=words, text=words)
    | st.builds(document.ChannelLink, place=places, text=words),
    max_size=4,
).map(tuple)
buttons = st.builds(document.Button, name=words, text=words, value=words, url=words)
blocks = st.lists(
    st.builds(document.Heading, text=words)
    | st.builds(document.Paragraph, spans=spans, small=st.booleans())
    | st.builds(document.Quote, spans=spans)
    | st.builds(document.Bullets, items=st.lists(spans, max_size=3).map(tuple))
    | st.builds(document.Facts, pairs=st.lists(st.tuples(words, spans), max_size=3).map(tuple))
    | st.builds(document.Buttons, buttons=st.lists(buttons, max_size=3).map(tuple))
    | st.builds(document.Divider)
    | st.builds(document.Native, platform=words, payload=st.dictionaries(words, plain, max_size=3)),
    max_size=5,
).map(tuple)
documents = st.builds(document.Document, blocks=blocks, summary=words, kind=words, day=st.none() | st.dates())
some_letters = st.builds(
    Letter,
    key=words,
    tenant=st.builds(TenantRef, platform=words, id=words),
    to=users | places,
    document=documents,
    under=words,
    broadcast=st.booleans(),
    replaces=words,
)


@given(some_letters)
def test_a_letter_comes_back_as_it_was(given: Letter) -> None:
    assert letters.read(json.loads(encoded(letters.written(given)))) == given


@given(documents, st.lists(st.tuples(words, users), max_size=3))
def test_the_same_to_many_is_put_as_each_by_itself(said: Document, to: list[tuple[str, UserRef]]) -> None:
    rows, rest = alike(said, [(key, TenantId(7), user) for key, user in to], now=NOW)
    each = [
        Letter(key=key, tenant=TenantRef(platform=user.platform, id=user.tenant), to=user, document=said)
        for key, user in to
    ]
    assert [(*row, *rest) for row in rows] == [
        to_put(one, TenantId(7), now=NOW, text=encoded(letters.written(one))) for one in each
    ]


def test_what_is_urgent_is_not_put_to_many() -> None:
    said = Document(blocks=(), summary="Now", kind="request")
    with pytest.raises(ValueError, match="request"):
        alike(said, [("a", TenantId(7), UserRef(platform="slack", tenant="T1", id="U1"))], now=NOW)


def test_whatever_a_document_can_hold_can_be_written() -> None:
    kinds = {
        name
        for name, one in vars(document).items()
        if isinstance(one, type)
        and (issubclass(one, Struct) or is_dataclass(one))
        and one.__module__ == document.__name__
        and not name.startswith("_")
    }
    assert kinds <= set(letters.KINDS)


def spoiled(change: Callable[[dict[str, Any]], object]) -> Any:
    value = json.loads(encoded(letters.written(letter("a"))))
    change(value)
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (spoiled(lambda value: value.update(v=2)), "version 2"),
        (spoiled(lambda value: value.pop("v")), "version None"),
        (None, "version None"),
        (spoiled(lambda value: value["letter"].update({"is": "Parcel"})), "'Parcel'"),
        (spoiled(lambda value: value["letter"].pop("is")), "None"),
        (spoiled(lambda value: value["letter"].update(colour="red")), "colour"),
        (spoiled(lambda value: value["letter"].pop("document")), "document"),
        (spoiled(lambda value: value.update(letter=["a"])), "not a letter"),
        (spoiled(lambda value: value["letter"].update(under={"is": "day", "value": "soon"})), "soon"),
        (spoiled(lambda value: value["letter"].update(under={"is": "instant"})), "instant"),
    ],
    ids=[
        "newer",
        "no version",
        "nothing",
        "unknown class",
        "no class",
        "unknown field",
        "missing field",
        "something else",
        "not a day",
        "no instant",
    ],
)
def test_what_this_version_does_not_know_is_unreadable(value: Any, words: str) -> None:
    with pytest.raises(letters.Unreadable, match=words):
        letters.read(value)


def test_what_is_no_part_of_a_letter_cannot_be_written() -> None:
    wrong = datetime(2026, 11, 2, tzinfo=UTC).time()
    message = document.Document(blocks=(), summary=wrong, kind="note")  # type: ignore[arg-type]
    given = Letter(
        key="a",
        tenant=TenantRef(platform="slack", id="T1"),
        to=UserRef(platform="slack", tenant="T1", id="U1"),
        document=message,
    )
    with pytest.raises(TypeError, match="cannot hold a time"):
        letters.written(given)
