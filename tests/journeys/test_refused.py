"""Someone cannot be messaged: normal life on the awkward platform, and nothing private becomes public."""

import pytest

from tests.support.awkward.world import AwkwardWorld
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World

AWKWARD = ["awkward-sqlite", "awkward-postgresql"]


@pytest.mark.parametrize("way", AWKWARD, indirect=True)
async def test_who_cannot_be_messaged_is_skipped_and_may_hand_over_all_the_same(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    assert isinstance(world, AwkwardWorld)
    world.office.called("lena").silent = True
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 19:00"))
    assert lena.private == []
    assert lena.posts("atlas") == []
    assert await world.ledger(lena) == [("Mon", "skipped", "unreachable")]
    await lena.opens("/handoff")
    await lena.hands_over("I am here.", steps=[("Say hello", AWAKE)])
    await world.until(maya.at("Mon 15:00"))
    assert "I am here." in maya.sees("handover", where="atlas").text
    await world.until(maya.at("Mon 17:15"))
    assert maya.when(maya.sees("prompt")) == "Mon 17:15"
