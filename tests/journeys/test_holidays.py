"""Someone names whose holidays they have, from their home; that evening is not asked about."""

from tests.support.setting_up import WRITES, sets_up
from tests.support.somebody import Somebody
from tests.support.world import World


async def test_holidays_are_named_and_a_day_of_ones_own_is_not_asked_about(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 11:00"))
    await lena.opens_home()
    await lena.presses("My holidays", on=lena.home)
    await lena.fills({"Whose holidays I have": "Germny"})
    await lena.sends()
    assert "Do you mean Germany" in lena.wrong
    await lena.fills({"Whose holidays I have": "Germany, Bayern", "Days of my own": "off 3 nov 2026 Moving"})
    await lena.sends()
    await lena.opens_home()
    assert "Germany, Bayern" in lena.home.text
    await world.until(lena.at("Wed 17:20"))
    asked = [lena.when(one) for one in lena.all_of("prompt")]
    assert "Tue 17:15" not in asked
    assert lena.when(lena.sees("prompt")) == "Wed 17:15"


async def test_the_guessed_country_is_confirmed_in_the_welcome(
    world: World, lena: Somebody, sam: Somebody
) -> None:
    await world.until(lena.at("Mon 10:00"))
    await sets_up(lena, "atlas", {"Team name": "Atlas", WRITES: ("lena", "sam"), "Project": "Checkout"})
    await world.until(sam.at("Mon 09:01"))
    assert "the holidays of United States: next" in sam.sees("welcome").text
    await lena.presses("That's right", on=lena.sees("welcome"))
    assert "You have the holidays of Germany" in lena.told[-1].text
    await sam.presses("Another, or none", on=sam.sees("welcome"))
    await sam.fills({"Whose holidays I have": "none"})
    await sam.sends()
    for one, theirs in ((lena, "Germany"), (sam, "none")):
        await one.opens_home()
        assert theirs in one.home.text


async def test_a_prompt_whose_day_becomes_theirs_says_so_until_undone(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:20"))
    asked = lena.sees("prompt").buttons
    await lena.opens_home()
    await lena.presses("My holidays", on=lena.home)
    await lena.fills({"Whose holidays I have": "none", "Days of my own": "off 2 nov 2026 Moving"})
    await lena.sends()
    await world.until(lena.at("Mon 17:22"))
    turned = lena.sees("receipt")
    assert "Today is a holiday of yours: Moving." in turned.text
    assert turned.buttons == ("Undo",)
    await lena.presses("Undo", on=turned)
    await world.until(lena.at("Mon 17:24"))
    assert lena.sees("prompt").buttons == asked
    await world.until(lena.at("Mon 18:01"))
    assert lena.when(lena.sees("reminder")) == "Mon 18:00"
