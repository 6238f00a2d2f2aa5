"""Of what kind channels are is asked anew: what nobody told of is noticed, and nothing is guessed."""

from dataclasses import replace
from typing import Literal

import pytest
from structlog.testing import capture_logs

from bot.services.channel import kind
from bot.services.platform import Channel
from schedules.channels import look_again
from storage import people
from tests.schedules.test_dnd import Away
from tests.services.deciding import proposes, stands
from tests.services.given import Relay, at, channel, profile, user


def there(relay: Relay, *members: str, of: Literal["public", "private"]) -> None:
    """The platform has it so, and told nobody."""
    place = channel("atlas", kind=of)
    inside = tuple(map(user, members))
    relay.directory.channels[place.id] = Channel(place=place, name="atlas", kind=of, members=inside)


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def test_one_that_turned_private_while_the_bot_was_down_is_private_and_those_outside_let_go(
    relay: Relay,
) -> None:
    await relay.store.transact(people.keep, [profile("arjun")], now=relay.now)
    await proposes(relay, "sam", "maya", "arjun")
    there(relay, "lena", "maya", "sam", of="private")
    assert await look_again(relay.house, pause=0) == 1
    assert await relay.store.read(kind, channel("atlas")) == "private"
    assert (await stands(relay)).deciders == ((await relay.person("maya")).id,)


async def test_one_that_turned_public_is_public(relay: Relay) -> None:
    await relay.store.transact(people.place, channel("atlas", kind="private"))
    there(relay, "lena", "maya", "sam", of="public")
    await look_again(relay.house, pause=0)
    assert await relay.store.read(kind, channel("atlas")) == "public"


async def test_one_that_the_bot_is_not_shown_is_taken_for_private_and_nobody_is_let_go(relay: Relay) -> None:
    await look_again(relay.house, pause=0)
    assert await relay.store.read(kind, channel("atlas")) == "private"
    assert len((await relay.whole()).members) == 3


async def test_without_an_answer_everything_stays(relay: Relay) -> None:
    with capture_logs() as logged:
        assert await look_again(replace(relay.house, directory=Away()), pause=0) == 0
    assert [(one["event"], one["channels"]) for one in logged] == [("channels.unread", 1)]
    assert await relay.store.read(kind, channel("atlas")) == "public"
