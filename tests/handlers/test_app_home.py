"""A home is opened by anyone, shown anew after what was pressed in it, and keeps to private channels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.messages.answer import Answer, Ask, Home, Nothing, Tell
from bot.services import team
from bot.services.plan import Plan
from bot.services.platform import Around, Channel, House, Unreachable
from bot.services.project import ProjectPlan
from handlers import table
from handlers.event import Command, HomeOpened, Pressed, Submitted
from storage import people
from tests.services.given import Relay, at, channel, profile, told, user
from tests.services.given import text_of as words_of

SECRET = channel("secret", kind="private")


class Silent:
    """A platform that does not answer."""

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        raise Unreachable("a test")

    async def channel(self, place: Place) -> Channel | None:
        raise Unreachable("a test")

    async def kind(self, place: Place) -> PlaceKind:
        raise Unreachable("a test")

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        raise Unreachable("a test")

    async def link(self, message: MessageRef) -> str:
        raise Unreachable("a test")

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        raise Unreachable("a test")


def silent(relay: Relay) -> House:
    return replace(relay.house, directory=Silent())


async def opens(relay: Relay, name: str, *, house: House | None = None) -> str:
    answer = await table.hear(HomeOpened(by=user(name)), house or relay.house)
    assert isinstance(answer, Home), answer
    return words_of(answer.document)


async def presses(relay: Relay, name: str, value: str, *, by: str = "lena", home: bool = True) -> Answer:
    return await table.hear(Pressed(by=user(by), name=name, value=value, home=home), relay.house)


async def secret_team(relay: Relay, *members: str) -> None:
    """A team in a private channel, in which these are now."""
    plan = Plan(
        place=SECRET,
        name="Secret",
        projects=(ProjectPlan(name="Moon"),),
        writes=(profile("lena"), profile("maya")),
        receives=(),
    )
    await relay.store.transact(team.set_up, plan, by=user("lena"), welcome=False, now=relay.now)
    relay.directory.channels[SECRET.id] = Channel(
        place=SECRET, name="secret", kind="private", members=tuple(user(one) for one in members)
    )


async def test_whoever_opens_it_first_is_met(relay: Relay) -> None:
    assert "You are in no team yet" in await opens(relay, "sam")
    met = await relay.store.read(people.by_ref, user("sam"))
    assert met is not None
    assert met.zone == "America/Los_Angeles"


async def test_whom_the_platform_does_not_know_is_told_kindly(relay: Relay) -> None:
    assert "could not find your profile" in await opens(relay, "ghost")


async def test_a_silent_platform_is_no_fault_of_the_reader(relay: Relay) -> None:
    assert "open this page again" in await opens(relay, "sam", house=silent(relay))
    assert await relay.store.read(people.by_ref, user("sam")) is None


async def test_whom_the_bot_knows_needs_no_platform(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "My teams" in await opens(relay, "lena", house=silent(relay))


async def test_what_was_pressed_in_it_shows_it_anew(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 10:00"))
    answer = await presses(relay, "evening.off", "2026-11-02")
    assert isinstance(answer, Home)
    assert "You are off today." in words_of(answer.document)
    assert await presses(relay, "evening.undo", "2026-11-02", home=False) == Nothing()


async def test_what_has_more_to_say_says_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    number = str((await relay.whole()).id)
    assert "/handoff" in told(await presses(relay, "home.help", ""))
    assert "Nothing waits for Berlin" in told(await presses(relay, "digest.show", number))
    mine = await table.hear(
        Command(by=user("lena"), place=channel("atlas"), name="digest", text="me"), relay.house
    )
    assert told(await presses(relay, "digest.show", "")) == told(mine)
    assert isinstance(await presses(relay, "handoff.write", "2026-11-02"), Ask)


async def test_the_part_changes_there(relay: Relay) -> None:
    await relay.team("lena", "maya")
    number = (await relay.whole()).id
    answer = await presses(relay, "home.part", f"{number}:receives")
    assert isinstance(answer, Home)
    assert "[Write too]" in words_of(answer.document)


async def test_leaving_is_confirmed_and_shown(relay: Relay) -> None:
    await relay.team("lena", "maya")
    number = (await relay.whole()).id
    asked = await presses(relay, "home.leave", str(number))
    assert isinstance(asked, Ask)
    assert len((await relay.whole()).members) == 2
    sent = Submitted(by=user("lena"), form=asked.form.name, token=asked.form.token, values={})
    answer = await table.hear(sent, relay.house)
    assert isinstance(answer, Home)
    assert "You are in no team yet" in words_of(answer.document)
    stranger = replace(sent, token="no such token")
    assert isinstance(await table.hear(stranger, relay.house), Tell)


async def test_a_private_channels_team_is_shown_to_who_is_in_the_channel(relay: Relay) -> None:
    await secret_team(relay, "lena", "maya")
    assert "Secret (its channel): you write" in await opens(relay, "lena")


async def test_who_left_a_private_channel_unseen_is_out_of_its_team(relay: Relay) -> None:
    await secret_team(relay, "maya")
    said = await opens(relay, "lena")
    assert "Secret" not in said
    assert "You are in no team yet" in said


@pytest.mark.parametrize("how", ["the bot is not in it", "no answer"])
async def test_where_that_cannot_be_told_it_is_not_shown(relay: Relay, how: str) -> None:
    await secret_team(relay, "lena")
    house: Any = relay.house
    if how == "no answer":
        house = silent(relay)
    else:
        relay.directory.channels.clear()
    said = await opens(relay, "lena", house=house)
    assert "[Leave]" not in said
    assert "1 team is not shown" in said
    relay.directory.channels[SECRET.id] = Channel(
        place=SECRET, name="secret", kind="private", members=(user("lena"),)
    )
    assert "Secret (its channel): you write" in await opens(relay, "lena")
