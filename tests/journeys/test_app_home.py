"""The App Home: one's day, what waits, one's teams; pressed there, it shows what became of it."""

from tests.support.somebody import Somebody
from tests.support.world import World

STEP = "Answer the auditor"


async def test_the_first_to_open_it_is_told_how_to_begin(world: World, sam: Somebody) -> None:
    home = await sam.opens_home()
    assert "You are in no team yet" in home.text
    await sam.presses("Help", on=home)
    assert "/handoff" in sam.told[-1].text


async def test_a_day_off_is_said_in_the_home_and_taken_back_there(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 10:00"))
    home = await lena.opens_home()
    assert "I ask you for your hand-off at" in home.text
    await lena.presses("I'm off today", on=home)
    assert "You are off today." in lena.home.text
    await lena.presses("I'm not off today", on=lena.home)
    assert "I'm off today" in lena.home.buttons
    await lena.presses("I'm off today", on=lena.home)
    await world.until(lena.at("Tue 08:00"))
    assert world.count("prompt", to="lena") == 0
    assert ("Mon", "skipped", "away") in await world.ledger(lena)


async def test_an_evening_is_answered_from_the_home_alone(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "lena", "nora"])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off", on=await sam.opens_home())
    await sam.hands_over("The auditor asks.", state="At risk", steps=[(STEP, lena.shown_name)])
    assert "Edit hand-off" in (await sam.opens_home()).buttons

    await world.until(lena.at("Tue 09:10"))
    home = await lena.opens_home()
    assert f"For you: {STEP}" in home.text
    await lena.presses("Done", on=home, below=STEP)
    assert "Nothing waits on you." in lena.home.text
    assert f"done by {lena.shown_name}" in lena.sees("digest", where="atlas").text
    assert STEP not in (await nora.opens_home()).text


async def test_one_receives_only_and_leaves_from_the_home(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["maya", "lena"])
    await world.until(lena.at("Mon 10:00"))
    await lena.presses("Receive only", on=await lena.opens_home())
    assert "Write too" in lena.home.buttons
    await lena.presses("Leave", on=lena.home)
    assert lena.form.title == "Leave a relay"
    await lena.closes()
    assert "): you receive hand-offs" in (await lena.opens_home()).text
    await lena.presses("Leave", on=lena.home)
    await lena.sends()
    assert not lena.has_form
    assert "You are in no team yet" in lena.home.text
    await world.until(lena.at("Mon 18:30"))
    assert world.count("prompt", to="lena") == 0
