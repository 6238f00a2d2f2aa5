"""Somebody works on one thing for a while: what is for them comes as that ends, and others read why."""

import pytest

from tests.journeys.conftest import way_of
from tests.support.somebody import Somebody
from tests.support.world import World

PROBLEM, NEED = "What is the problem?", "What do you need from them?"

pytestmark = pytest.mark.parametrize(
    "way", [way_of("socket-sqlite"), way_of("http-postgresql"), way_of("awkward-sqlite")], indirect=True
)


async def test_a_request_waits_for_the_end_of_a_focus_which_is_its_time_or_a_press(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(maya.at("Tue 10:00"))
    await maya.commands("/sunrelay", "focus 2h release notes")
    assert "in focus until" in maya.told[-1].text
    await lena.commands("/when", "@Maya Brooks")
    assert "in focus until 12:00 there" in lena.told[-1].text
    assert "(release notes)" in lena.told[-1].text

    await asks(lena, "Which of the two?")
    await world.until(maya.at("Tue 11:59"))
    assert maya.all_of("ask") == []
    await world.until(maya.at("Tue 12:01"))
    assert maya.when(maya.sees("ask")) == "Tue 12:00"

    await maya.presses("Focus for 4 h", on=await maya.opens_home())
    assert "Focus: until" in maya.home.text
    await asks(lena, "And since when?")
    await world.until(maya.at("Tue 12:30"))
    assert len(maya.all_of("ask")) == 1
    await maya.commands("/sunrelay", "focus")
    await maya.presses("End focus", on=maya.told[-1])
    await world.until(maya.at("Tue 12:31"))
    assert "And since when?" in maya.all_of("ask")[-1].text
    assert world.count("ask", to="maya") == 2


async def test_where_nobody_can_grant_it_no_status_is_offered(world: World, maya: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(maya.at("Tue 10:00"))
    await maya.commands("/sunrelay", "focus 2h release notes")
    assert list(maya.told[-1].buttons) == ["End focus"]
    assert "status" not in maya.told[-1].text


async def asks(who: Somebody, need: str) -> None:
    await who.opens("/ask @Maya Brooks")
    await who.fills({PROBLEM: "Two rates apply to vouchers.", NEED: need})
    await who.sends()
    assert not who.has_form, who.wrong
