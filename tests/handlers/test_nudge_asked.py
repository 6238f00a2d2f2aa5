"""A receiver asks for context, and whoever wrote adds it."""

import pytest

from bot.domain.identity import MessageRef
from bot.services.platform import Channel as PlatformChannel
from handlers import table
from handlers.event import Shortcut
from tests.handlers.nudged import HELP, adds, context_asked, passes
from tests.services.given import Relay, at, told, user


async def asks_for_context(relay: Relay, by: str, author: str, *, here: bool = False) -> str:
    """On a message of the author's; `here`: the bot is in that channel."""
    if here:
        relay.directory.channels[HELP.id] = PlatformChannel(
            place=HELP, name="help", kind="public", members=()
        )
    event = Shortcut(
        by=user(by),
        name="context.ask",
        message=MessageRef(place=HELP, id="1.000100"),
        author=user(author),
        link="https://example.com/archives/1",
    )
    return told(await table.hear(event, relay.house))


async def test_a_receiver_asks_once_and_the_author_hears_of_it_privately(helping: Relay) -> None:
    assert "I ask Lena privately, now" in await asks_for_context(helping, "maya", "lena")
    assert "has been asked about that" in await asks_for_context(helping, "sam", "lena")
    await passes(helping)
    await context_asked(helping, "lena")


async def test_at_night_they_are_asked_as_they_next_work(helping: Relay) -> None:
    text = await asks_for_context(helping, "lena", "maya")
    assert "as they next work, Mon 2 Nov, 15:00 (Berlin)" in text
    await helping.until(at("maya", "Mon 08:59"))
    assert [one.state for one in await helping.posted("context", to="maya")] == ["waiting"]
    await helping.until(at("maya", "Mon 09:01"))
    assert [one.state for one in await helping.posted("context", to="maya")] == ["sent"]


@pytest.mark.parametrize("here", [True, False], ids=["in the thread", "where the bot is absent"])
async def test_what_they_add_reaches_who_asked(helping: Relay, here: bool) -> None:
    await asks_for_context(helping, "maya", "sam", here=here)
    await helping.until(at("sam", "Mon 09:30"))
    await adds(helping, await context_asked(helping, "sam"), about="Refunds fail with 503 at the bank.")
    await passes(helping)
    if here:
        (posted,) = await helping.posted("request", to="help")
        assert "Sam asks Maya" in posted.text
    else:
        assert await helping.posted("request") == []
        (posted,) = await helping.posted("context_added", to="maya")
        assert "Sam has added context:" in posted.text
    assert "Refunds fail with 503 at the bank." in posted.text


@pytest.mark.parametrize(
    ("author", "says"), [("maya", "your own"), ("zoe", "nobody to ask")], ids=["oneself", "nobody known"]
)
async def test_there_has_to_be_somebody_to_ask(helping: Relay, author: str, says: str) -> None:
    assert says in await asks_for_context(helping, "maya", author)
