"""Late: a hand-off after the reminder is as good as any; a prompt that is late by hours is skipped."""

from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World


async def test_a_hand_off_after_the_reminder_reaches_the_region_like_any_other(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 18:00"))
    reminder = lena.sees("reminder")
    assert lena.when(reminder) == "Mon 18:00"
    await world.until(lena.at("Mon 20:30"))
    await lena.presses("Write hand-off", on=reminder)
    await lena.hands_over("Later than meant.", steps=[("Look at the graphs", AWAKE)])
    assert [one.kind for one in lena.private] == ["receipt", "receipt"]
    assert "Atlas" in lena.private[0].text
    assert "Write hand-off" not in lena.private[1].buttons
    await world.until(maya.at("Mon 15:30"))
    assert "Later than meant." in maya.sees("handover", where="atlas").text


async def test_at_night_it_still_belongs_to_the_evening(world: World, lena: Somebody, maya: Somebody) -> None:
    """Before the midpoint to the next shift; after it the form is the next day's, and the button closed."""
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Tue 01:10"))
    await lena.presses("Write hand-off")
    await lena.hands_over("Before the middle of the night.")
    await world.until(lena.at("Tue 01:20"))
    await lena.presses("Edit")
    assert not lena.has_form
    assert "closed" in lena.told[-1].text
    await world.until(lena.at("Tue 17:15"))
    assert lena.when(lena.sees("prompt")) == "Tue 17:15"


async def test_a_prompt_more_than_two_hours_late_is_skipped(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:00"))
    await world.goes_down()
    await world.until(lena.at("Mon 19:16"))
    await world.comes_back()
    await world.until(lena.at("Tue 17:14"))
    assert lena.private == []
    assert await world.ledger(lena) == [("Mon", "skipped", "late")]
    await world.until(lena.at("Tue 17:15"))
    assert [one.kind for one in lena.private] == ["prompt"]


async def test_a_prompt_less_than_two_hours_late_is_sent(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:00"))
    await world.goes_down()
    await world.until(lena.at("Mon 19:14"))
    await world.comes_back()
    assert lena.when(lena.sees("prompt")) == "Mon 19:14"


async def test_after_an_outage_of_a_day_there_is_no_storm(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody, mia: Somebody
) -> None:
    await world.team("Atlas", writes=["mia", "lena", "maya", "sam"])
    await world.until(sam.at("Mon 17:15"))
    await sam.presses("Write hand-off")
    await sam.hands_over("Left before the outage.", steps=[("Look after it", AWAKE)])
    before = len(world.happenings())
    await world.goes_down()
    await world.until(sam.at("Tue 20:00"))
    await world.comes_back()
    assert sam.when(world.clock.now()) == "Tue 20:00"
    assert [one for one in world.reached()[before:] if one[0] != "#atlas"] == []
    await world.until(lena.at("Wed 17:16"))
    prompts = [one for one in world.happenings() if one.kind == "prompt" and one.at > sam.at("Tue 20:00")]
    assert sorted(one.to for one in prompts) == ["lena", "mia"]
    assert {f"{one.day:%a}" for one in prompts} == {"Wed"}
    assert await world.ledger(lena) == [
        ("Mon", "quiet", ""),
        ("Tue", "skipped", "late"),
        ("Wed", "asked", ""),
    ]
    digests = [one.text for one in world.happenings() if one.kind in ("digest", "handover")]
    assert any("Left before the outage." in one for one in digests), "late, but not lost"
