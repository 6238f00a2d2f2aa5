"""Where the bot is absent, a shortcut works all the same, and only the one who used it is answered."""

from tests.support.somebody import Somebody
from tests.support.world import CORRIDOR, World


async def test_a_message_is_added_where_the_bot_is_absent(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 11:00"))
    first = await maya.says("Who knows the ledger?", where=CORRIDOR)
    said = await lena.says("It closes on Friday.", where=CORRIDOR, under=first)
    before = len(lena.told)
    await lena.uses("handoff.add", on=said)
    assert lena.told[before:]
    await lena.opens("/handoff")
    (kept,) = [value for value in lena.form.values.values() if "https://" in value]
    assert "ledger" not in kept
    assert "Friday" not in kept
    assert lena.posts(CORRIDOR) == maya.posts(CORRIDOR) == []
    assert maya.told == []
