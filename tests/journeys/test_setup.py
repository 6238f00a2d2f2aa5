"""Setting a relay up: the card after an invitation, three pages, a preview, and nothing before the last."""

import pytest

from tests.journeys.conftest import way_of
from tests.support.setting_up import RECEIVES, WRITES, invites, page_words, sends_pages, sets_up
from tests.support.somebody import Somebody
from tests.support.world import PAGE, World

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
IN_CHANNEL, IN_TEAM = 300, 12

EACH_FRONT_AND_DATABASE = [
    way_of("socket-sqlite"),
    way_of("http-postgresql"),
    way_of("awkward-sqlite"),
    way_of("awkward-postgresql"),
]


@pytest.mark.parametrize("way", EACH_FRONT_AND_DATABASE, indirect=True)
async def test_twelve_of_three_hundred_by_the_card_and_three_pages(world: World, lena: Somebody) -> None:
    crowd = [f"p{number}" for number in range(IN_CHANNEL - 6)]
    for number, name in enumerate(crowd):
        world.newcomer(name, f"Person {number}", ZONES[number % 3], "atlas")
    await world.until(lena.at("Mon 09:40"))
    await invites(world, lena, "atlas")
    card = lena.sees("card")
    assert "I am in #atlas. Nothing happens yet." in card.text
    await lena.presses("Set up the relay", on=card)
    await lena.fills({"Team name": "Atlas", "Landing page": PAGE})
    team = ("lena", "maya", *crowd[: IN_TEAM - 2])
    await lena.fills({WRITES: team[:-2], RECEIVES: team[-2:]})
    await lena.sends()
    assert not lena.wrong
    assert {"Berlin: name", "New York: digest at", "Kolkata: digest at", "Working week"} <= set(
        lena.form.values
    )
    await lena.fills({"Berlin: digest at": "9:30", "Kolkata: name": "Bengaluru"})
    await lena.sends()
    assert not lena.wrong
    preview = page_words(world, lena)
    assert "Berlin: Tue 09:30 in Berlin" in preview
    assert "Bengaluru: Tue 09:00 in Kolkata" in preview
    assert "Lena Vogel, Berlin: welcomed Mon 09:40, asked Mon 17:15 there" in preview
    assert "Maya Brooks, New York: welcomed Mon 09:00, asked Mon 17:15 there, 23:15" in preview
    assert world.count("announcement") == 0, "nothing happens before it is confirmed"
    await lena.sends()
    assert not lena.has_form
    assert "12 in it" in lena.told[-1].text
    await world.until(lena.at("Tue 09:00"))
    assert world.count("announcement", to="#atlas") == 1
    reached = {one.to for one in world.happenings() if one.to != "#atlas"}
    assert reached <= set(team)
    assert world.count("welcome") == IN_TEAM


async def test_wrong_words_come_back_with_what_was_typed(world: World, lena: Somebody) -> None:
    await world.until(lena.at("Mon 10:00"))
    await lena.opens("/sunrelay setup", where="atlas")
    await lena.fills({"Team name": "Globe", WRITES: ("lena", "mia")})
    await lena.sends()
    await lena.fills({"Working week": "mon-fri nine to five", "Sydney: name": "Down under"})
    await lena.sends()
    assert "no day and no hours" in lena.wrong
    assert lena.form.values["Working week"] == "mon-fri nine to five"
    assert lena.form.values["Sydney: name"] == "Down under"
    await lena.fills({"Working week": "mon-fri 8-16", "Sydney: digest at": "half past"})
    await lena.sends()
    assert "no time of day" in lena.wrong
    await lena.fills({"Sydney: digest at": "8.30"})
    await lena.sends()
    assert "Down under: Tue 08:30 in Sydney" in page_words(world, lena)
    assert "asked Mon 15:45 there" in page_words(world, lena)


async def test_what_was_typed_survives_going_back(world: World, lena: Somebody) -> None:
    await world.until(lena.at("Mon 10:00"))
    await lena.opens("/sunrelay setup", where="atlas")
    await lena.fills({"Team name": "Globe", WRITES: ("lena", "mia")})
    await lena.sends()
    await lena.fills({"Working week": "mon-fri 8-16", "Sydney: name": "Down under"})
    await lena.sends()
    await lena.presses_in_form("Back to regions")
    assert lena.form.values["Working week"] == "mon-fri 8-16"
    await lena.presses_in_form("Back to people and projects")
    assert lena.form.values["Team name"] == "Globe"
    assert lena.form.values[WRITES] == "Lena Vogel, Mia Walker"
    await lena.fills({WRITES: ("lena", "mia", "maya")})
    await lena.sends()
    assert lena.form.values["Sydney: name"] == "Down under"
    assert lena.form.values["New York: name"] == "New York"
    await lena.sends()
    await lena.sends()
    assert not lena.has_form, lena.wrong
    await world.until(lena.at("Mon 10:01"))
    (announced,) = lena.posts("atlas")
    assert "Down under: Mia Walker; digest at 09:00 there" in announced.text


async def test_a_card_in_a_channel_that_has_a_relay_offers_to_join_it(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await world.until(lena.at("Mon 10:00"))
    await sets_up(lena, "atlas", {WRITES: ("lena", "maya")})
    await invites(world, nora, "atlas")
    card = nora.sees("card")
    assert "has a relay already" in card.text
    assert card.buttons == ("Join, write and receive", "Join, receive only")
    await nora.presses("Join, write and receive", on=card)
    assert "17:15" in nora.told[-1].text
    await invites(world, lena, "atlas")
    assert lena.sees("card").buttons == ("Change the relay",)
    await world.until(nora.at("Mon 17:15"))
    assert nora.sees("prompt").buttons


async def test_every_change_is_posted_and_can_be_undone(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await world.until(lena.at("Mon 10:00"))
    await sets_up(lena, "atlas", {"Team name": "Atlas", WRITES: ("lena", "maya", "sam")})
    await world.until(lena.at("Mon 10:30"))
    await lena.opens("/sunrelay setup", where="atlas")
    await sends_pages(
        lena,
        {WRITES: ("lena", "sam"), RECEIVES: ("maya",)},
        {"Berlin: digest at": "09:30", "Ask for a hand-off before the day ends": "30 minutes"},
    )
    await world.until(lena.at("Mon 10:31"))
    post = maya.sees("change", where="atlas")
    for line in (
        "Lena Vogel changed the relay of Atlas.",
        "To receive only now: Maya Brooks",
        "Digest of Berlin at 09:30 instead of 09:00",
        "30 min before the day ends (it was 15 min)",
    ):
        assert line in post.text
    assert post.pings == frozenset()
    await maya.presses("Undo", on=post)
    assert "Lena Vogel can undo this" in maya.told[-1].text
    await lena.presses("Undo", on=post)
    await world.until(lena.at("Mon 10:32"))
    undone = maya.now(post, where="atlas")
    assert "Lena Vogel undid their own change" in undone.text
    assert undone.buttons == ()
    await world.until(maya.at("Mon 17:15"))
    assert maya.when(maya.sees("prompt")) == "Mon 17:15"
    await world.until(lena.at("Tue 12:00"))
    assert world.count("change") == 1
