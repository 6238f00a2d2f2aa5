"""Someone says when they are off, thinks better of it, and holds a step as they leave."""

from tests.support.somebody import Somebody
from tests.support.world import World

STEP = "Watch the error rate"


async def test_days_off_are_said_undone_and_listed(world: World, lena: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 11:00"))
    await lena.commands("/sunrelay", "away 31 feb")
    assert "31 feb" in lena.told[-1].text
    await lena.commands("/sunrelay", "away today")
    assert "You are away" in lena.told[-1].text
    await lena.presses("Undo", on=lena.told[-1])
    await world.until(lena.at("Mon 17:20"))
    assert lena.when(lena.sees("prompt")) == "Mon 17:15"
    await lena.commands("/sunrelay", "away tomorrow")
    await lena.commands("/sunrelay", "away")
    assert "Your days off" in lena.told[-1].text
    await world.until(lena.at("Wed 12:00"))
    assert len(lena.all_of("prompt")) == 1


async def test_what_was_picked_up_goes_back_as_its_holder_leaves(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(maya.at("Mon 17:20"))
    await maya.opens("/handoff")
    await maya.hands_over("Vouchers pass.", steps=[(STEP, "Whoever is awake next")])
    await world.until(lena.at("Tue 10:00"))
    await lena.presses("Pick up", on=lena.sees("digest", where="atlas"), below=STEP)
    assert "picked up by" in lena.sees("digest", where="atlas").text
    await lena.commands("/sunrelay", "away wed - fri")
    await world.until(lena.at("Tue 17:31"))
    assert "picked up by" not in maya.sees("digest", where="atlas").text
