"""A landing page: given in the channel, linked, confirmed with one click, and taken back."""

from tests.journeys.proposing import proposes
from tests.support.setting_up import WRITES, sets_up
from tests.support.somebody import Somebody
from tests.support.world import World


async def test_a_page_is_given_confirmed_and_taken_back(world: World, lena: Somebody, maya: Somebody) -> None:
    await world.until(lena.at("Mon 10:00"))
    await sets_up(lena, "atlas", {"Team name": "Atlas", WRITES: ("lena", "maya")})
    await maya.commands("/sunrelay", "page", where="atlas")
    assert "atlas: no landing page yet." in maya.told[-1].text
    await lena.commands("/sunrelay", "page https://wiki.example.com/atlas", where="atlas")
    assert "The landing page of atlas is https://wiki.example.com/atlas" in lena.told[-1].text
    await world.until(lena.at("Mon 17:15"))
    await lena.opens("/handoff")
    await lena.fills({"Where it stands": "Half done."})
    await lena.sends()
    await maya.commands("/sunrelay", "page", where="atlas")
    shown = maya.told[-1]
    assert "Since then: 1 hand-off." in shown.text
    assert "On track, from Lena Vogel, Mon 2 Nov" in shown.text
    await maya.press_in(shown, "It is current")
    assert "Noted: the landing page of atlas is current as of" in maya.told[-1].text
    await lena.commands("/sunrelay", "page", where="atlas")
    assert "Confirmed by Maya Brooks" in lena.told[-1].text
    assert "Nothing was written since." in lena.told[-1].text
    [change] = lena.all_of("change", where="atlas")
    await lena.presses("Undo", on=change)
    await maya.commands("/sunrelay", "page", where="atlas")
    assert "atlas: no landing page yet." in maya.told[-1].text


async def test_a_decision_links_the_page_and_the_page_tells_of_it(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.until(lena.at("Mon 10:00"))
    await sets_up(lena, "atlas", {"Team name": "Atlas", WRITES: ("lena", "maya")})
    await proposes(lena, "/decide Before there is a page", "maya")
    assert "atlas has no landing page yet: /sunrelay page https://" in lena.told[-1].text
    await lena.commands("/sunrelay", "page https://wiki.example.com/atlas", where="atlas")
    await proposes(lena, "/decide One rate for vouchers", "maya")
    await world.until(lena.at("Wed 10:00"))
    assert "Landing page: atlas" in maya.all_of("decision", where="atlas")[-1].text
    await maya.commands("/sunrelay", "page", where="atlas")
    shown = maya.told[-1]
    assert "One rate for vouchers" in shown.text
    await maya.press_in(shown, "It is current")
    await maya.commands("/sunrelay", "page", where="atlas")
    assert "One rate for vouchers" not in maya.told[-1].text
