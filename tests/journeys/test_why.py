"""Somebody asks why they were asked, and why not."""

from tests.support.somebody import Somebody
from tests.support.world import World


async def test_a_day_is_told_in_words(world: World, lena: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:20"))
    await lena.presses("I'm off today")
    await world.until(lena.at("Tue 12:00"))
    await lena.commands("/sunrelay", "why yesterday")
    said = lena.told[-1].text
    assert "Monday 2 November" in said
    assert "away that day" in said
    await lena.commands("/sunrelay", "why week")
    assert "Monday 2 November: " in lena.told[-1].text
