"""Steps go round with the sun, over a weekend too, until they are done."""

from tests.support.shown import HELD, OPEN
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World, lines

STEP = "Restart the billing worker"
EVERYONE = ["mia", "arjun", "lena", "maya", "sam"]


async def left_on_friday(world: World, sam: Somebody) -> None:
    await world.until(sam.at("Fri 12:00"))
    await world.team("Atlas", writes=EVERYONE)
    await world.until(sam.at("Fri 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over(
        "Billing hangs.", state="Blocked", steps=[(STEP, AWAKE)], links="https://t.example/1"
    )


async def test_what_is_left_on_friday_is_in_mondays_digest(
    world: World, sam: Somebody, mia: Somebody
) -> None:
    await left_on_friday(world, sam)
    assert "Sydney reads it at" in sam.sees("receipt").text
    assert "in 1 d 20 h" in sam.sees("receipt").text
    await world.until(mia.at("next Mon 08:59"))
    assert world.count("digest") + world.count("handover") == 0, "nobody is told anything at the weekend"
    await world.until(mia.at("next Mon 09:00"))
    digest = mia.sees("digest", where="atlas")
    assert mia.when(digest) == "Mon 09:00"
    assert "Billing hangs." in digest.text
    assert digest.buttons_below(STEP) == OPEN


async def test_a_step_that_nobody_picks_up_moves_on_with_the_sun(
    world: World, sam: Somebody, mia: Somebody, arjun: Somebody, lena: Somebody, maya: Somebody
) -> None:
    await left_on_friday(world, sam)
    await world.until(mia.at("next Mon 17:29"))
    (digest,) = [one for one in mia.all_of("digest", where="atlas") if "Sydney" in lines(one)[0]]
    assert digest.buttons_below(STEP) == OPEN
    await world.until(mia.at("next Mon 18:30"))
    over = arjun.sees("handover", where="atlas")
    assert over.at <= mia.at("next Mon 18:30"), "Sydney stops at 17:30, Bengaluru has it within the hour"
    assert over.buttons_below(STEP) == OPEN
    await world.until(arjun.at("next Mon 18:30"))
    assert lena.sees("handover", where="atlas").buttons_below(STEP) == OPEN
    await world.until(lena.at("next Mon 18:30"))
    newest = maya.sees("handover", where="atlas")
    assert newest.buttons_below(STEP) == OPEN

    await maya.presses("Pick up", on=newest, below=STEP)
    await maya.presses("Done", on=newest, below=STEP)
    handed_over = world.count("handover")
    await world.until(mia.at("next Wed 12:00"))
    assert world.count("handover") == handed_over
    assert all("Pick up" not in one.buttons for one in mia.posts("atlas"))


async def test_what_someone_has_picked_up_stays_with_them(
    world: World, sam: Somebody, mia: Somebody, arjun: Somebody
) -> None:
    await left_on_friday(world, sam)
    await world.until(mia.at("next Mon 09:00"))
    await mia.presses("Pick up", on=mia.sees("digest", where="atlas"), below=STEP)
    await world.until(arjun.at("next Mon 17:00"))
    assert world.count("handover") == 0
    await world.until(mia.at("next Tue 09:00"))
    digest = mia.sees("digest", where="atlas")
    assert mia.when(digest) == "Tue 09:00"
    assert digest.buttons_below(STEP) == HELD


async def test_a_step_for_oneself_waits_for_the_next_working_day(world: World, lena: Somebody) -> None:
    await world.until(lena.at("Fri 12:00"))
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Fri 17:20"))
    await lena.presses("Write hand-off")
    await lena.hands_over("Half done.", steps=[("Finish the other half", "Me, next working day")])
    await world.until(lena.at("next Mon 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert lena.when(digest) == "Mon 09:00"
    assert digest.buttons_below("Finish the other half") == OPEN
