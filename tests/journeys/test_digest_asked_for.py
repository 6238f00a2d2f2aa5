"""`/digest` shows one person what their region's would say now, and counts for nothing."""

from tests.support.shown import OPEN
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World


async def test_what_is_shown_to_one_is_still_news_to_the_region(
    world: World, sam: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "lena"])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("The bank called.", state="At risk", steps=[("Call back", AWAKE)])
    await world.until(lena.at("Tue 07:00"))
    await lena.commands("/digest")
    asked = lena.told[-1]
    assert "The bank called." in asked.text
    assert lena.posts("atlas") == []
    await world.until(lena.at("Tue 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert "The bank called." in digest.text
    assert digest.buttons_below("Call back") == OPEN


async def test_with_nothing_to_say_it_says_when_the_next_one_comes(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "sam"])
    await world.until(lena.at("Mon 10:00"))
    await lena.commands("/digest", where="atlas")
    assert "Berlin" in lena.told[-1].text
    assert "09:00" in lena.told[-1].text


async def test_in_no_team_it_says_what_to_do(world: World, nora: Somebody) -> None:
    await nora.commands("/digest")
    assert "/sunrelay" in nora.told[-1].text
