"""A few days of two teams, in which nobody is disturbed: quiet hours hold, and so does the ping budget."""

from collections import Counter
from datetime import UTC, datetime, time

import pytest

from tests.journeys.conftest import way_of
from tests.support.setting_up import WRITES, sets_up
from tests.support.shown import Happening
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World

EVERYONE = ["mia", "arjun", "lena", "nora", "maya", "sam"]
EVENING = {"prompt", "reminder", "snooze"}
ONE_EACH = [way_of("socket-sqlite"), way_of("awkward-sqlite")]

pytestmark = pytest.mark.parametrize("way", ONE_EACH, indirect=True)


async def three_days(world: World) -> list[Happening]:
    """Set up by forms on Monday; until Thursday Lena hands over, Sam snoozes, the others are silent."""
    lena, sam = world.person("lena"), world.person("sam")
    await world.until(lena.at("Mon 10:00"))
    for channel in ("atlas", "borealis"):
        await sets_up(lena, channel, {WRITES: tuple(EVERYONE)})
    for day in ("Mon", "Tue", "Wed"):
        await world.until(lena.at(f"{day} 17:20"))
        await lena.presses("Write hand-off")
        await lena.hands_over(
            f"Done with {day}.",
            steps=[("Go on", AWAKE), ("Look at it", "Maya Brooks"), ("Test it", "Mia Walker")],
        )
        await world.until(sam.at(f"{day} 17:16"))
        await sam.presses("In 30 minutes")
    await world.until(sam.at("Thu 12:00"))
    return world.happenings()


def is_working(who: Somebody, at: datetime) -> bool:
    local = at.astimezone(who.at("Mon 00:00").tzinfo)
    return local.weekday() < 5 and time(9) <= local.time() < time(17, 30)


@pytest.mark.crossed
async def test_nobody_hears_anything_outside_their_hours_but_their_evening(world: World) -> None:
    happened = await three_days(world)
    private = [one for one in happened if one.act == "post" and not one.to.startswith("#")]
    assert {"prompt", "reminder", "snooze", "welcome", "note"} <= {one.kind for one in private}
    assert [
        one for one in private if one.kind not in EVENING and not is_working(world.person(one.to), one.at)
    ] == []


@pytest.mark.crossed
async def test_a_channel_mentions_only_who_is_working(world: World) -> None:
    happened = await three_days(world)
    names = {world.user(name).id: name for name in EVERYONE}
    pinged = [
        (names.get(ping, ping), one.at)
        for one in happened
        if one.to.startswith("#") and one.act == "post"
        for ping in one.pings
    ]
    assert "maya" in {name for name, _ in pinged}
    assert [(name, at) for name, at in pinged if not is_working(world.person(name), at)] == []


@pytest.mark.crossed
async def test_nobody_gets_more_than_three_private_messages_a_day(world: World) -> None:
    happened = await three_days(world)
    counts = Counter(
        (one.to, one.at.astimezone(world.person(one.to).at("Mon 00:00").tzinfo or UTC).date())
        for one in happened
        if one.act == "post" and one.to in EVERYONE and one.kind != "snooze"
    )
    assert counts
    assert {key: count for key, count in counts.items() if count > 3} == {}
