"""Decisions are looked for by a command, from the list and the home, and read page by page."""

import re

from tests.journeys.proposing import proposes
from tests.support.somebody import Somebody
from tests.support.world import World

WORDS = "Which words?"
PART_ONE = re.compile(r"part 1\b")


async def test_looked_for_by_a_command_and_from_the_home(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide Crème for vouchers", "maya")
    await maya.commands("/decide", "find CREME rates", where="atlas")
    found = maya.told[-1]
    assert "Crème for vouchers" in found.text
    assert "open, closes Tue" in found.text
    assert f"Proposed by {sam.shown_name}." in found.text

    await maya.commands("/decide", "find a new office", where="atlas")
    await maya.presses("Propose a decision", on=maya.told[-1])
    assert maya.form.values["What is to be decided?"] == "find a new office"
    await maya.closes()

    await lena.presses("Decisions", on=await lena.opens_home())
    await lena.presses("Find a decision", on=lena.told[-1])
    await lena.fills({WORDS: "tokens"})
    await lena.sends()
    assert not lena.has_form
    nothing = lena.told[-1]
    assert "No decision has all of “tokens” in it." in nothing.text
    await lena.presses("Find others", on=nothing)
    await lena.fills({WORDS: "vouch"})
    await lena.sends()
    assert "Crème for vouchers" in lena.told[-1].text


async def test_ten_stand_on_a_page(world: World, sam: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    for number in range(1, 12):
        await proposes(sam, f"/decide Vouchers, part {number}", "maya")
    await world.until(sam.at("Mon 10:05"))
    await maya.commands("/decide", "search part")
    first = maya.told[-1]
    assert "part 2" in first.text
    assert PART_ONE.search(first.text) is None
    await maya.presses("More", on=first)
    assert PART_ONE.search(maya.told[-1].text)
    assert maya.told[-1].buttons == ("Find others",)
