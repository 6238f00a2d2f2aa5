"""Three hundred in the channel, twelve in the team: the others hear nothing."""

from tests.support.setting_up import WRITES, sets_up
from tests.support.somebody import Somebody
from tests.support.world import World

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
IN_CHANNEL, IN_TEAM = 300, 12


async def test_288_hear_nothing(world: World, lena: Somebody) -> None:
    crowd = [f"p{number}" for number in range(IN_CHANNEL - 6)]
    for number, name in enumerate(crowd):
        world.newcomer(name, f"Person {number}", ZONES[number % 3], "atlas")
    await world.until(lena.at("Mon 09:30"))
    team = ["lena", "maya", *crowd[: IN_TEAM - 2]]
    await sets_up(lena, "atlas", {WRITES: tuple(team)})
    await world.until(lena.at("Mon 17:20"))
    await lena.presses("Write hand-off")
    await lena.hands_over("Twelve of us.", steps=[("Carry on", "Whoever is awake next")])
    await world.until(lena.at("Tue 17:20"))
    reached = {one.to for one in world.happenings()}
    assert reached == {*team, "#atlas"}
    pinged = {name for one in world.happenings() for name in one.pings}
    assert pinged <= set(team)
