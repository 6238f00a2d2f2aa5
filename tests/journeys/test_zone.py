"""Someone changes their zone: the next prompt moves, and no day is asked about twice or left out."""

import pytest

from tests.support.somebody import Somebody
from tests.support.world import World


async def test_the_next_prompt_moves_to_the_new_evening(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 12:00"))
    await lena.moves_to("America/New_York")
    await world.until(lena.at("Mon 17:14"))
    assert lena.all_of("prompt") == []
    await world.until(lena.at("Mon 17:15"))
    assert lena.when(lena.sees("prompt")) == "Mon 17:15"


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Australia/Sydney"], ids=["west", "east"])
async def test_no_day_is_asked_about_twice(world: World, lena: Somebody, zone: str) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:15"))
    await lena.presses("Nothing to hand over")
    await lena.moves_to(zone)
    await world.until(lena.at("Thu 12:00"))
    asked = [
        f"{one.day:%a}"
        for one in world.happenings()
        if (one.to, one.kind, one.act) == ("lena", "prompt", "post")
    ]
    assert asked == ["Mon", "Tue", "Wed"]


async def test_on_the_day_of_the_flight_east_the_evening_is_not_left_out(world: World, sam: Somebody) -> None:
    """At noon in San Francisco it is Tuesday morning in Sydney already."""
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 12:00"))
    await sam.moves_to("Australia/Sydney")
    await world.until(sam.at("Tue 17:15"))
    assert sam.when(sam.sees("prompt")) == "Tue 17:15"
    prompts = [one for one in world.happenings() if (one.to, one.kind) == ("sam", "prompt")]
    assert [f"{one.day:%a}" for one in prompts] == ["Mon", "Tue"]
