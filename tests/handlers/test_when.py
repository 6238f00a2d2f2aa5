"""`/when` is answered to anyone, and *Who is awake* is the same without typing."""

import pytest

from bot.domain.identity import Place
from bot.messages.answer import Tell
from bot.messages.when_team import WHO_IS_AWAKE
from bot.services import team
from bot.services.platform import Channel
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from handlers import table
from handlers.event import Command, Pressed
from tests.services.given import Relay, at, channel, profile, told, user

DIRECT = Place(platform="slack", tenant="T1", kind="direct", id="D1")
SECRET = channel("secret", kind="private")


async def says(relay: Relay, name: str, text: str) -> str:
    event = Command(by=user(name), place=channel("atlas"), name="when", text=text)
    return told(await table.hear(event, relay.house))


async def test_who_asks_for_the_first_time_is_met(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.directory.profiles_known[user("zoe")] = profile("zoe", zone="Asia/Tokyo")
    await relay.until(at("lena", "Mon 10:00"))
    assert "at work until 17:30 there, Tue 3 Nov, 01:30 (Tokyo) for you" in await says(relay, "zoe", "lena")
    assert "Zoe, Tokyo" in await says(relay, "lena", "@zoe")


async def test_whose_profile_cannot_be_had_is_told_to_try_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "Try again" in await says(relay, "nobody", "lena")


async def test_who_is_awake_is_told_from_the_home_with_a_picture(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 10:00"))
    answer = await table.hear(Pressed(by=user("lena"), name=WHO_IS_AWAKE, value="", home=True), relay.house)
    assert isinstance(answer, Tell)
    assert "Atlas: 1 of 2 at work" in told(answer)
    assert answer.picture is not None
    assert [(row.name, row.region) for row in answer.picture.rows] == [
        ("Lena", "Berlin"),
        ("Maya", "New York"),
    ]
    assert "Lena 09:00 to 17:30" in answer.picture.alt
    assert "Maya 15:00 to 23:30" in answer.picture.alt


async def said(relay: Relay, text: str, *, word: str = "When") -> str:
    """Written to the bot alone."""
    event = Command(by=user("lena"), place=DIRECT, name="when", text=text, key="D1/1.0", said=word)
    return told(await table.hear(event, relay.house))


async def test_a_sentence_that_begins_so_is_a_line_for_tonight(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "1 line" in await said(relay, "the deploy is done, tell Sam")
    form = await relay.opens("lena")
    assert form.values["done"] == "When the deploy is done, tell Sam"


@pytest.mark.parametrize("text", ["maya", "zoe", "3pm Berlin thu", "maya and lena", ""])
async def test_what_asks_for_something_is_answered(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    assert "1 line" not in await said(relay, text)


async def test_after_a_slash_it_is_never_a_line(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "nobody called" in await said(relay, "the deploy is done, tell Sam", word="")


async def test_a_private_channels_team_is_told_of_while_one_is_in_it(relay: Relay) -> None:
    plan = Plan(
        place=SECRET,
        name="Secret",
        projects=(ProjectPlan(name="Secret", page=""),),
        writes=(profile("lena"), profile("maya")),
        receives=(),
    )
    await relay.store.transact(team.set_up, plan, by=user("lena"), welcome=False, now=relay.now)
    for members, words in (("lena", "maya"), "Secret:"), (("maya",), "no relay"):
        there = tuple(user(one) for one in members)
        relay.directory.channels[SECRET.id] = Channel(
            place=SECRET, name="secret", kind="private", members=there
        )
        assert words in await says(relay, "lena", "")
