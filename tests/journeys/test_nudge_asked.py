"""*Ask for context*: a receiver asks the author of a message, also where the bot is absent."""

from tests.support.somebody import Somebody
from tests.support.world import CORRIDOR, World

SHORTCUT = "context.ask"
ABOUT = "What is it about?"
WORDS = "The ledger closes twice on Fridays; may I merge the two jobs?"


async def test_where_the_bot_is_absent_the_finished_request_comes_to_who_asked(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "nora", "maya"])
    await world.until(lena.at("Mon 11:00"))
    said = await nora.says("Can we talk about the ledger?", where=CORRIDOR)
    await lena.uses(SHORTCUT, on=said)
    assert "I ask Nora Lindt privately, now" in lena.told[-1].text
    await world.until(lena.at("Mon 11:01"))
    asked = nora.sees("context")
    assert "Lena Vogel would like to help" in asked.text
    await nora.presses("Add context", on=asked)
    await nora.fills({ABOUT: WORDS})
    await nora.sends()
    await world.until(lena.at("Mon 11:02"))
    assert WORDS in lena.sees("context_added").text
    assert lena.posts(CORRIDOR) == nora.posts(CORRIDOR) == []
    assert maya.told == []


async def test_a_sleeper_is_asked_in_their_morning(world: World, lena: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 11:00"))
    said = await maya.says("ping", where="atlas")
    await lena.uses(SHORTCUT, on=said)
    await world.until(maya.at("Mon 09:01"))
    asked = maya.sees("context")
    assert maya.when(asked) == "Mon 09:00"
    await maya.presses("Add context", on=asked)
    await maya.fills({ABOUT: WORDS})
    await maya.sends()
    await world.until(maya.at("Mon 09:02"))
    assert WORDS in lena.sees("request", where="atlas").text
