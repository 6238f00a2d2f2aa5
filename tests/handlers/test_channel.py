"""A channel turns private: what stands in it is from then on for those alone who are in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest

from bot.domain.identity import MessageRef, Place
from bot.messages.decision_list import LIST
from bot.services import channel as service
from bot.services import decision
from bot.services.decision_export import export
from bot.services.platform import Channel
from handlers import table
from handlers.event import Command, Converted, Event, Membership, Posted, Pressed, Shortcut
from storage import people
from tests.handlers.test_app_home import silent
from tests.services.asking import asks, stands
from tests.services.deciding import TITLE, proposes
from tests.services.deciding import stands as decision_of
from tests.services.given import Relay, at, channel, told, user

PUBLIC, PRIVATE = channel("atlas"), channel("atlas", kind="private")
EVERYONE = ("lena", "maya", "sam", "arjun")


def there(relay: Relay, *members: str, kind: Literal["public", "private"]) -> None:
    """What the platform says of the channel from now on."""
    place = replace(PUBLIC, kind=kind)
    inside = tuple(map(user, members))
    relay.directory.channels[place.id] = Channel(place=place, name="atlas", kind=kind, members=inside)


async def kind(relay: Relay) -> str | None:
    return await relay.store.read(service.kind, PUBLIC)


async def listed(relay: Relay, name: str, where: str = "elsewhere") -> str:
    event = Command(by=user(name), place=channel(where), name="decide", text="list")
    return told(await table.hear(event, relay.house))


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.store.transact(people.keep, [relay.directory.profiles_known[user("arjun")]], now=relay.now)
    await relay.until(at("maya", "Mon 12:15"))
    there(relay, *EVERYONE, kind="public")


async def test_made_private_its_decisions_are_for_those_inside_and_in_no_export(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    assert TITLE in await listed(relay, "arjun")
    there(relay, "lena", "maya", "sam", kind="private")
    await table.hear(Converted(place=PRIVATE), relay.house)
    assert TITLE not in await listed(relay, "arjun")
    assert TITLE in await listed(relay, "lena")
    found = await relay.store.read(export, (await relay.whole()).tenant, private=False)
    assert found["left_out"] == {"decisions": 1, "projects": 1}


async def test_that_it_is_private_holds_though_the_platform_does_not_answer(relay: Relay) -> None:
    await table.hear(Converted(place=PRIVATE), silent(relay))
    assert await kind(relay) == "private"


async def test_it_is_public_again_only_if_the_platform_says_so_now(relay: Relay) -> None:
    there(relay, *EVERYONE, kind="private")
    await table.hear(Converted(place=PRIVATE), relay.house)
    await table.hear(Converted(place=PUBLIC), relay.house)
    assert await kind(relay) == "private", "it was told of late"
    there(relay, *EVERYONE, kind="public")
    await table.hear(Converted(place=PUBLIC), relay.house)
    assert await kind(relay) == "public"


async def test_who_is_outside_decides_and_answers_nothing_there_any_more(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "arjun")
    one = await asks(relay, "sam", "maya", "arjun", where="here")
    there(relay, "lena", "maya", "sam", kind="private")
    await table.hear(Converted(place=PRIVATE), relay.house)
    maya = (await relay.person("maya")).id
    assert (await decision_of(relay)).deciders == (maya,)
    assert (await stands(relay, one.id)).to == (maya,)


async def test_who_left_it_unseen_is_out_of_its_team(relay: Relay) -> None:
    there(relay, "maya", "sam", kind="private")
    await table.hear(Converted(place=PRIVATE), relay.house)
    assert {one.person.name for one in (await relay.whole()).members} == {"Maya", "Sam"}


@pytest.mark.parametrize("told_by", ["converted", "a command"])
async def test_turned_private_while_the_platform_is_silent_who_is_outside_is_let_go_at_the_next_look(
    relay: Relay, told_by: str
) -> None:
    await proposes(relay, "sam", "maya", "arjun")
    there(relay, "lena", "maya", "sam", kind="private")
    if told_by == "converted":
        await table.hear(Converted(place=PRIVATE), silent(relay))
    else:
        await table.hear(Command(by=user("lena"), place=PRIVATE, name="sunrelay", text="help"), relay.house)
    assert len((await decision_of(relay)).deciders) == 2
    await table.hear(Command(by=user("lena"), place=PRIVATE, name="ask", text=""), relay.house)
    assert (await decision_of(relay)).deciders == ((await relay.person("maya")).id,)


async def test_a_channel_that_nothing_has_to_do_with_is_not_kept(relay: Relay) -> None:
    await table.hear(Converted(place=channel("other", kind="private")), relay.house)
    assert await relay.store.read(service.kind, channel("other")) is None


EVENTS: dict[str, Callable[[Place], Event]] = {
    "a command": lambda place: Command(by=user("lena"), place=place, name="sunrelay", text="help"),
    "a button": lambda place: Pressed(by=user("lena"), place=place, name="help", value=""),
    "somebody came": lambda place: Membership(user=user("pia"), place=place, change="joined"),
    "a message": lambda place: Posted(by=user("lena"), message=MessageRef(place=place, id="1.1"), text="x"),
    "a shortcut": lambda place: Shortcut(by=user("lena"), message=MessageRef(place=place, id="1.1"), name=""),
}


@pytest.mark.parametrize("happens", EVENTS.values(), ids=EVENTS)
async def test_whatever_happens_in_it_tells_that_it_is_private_and_never_that_it_is_public(
    relay: Relay, happens: Callable[[Place], Event]
) -> None:
    await table.hear(happens(PRIVATE), relay.house)
    assert await kind(relay) == "private"
    await table.hear(happens(PUBLIC), relay.house)
    assert await kind(relay) == "private"


@pytest.mark.parametrize("command", ["decide", "ask", "sunrelay"])
async def test_looked_up_for_anything_it_is_kept_as_it_is(relay: Relay, command: str) -> None:
    await proposes(relay, "sam", "maya", "arjun")
    there(relay, "lena", "maya", "sam", kind="private")
    text = "setup" if command == "sunrelay" else ""
    await table.hear(Command(by=user("lena"), place=PUBLIC, name=command, text=text), relay.house)
    assert await kind(relay) == "private"
    assert (await decision_of(relay)).deciders == ((await relay.person("maya")).id,)
    there(relay, *EVERYONE, kind="public")
    await table.hear(Command(by=user("lena"), place=PUBLIC, name=command, text=text), relay.house)
    assert await kind(relay) == "public"


async def test_an_answer_from_before_it_turned_private_does_not_make_it_public(relay: Relay) -> None:
    class Late:
        """It turns private while the platform answers."""

        def __getattr__(self, name: str) -> object:
            return getattr(relay.directory, name)

        async def channel(self, place: Place) -> Channel | None:
            found = await relay.directory.channel(place)
            await relay.store.transact(service.is_private, place)
            return found

    house = replace(relay.house, directory=Late())  # type: ignore[arg-type]  # the rest is the other's
    await table.hear(Command(by=user("lena"), place=PUBLIC, name="decide", text=""), house)
    assert await kind(relay) == "private"


async def test_the_list_is_for_who_is_in_it_now(relay: Relay) -> None:
    await proposes(relay, "sam", "maya")
    there(relay, "maya", "sam", "lena", kind="private")
    await table.hear(Converted(place=PRIVATE), relay.house)
    assert TITLE in await listed(relay, "lena")
    there(relay, "maya", "sam", kind="private")
    assert TITLE not in await listed(relay, "lena")
    pressed = Pressed(by=user("lena"), name=LIST, value="")
    assert TITLE not in told(await table.hear(pressed, relay.house))
    assert TITLE in told(await relay.store.read(decision.listed, user("maya"), within=[PRIVATE]))
