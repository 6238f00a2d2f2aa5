"""`/when` is answered to who asks alone: about a colleague, about a time, about a team."""

from tests.support.somebody import Somebody
from tests.support.world import World


async def test_one_asks_before_writing_to_a_colleague(world: World, lena: Somebody, sam: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "sam", "mia"])
    await world.until(lena.at("Mon 10:00"))
    await lena.commands("/when", "@Sam Ortiz", where="atlas")
    asleep = lena.told[-1].text
    assert "Sam Ortiz, Los Angeles" in asleep
    assert "Mon 01:00, not at work" in asleep
    assert "expect it by" in asleep
    await lena.commands("/sunrelay", "when 3pm PST thu", where="atlas")
    assert "15:00 in Los Angeles (PST), Thu 5 Nov" in lena.told[-1].text
    await lena.commands("/when", where="atlas")
    assert any("Atlas: 1 of 3 at work" in one.text for one in lena.told)
    assert sam.private == []
    assert lena.posts("atlas") == []
