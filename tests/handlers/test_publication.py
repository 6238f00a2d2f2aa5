"""*Make it public* and *Make it a decision* go by what the platform says of a channel, now."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.identity import MessageRef, Place, PlaceKind
from bot.messages.answer import Answer, Ask
from bot.messages.publication import AGREE
from bot.messages.publication_form import FORM
from bot.services.platform import Channel
from handlers import table
from handlers.event import Pressed, Shortcut
from tests.services.given import Directory, Relay, at, channel, told, user
from tests.services.publishing import ATLAS, PRIVATE, WORDS, wants

SHORTCUTS = ("publication.make", "decision.make")


class Slow(Directory):
    """A platform that says nothing of channels for a long time."""

    async def kind(self, place: Place) -> PlaceKind:
        await asyncio.Event().wait()
        return "public"


@pytest.fixture
async def there(relay: Relay) -> Relay:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 11:00"))
    return relay


def is_now(relay: Relay, kind: PlaceKind) -> None:
    """What the platform says of the channel."""
    place = channel("core", kind=kind)
    members = tuple(map(user, ("lena", "maya")))
    relay.directory.channels[place.id] = Channel(place=place, name="core", kind=kind, members=members)


async def uses(relay: Relay, shortcut: str) -> Answer:
    """On what Maya said in #core, which what was pressed takes for a public channel."""
    event = Shortcut(
        by=user("lena"),
        name=shortcut,
        message=MessageRef(place=channel("core"), id="1.1"),
        author=user("maya"),
        link="https://example.com/p1",
        text=WORDS,
        files=(),
    )
    return await table.hear(event, relay.house)


@pytest.mark.parametrize("shortcut", SHORTCUTS)
async def test_a_private_channel_that_is_named_like_a_public_one_needs_consent(
    there: Relay, shortcut: str
) -> None:
    is_now(there, "private")
    answer = await uses(there, shortcut)
    assert isinstance(answer, Ask), answer
    assert answer.form.name == FORM


@pytest.mark.parametrize("shortcut", SHORTCUTS)
async def test_a_channel_of_which_the_platform_says_nothing_in_time_needs_consent(
    there: Relay, shortcut: str
) -> None:
    known = there.directory
    there.house = replace(there.house, directory=Slow(profiles_known=known.profiles_known))
    answer = await uses(there, shortcut)
    assert isinstance(answer, Ask), answer
    assert answer.form.name == FORM


async def test_what_is_public_needs_none(there: Relay) -> None:
    is_now(there, "public")
    assert "in a public channel already" in told(await uses(there, "publication.make"))
    answer = await uses(there, "decision.make")
    assert isinstance(answer, Ask), answer
    assert WORDS in f"{answer.form.values['problem']}"


async def test_the_last_consent_looks_at_the_channel_as_it_is_then(there: Relay) -> None:
    one = await wants(there, "lena", "maya", where=PRIVATE)
    there.directory.channels[ATLAS.place.id] = ATLAS
    answer = await table.hear(Pressed(by=user("maya"), name=AGREE, value=f"{one}"), there.house)
    assert "This is over" in told(answer)
    assert await there.posted("published") == []
