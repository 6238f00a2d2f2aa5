"""Someone sets their own hours, sees what follows before anything changes, and is asked by them."""

from tests.support.somebody import Somebody
from tests.support.world import World


async def test_hours_are_mended_previewed_and_saved(world: World, lena: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 11:00"))
    await lena.opens_home()
    await lena.presses("Change my hours", on=lena.home)
    await lena.fills({"My week": "mon 9-12, 11-15"})
    await lena.sends()
    assert "overlap" in lena.wrong
    await lena.fills({"My week": "mon-fri 8-16"})
    await lena.sends()
    await lena.presses_in_form("Back")
    assert lena.form.values["My week"] == "mon-fri 8-16"
    await lena.fills({"My week": "mon-fri 7-15", "Time zone, by hand": "London"})
    await lena.sends()
    await lena.sends()
    await lena.opens_home()
    assert "mon-fri 07:00-15:00, your own" in lena.home.text
    assert "London (Europe/London), set by hand" in lena.home.text
    await world.until(lena.at("Mon 15:50"))
    assert lena.when(lena.sees("prompt")) == "Mon 15:45"


async def test_ones_own_promise_is_told_to_whoever_asks(world: World, sam: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(maya.at("Mon 12:00"))
    await maya.commands("/sunrelay", "promise 8h")
    await sam.commands("/when", "@maya")
    assert "after their own promise of 8 hours" in sam.told[-1].text
    [saved] = [one for one in maya.told if "Undo" in one.buttons]
    await maya.presses("Undo", on=saved)
    assert "As before, you promise an answer within 24 hours, as usual" in maya.told[-1].text
    await maya.opens_home()
    await maya.presses("Change my promise", on=maya.home)
    await maya.fills({"I answer within": "48 hours"})
    await maya.sends()
    await maya.opens_home()
    assert "within 48 hours (your own choice)" in maya.home.text
