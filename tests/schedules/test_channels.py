"""Of what kind channels are is asked anew: what nobody told of is noticed, and nothing is guessed."""

from dataclasses import replace
from typing import Literal

import pytest
from structlog.testing import capture_logs

from bot.domain.identity import Place, PlaceKind
from bot.services.channel import is_private, kind
from bot.services.platform import Channel, Unreachable
from handlers.channel import look_up
from schedules.channels import look_again, settle_left
from storage import people
from tests.schedules.test_dnd import Away
from tests.services.deciding import proposes, stands
from tests.services.given import Directory, Relay, at, channel, profile, user
from tests.services.publishing import wants


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


class Failing(Directory):
    """A platform that does not answer of some channels."""

    failing: frozenset[str] = frozenset()

    async def kind(self, place: Place) -> PlaceKind:
        if place.id in self.failing:
            raise Unreachable("no answer")
        return await super().kind(place)


def failing(relay: Relay, *names: str) -> Failing:
    known = relay.directory
    one = Failing(profiles_known=known.profiles_known, channels=known.channels)
    one.failing = frozenset(channel(name).id for name in names)
    return one


async def test_one_that_turned_private_unanswered_is_asked_about_again_until_those_outside_are_let_go(
    relay: Relay,
) -> None:
    there(relay, "maya", "sam", of="private")
    silent = replace(relay.house, directory=Away())
    await relay.store.transact(is_private, channel("atlas"))
    assert await settle_left(silent, pause=0) == 0
    assert len((await relay.whole()).members) == 3
    assert await settle_left(relay.house, pause=0) == 1
    assert len((await relay.whole()).members) == 2
    assert await settle_left(relay.house, pause=0) == 0, "it is settled"


async def test_one_whose_members_are_not_told_is_left_for_the_day_and_settled_when_they_are(
    relay: Relay,
) -> None:
    await relay.store.transact(is_private, channel("atlas"))
    assert await settle_left(relay.house, pause=0) == 1
    assert await settle_left(relay.house, pause=0) == 0
    there(relay, "maya", "sam", of="private")
    await look_up(channel("atlas"), relay.house)
    assert len((await relay.whole()).members) == 2


async def test_one_that_fails_keeps_no_other_from_being_asked_about(relay: Relay) -> None:
    for name in ("one", "two", "three", "four"):
        await relay.store.transact(people.place, channel(name))
    some = failing(relay, "atlas", "one", "three")
    assert await look_again(replace(relay.house, directory=some), pause=0) == 2
    some = failing(relay, "atlas", "one", "two")
    assert await look_again(replace(relay.house, directory=some), pause=0) == 0, "it does not answer at all"


async def test_a_group_out_of_which_words_were_taken_is_not_asked_about(relay: Relay) -> None:
    await wants(relay, "sam", "maya")
    assert await look_again(relay.house, pause=0) == 1
