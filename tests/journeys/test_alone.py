"""A person alone in a region, and one alone in a team."""

from tests.support.shown import OPEN
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World

STEP = "Renew the certificate"


async def test_alone_in_a_region_the_others_carry_it(
    world: World, mia: Somebody, lena: Somebody, nora: Somebody
) -> None:
    """Mia alone in Sydney with two in Berlin: what she leaves is theirs, what they leave is hers."""
    await world.team("Atlas", writes=["mia", "lena", "nora"])
    await world.until(mia.at("Mon 17:20"))
    await mia.presses("Write hand-off")
    await mia.hands_over("Certificates run out.", state="At risk", steps=[(STEP, AWAKE)])
    await world.until(lena.at("Mon 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert digest.buttons_below(STEP) == OPEN
    await world.until(lena.at("Mon 17:20"))
    await lena.presses("Write hand-off")
    await lena.hands_over("Not renewed yet.")
    await world.until(mia.at("Tue 09:00"))
    back = mia.sees("digest", where="atlas")
    assert mia.when(back) == "Tue 09:00"
    assert "Not renewed yet." in back.text
    assert back.buttons_below(STEP) == OPEN, "Berlin stopped, so it came back"


async def test_alone_in_a_team_one_reads_ones_own(world: World, lena: Somebody) -> None:
    await world.until(lena.at("Fri 12:00"))
    await world.team("Atlas", writes=["lena"])
    await world.until(lena.at("Fri 17:20"))
    await lena.presses("Write hand-off")
    await lena.hands_over("Note to myself.", steps=[(STEP, AWAKE)])
    assert "reads it at 09:00" in lena.sees("receipt").text
    await world.until(lena.at("next Mon 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert "Note to myself." in digest.text
    assert digest.buttons_below(STEP) == OPEN
    await world.until(lena.at("next Tue 09:00"))
    assert STEP in lena.all_of("digest", where="atlas")[-1].text, "it stays until it is done"
    assert world.count("handover") == 0
