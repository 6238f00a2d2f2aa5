"""A request is said again wherever it stands, all of it, however old it is."""

from datetime import timedelta

import pytest

from bot.messages.split import part_key
from bot.services import forget
from storage import lasting, outbox, retention
from tests.services.asking import asks, at_noon, replies
from tests.services.given import Relay, at

LONG = {"about": "&" * 2000, "proposal": "<" * 2000, "need": f"{'>' * 1980} the end"}


async def weeks_later(relay: Relay) -> None:
    """Every letter of it is gone by then."""
    relay.clock.move_to(at("maya", "Mon 12:00", week=6))
    while await relay.store.transact(retention.sweep, now=relay.now):
        pass


async def edits(relay: Relay) -> list[str]:
    return [one.key.removeprefix("edit/") for one in await relay.posted(edits=True)]


async def says(relay: Relay, key: str, parts: int) -> str:
    """What its edits say, all of them."""
    keys = {f"edit/{part_key(key, number)}" for number in range(1, parts + 1)}
    return " ".join(one.text for one in await relay.posted(edits=True) if one.key in keys)


@pytest.mark.parametrize("gone", ["sam", "maya"], ids=["who asked", "who answered"])
async def test_of_who_is_forgotten_no_part_of_it_says_anything_long_after_its_letters_are_gone(
    relay: Relay, gone: str
) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", where="here", **LONG)
    await relay.delivers()
    await replies(relay, "maya", one.id, "The API's.")
    await relay.delivers()
    parts = await relay.store.read(lasting.parts, "ask_here/1")
    assert parts > 1, "it takes several letters"
    await weeks_later(relay)
    posted = [part_key("ask_here/1", number) for number in range(1, parts + 1)]
    assert await relay.store.read(outbox.standing, posted) == {}
    assert await relay.store.read(lasting.parts, "ask_here/1") == parts
    await relay.store.transact(forget.forget, (await relay.person(gone)).id, now=relay.now)
    await relay.until(relay.now + timedelta(minutes=30))
    told = {*posted, "ask_receipt/1", "ask_reply/1"}
    told -= {"ask_receipt/1", "ask_reply/1"} if gone == "sam" else set()
    assert set(await edits(relay)) >= told
    words = await says(relay, "ask_here/1", parts)
    assert ("the end" if gone == "sam" else "The API's.") not in words
    assert ("The API's." if gone == "sam" else "the end") in words


async def test_answered_again_long_after_it_is_told_where_it_was_told_before(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    await replies(relay, "maya", one.id, "The first.")
    await relay.delivers()
    assert [each.kind for each in await relay.posted("ask_reply")] == ["ask_reply"]
    await weeks_later(relay)
    await replies(relay, "maya", one.id, "The second.")
    await relay.delivers()
    assert await relay.posted("ask_reply") == []
    assert "The second." in await says(relay, "ask_reply/1", 1)
