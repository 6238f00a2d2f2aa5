"""What is open and what was decided stands in the channel's next digest, with a way to it."""

from tests.journeys.proposing import proposes
from tests.support.shown import Shown
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World


def line_of(digest: Shown) -> str:
    """What it says of the decision."""
    [found] = [line for line in digest.text.splitlines() if "One rate for vouchers" in line]
    return found


async def test_a_digest_tells_what_is_open_then_what_came_of_it_and_the_next_region_hears_it_once(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya", "lena")
    post = maya.sees("decision", where="atlas")
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("The bank called.", state="At risk", steps=[("Call back", AWAKE)])
    await world.until(lena.at("Tue 09:05"))
    digest = lena.sees("digest", where="atlas")
    assert "Decisions" in digest.text
    assert "closes" in line_of(digest)
    await maya.presses("Approve", on=post)
    await world.until(sam.at("Tue 10:05"))
    assert "adopted" in line_of(lena.now(digest, where="atlas"))
    await world.until(sam.at("Tue 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("The bank called again.", state="At risk", steps=[("Call once more", AWAKE)])
    await world.until(lena.at("Wed 09:05"))
    wednesday = lena.all_of("digest", where="atlas")[-1]
    assert "The bank called again." in wednesday.text
    assert "adopted" in line_of(wednesday)
