"""*Pass it on* into a private team's channel is for those whom the platform says to be in it."""

import pytest

from bot.messages.answer import Answer
from bot.messages.request import PASS_ON
from bot.services.platform import Channel
from handlers import table
from handlers.event import Pressed
from storage import people
from tests.services.asking import asks
from tests.services.given import Relay, at, channel, told, user

SECRET = channel("atlas", kind="private")


async def passes(relay: Relay) -> Answer:
    value = f"1/{(await relay.whole()).id}"
    return await table.hear(Pressed(by=user("sam"), name=PASS_ON, value=value), relay.house)


async def offered(relay: Relay) -> None:
    """Sam asks Maya alone, who does not answer; Lena is in Berlin."""
    await relay.store.transact(people.place, SECRET)
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    await asks(relay, "sam", "maya")
    await relay.until(at("maya", "Wed 13:00"))


@pytest.mark.parametrize("there", [("lena", "maya"), None], ids=["left unseen", "the bot is not in it"])
async def test_who_is_not_seen_in_a_private_channel_passes_nothing_on_into_it(
    relay: Relay, there: tuple[str, ...] | None
) -> None:
    await offered(relay)
    if there is not None:
        members = tuple(map(user, there))
        relay.directory.channels[SECRET.id] = Channel(
            place=SECRET, name="atlas", kind="private", members=members
        )
    assert told(await passes(relay)).startswith("There is no other region to pass this on to")
    assert await relay.posted("ask_here") == []


async def test_who_is_in_it_does(relay: Relay) -> None:
    await offered(relay)
    members = tuple(map(user, ("lena", "maya", "sam")))
    relay.directory.channels[SECRET.id] = Channel(place=SECRET, name="atlas", kind="private", members=members)
    assert told(await passes(relay)).startswith("Passed on to Berlin")
    assert len(await relay.posted("ask_here")) == 1
