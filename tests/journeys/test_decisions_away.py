"""Somebody who decides goes away after it was posted: openly left out, and another is chosen instead."""

from tests.journeys.proposing import proposes
from tests.support.somebody import Somebody
from tests.support.world import World

INSTEAD = "Who decides in their place?"


async def test_who_goes_away_is_replaced_openly_and_the_close_waits_for_who_takes_their_place(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody, nora: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena", "nora"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya", "lena")
    post = maya.sees("decision", where="atlas")
    await world.until(sam.at("Mon 11:00"))
    await lena.commands("/sunrelay", "away tue - 20 nov")
    told = maya.sees("decision_away", where="atlas")
    assert f"{lena.shown_name} is away for more than three working days, and no longer decides." in told.text
    assert "left out" in maya.now(post, where="atlas").text

    await sam.presses("Choose somebody", on=sam.sees("decision_instead"))
    await sam.fills({INSTEAD: ("nora",)})
    await sam.sends()
    assert f"{nora.shown_name} decides in place of {lena.shown_name}" in sam.told[-1].text
    assert f"{nora.shown_name} decides in place of" in maya.now(told, where="atlas").text
    await maya.presses("Approve", on=maya.now(post, where="atlas"))
    await world.until(nora.at("Tue 09:05"))
    await nora.presses("Approve", on=nora.sees("note"))
    assert "You approved." in nora.told[-1].text
    await world.until(sam.at("Tue 10:30"))
    assert world.count("decision_closed") == 0, "it closes later, for her"
    await world.until(sam.at("Tue 11:01"))
    assert "adopted" in maya.sees("decision_closed", where="atlas").text


async def test_an_absence_that_is_taken_back_leaves_nobody_out(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya", "lena")
    await maya.commands("/sunrelay", "away tue - 20 nov")
    await world.until(sam.at("Mon 10:02"))
    told = sam.sees("decision_away", where="atlas")
    await maya.presses("Undo", on=maya.told[-1])
    assert f"{maya.shown_name} is there after all, and decides." in sam.now(told, where="atlas").text
    await maya.presses("Approve", on=maya.sees("decision", where="atlas"))
    assert "You approved." in maya.told[-1].text


async def test_where_everyone_goes_on_holiday_nothing_is_adopted(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya", "lena")
    for one in (maya, lena):
        await one.commands("/sunrelay", "away tue - 20 nov")
    await world.until(sam.at("Mon 10:02"))
    assert world.count("decision_instead", to="sam") == 2
    await world.until(sam.at("Tue 10:01"))
    assert "nobody is left to decide" in sam.sees("decision_closed", where="atlas").text
