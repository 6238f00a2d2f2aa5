"""Who looks after a relay sets a day off for the whole company; channels are told, and it is undone."""

from tests.support.somebody import Somebody
from tests.support.world import World

LINES = "Days off for everyone"


async def test_nobody_is_asked_on_a_company_day_and_every_channel_is_told(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.team("Borealis", writes=["sam"])
    await world.until(lena.at("Mon 11:00"))
    await lena.opens_home()
    await lena.presses("Company days", on=lena.home)
    await lena.fills({LINES: "3 nov Founders' day\n31 feb"})
    await lena.sends()
    assert "“31 feb”" in lena.wrong
    await lena.fills({LINES: "3 nov Founders' day"})
    await lena.sends()
    assert "Off now: Tue 3 Nov 2026: Founders' day" in lena.told[-1].text
    await maya.commands("/sunrelay", "holidays company")
    assert "Company days are set by workspace admins" in maya.told[-1].text
    assert "Tue 3 Nov 2026: Founders' day" in maya.told[-1].text
    await world.until(lena.at("Wed 12:00"))
    for someone, channel in ((maya, "atlas"), (sam, "borealis")):
        line = someone.sees("company", where=channel)
        assert "Lena Vogel changed the company days." in line.text
        assert line.pings == frozenset()
    assert [lena.when(one) for one in lena.all_of("prompt")] == ["Mon 17:15"]
    assert ("Tue", "skipped", "company day") in await world.ledger(maya)


async def test_a_steward_of_another_relay_undoes_it(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.team("Borealis", writes=["sam"])
    await world.until(lena.at("Mon 11:00"))
    await lena.commands("/sunrelay", "holidays company 3 nov Founders' day")
    assert any("Saved." in one.text for one in lena.told), "heard twice, it is saved once"
    await world.until(lena.at("Mon 11:05"))
    (there,) = maya.all_of("company", where="atlas")
    await maya.presses("Undo", on=there)
    assert "Nothing was undone" in maya.told[-1].text
    await sam.presses("Undo", on=sam.sees("company", where="borealis"))
    assert "as they were before" in sam.told[-1].text
    await world.until(lena.at("Mon 11:10"))
    told = maya.now(there, where="atlas")
    assert "Sam Ortiz undid what Lena Vogel had changed in the company days." in told.text
    assert told.buttons == ()
    await world.until(lena.at("Tue 17:20"))
    assert lena.when(lena.sees("prompt")) == "Tue 17:15"
