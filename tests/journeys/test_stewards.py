"""Who looks after a relay: the only one leaves, the channel is told once, and a member takes it over."""

from tests.support.setting_up import WRITES, sends_pages, sets_up
from tests.support.somebody import Somebody
from tests.support.world import World


async def set_up(world: World, lena: Somebody) -> None:
    await world.until(lena.at("Mon 10:00"))
    await sets_up(lena, "atlas", {"Team name": "Atlas", WRITES: ("lena", "maya", "sam")})


async def test_the_only_steward_leaves_and_another_takes_over(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await set_up(world, lena)
    await lena.leaves("atlas")
    await world.until(lena.at("Mon 10:05"))
    (post,) = sam.all_of("orphaned", where="atlas")
    assert "Nobody looks after the relay of Atlas any more." in post.text
    assert post.pings == frozenset()
    await nora.presses("Take it over", on=post)
    assert "Join it first" in nora.told[-1].text
    await maya.presses("Take it over", on=post)
    assert "You look after the relay of Atlas now" in maya.told[-1].text
    assert "Change the relay" in maya.told[-1].buttons
    await world.until(lena.at("Mon 10:06"))
    assert "Maya Brooks looks after the relay" in sam.now(post, where="atlas").text
    assert "Looking after it now: Maya Brooks" in sam.sees("change", where="atlas").text
    await sam.commands("/sunrelay", "setup", where="atlas")
    assert "Maya Brooks" in sam.told[-1].text
    await maya.opens("/sunrelay setup", where="atlas")
    assert maya.form.values["Team name"] == "Atlas"


async def test_set_up_offers_a_member_to_take_over(world: World, lena: Somebody, sam: Somebody) -> None:
    await set_up(world, lena)
    await lena.commands("/sunrelay", "leave", where="atlas")
    assert any("any member can take it over" in one.text for one in lena.told)
    await sam.commands("/sunrelay", "setup", where="atlas")
    assert not sam.has_form
    await sam.press_in(sam.told[-1], "Take it over")
    await sam.press_in(sam.told[-1], "Change the relay")
    assert sam.form.title == "Change the relay"
    await lena.commands("/sunrelay", "setup", where="atlas")
    assert "Sam Ortiz" in lena.told[-1].text


async def test_several_look_after_it_and_only_members_do(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await world.until(lena.at("Mon 10:00"))
    await lena.opens("/sunrelay setup", where="atlas")
    await lena.fills({WRITES: ("lena", "maya")})
    await lena.sends()
    assert lena.form.values["Stewards"] == "Lena Vogel"
    await lena.fills({"Stewards": ("lena", "sam")})
    await lena.sends()
    assert "take part in the relay" in lena.wrong
    await lena.fills({"Stewards": ("lena", "maya")})
    await lena.sends()
    await lena.sends()
    assert not lena.has_form, lena.wrong
    await lena.leaves("atlas")
    await world.until(lena.at("Mon 10:05"))
    assert sam.all_of("orphaned", where="atlas") == []
    await maya.opens("/sunrelay setup", where="atlas")
    await sends_pages(maya, {WRITES: ("maya", "sam")})
    await world.until(lena.at("Mon 10:06"))
    assert "New, to write and receive: Sam Ortiz" in sam.sees("change", where="atlas").text
