"""The morning note: what waited is told once, as the day begins, what became of what was left first."""

import pytest
from sqlalchemy import update

from bot.domain.identity import UserRef
from storage import people
from storage.tables import people as people_table
from storage.transaction import Tx
from tests.journeys.conftest import way_of
from tests.support.setting_up import WRITES, sets_up
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World, lines

STEP = "Restart the billing worker"
EACH_FRONT_AND_DATABASE = [
    way_of("socket-sqlite"),
    way_of("awkward-postgresql"),
    way_of("http-postgresql"),
    way_of("awkward-sqlite"),
]
TWO = ["socket-postgresql", way_of("awkward-sqlite")]


async def sam_leaves_a_step(world: World, sam: Somebody, mia: Somebody, *others: str) -> None:
    """On Monday evening, in San Francisco; that is handed over to Mia on her Tuesday."""
    await world.team("Atlas", writes=["sam", "mia", *others])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("Billing hangs.", state="At risk", steps=[(STEP, AWAKE)])
    await world.until(mia.at("Tue 14:00"))


async def works(world: World, who: Somebody, week: str) -> None:
    """Give them a week of their own."""
    await world.bot.house.store.transact(_set_week, world.user(who.name), week)


def _set_week(tx: Tx, user: UserRef, week: str) -> None:
    person = people.by_ref(tx, user)
    assert person is not None, "the bot has met them"
    tx.run(update(people_table).where(people_table.c.id == person.id).values(week=week))


@pytest.mark.parametrize("way", EACH_FRONT_AND_DATABASE, indirect=True)
async def test_it_opens_with_what_became_and_is_answered_where_it_stands(
    world: World, sam: Somebody, mia: Somebody
) -> None:
    await sam_leaves_a_step(world, sam, mia)
    over = mia.sees("handover", where="atlas")
    await mia.presses("Pick up", on=over, below=STEP)
    await mia.presses("Ask", on=over, below=STEP)
    await mia.fills({"What do you need to know?": "Which of the two?"})
    await mia.sends()
    assert sam.all_of("question") == [], "it is seven in the evening there"
    await world.until(sam.at("Tue 08:59"))
    assert sam.all_of("note") == []
    await world.until(sam.at("Tue 09:01"))
    one = sam.sees("note")
    assert lines(one)[:2] == ["Your morning note, Tue 3 Nov", "What became of what you left"]
    assert "; one question" in one.text
    assert one.text.index("returned by Mia Walker") < one.text.index("Which of the two?")
    assert one.summary.startswith("Your morning note, Tue 3 Nov: what became of 1 step that you left")

    await sam.presses("Answer", on=one)
    await sam.fills({"Your answer": "The second."})
    await sam.sends()
    await world.rests()
    assert "Answer" not in sam.now(one).buttons
    assert "The second." in sam.now(one).text
    await world.until(mia.at("Wed 09:01"))
    assert "The second." in mia.sees("note").text
    assert (world.count("note", to="sam"), world.count("note", to="mia")) == (1, 1)


@pytest.mark.parametrize("way", TWO, indirect=True)
async def test_a_part_timer_back_after_four_days_finds_one_note(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "lena", "nora"])
    await works(world, nora, "mon, fri 09:00-17:30")
    for day in ("Mon", "Tue", "Wed", "Thu"):
        await world.until(sam.at(f"{day} 17:20"))
        await sam.presses("Write hand-off")
        await sam.hands_over(f"Done with {day}.", steps=[(f"Go on after {day}", AWAKE)])
    heard = [
        (kind, nora.when(one.at)) for one in world.happenings() if one.to == "nora" and (kind := one.kind)
    ]
    assert heard == [("prompt", "Mon 17:15"), ("reminder", "Mon 18:00")], "nothing on a day off, or at night"
    await world.until(nora.at("Fri 09:01"))
    one = nora.sees("note")
    assert nora.when(one) == "Fri 09:00"
    text = one.text
    assert [day for day in ("Tue 3 Nov", "Wed 4 Nov", "Thu 5 Nov") if f"Atlas, Berlin: {day}" in text] == [
        "Tue 3 Nov",
        "Wed 4 Nov",
        "Thu 5 Nov",
    ]
    assert "Today's digest: Atlas, Berlin" in text
    assert world.count("note", to="nora") == 1
    assert world.count("note", to="lena") == 0, "she has seen them all"


@pytest.mark.parametrize("way", TWO, indirect=True)
async def test_after_an_outage_over_the_morning_it_comes_the_next_day(
    world: World, sam: Somebody, mia: Somebody
) -> None:
    await sam_leaves_a_step(world, sam, mia)
    await mia.presses("Pick up", on=mia.sees("handover", where="atlas"), below=STEP)
    if mia.has_form:
        await mia.sends()
    await world.goes_down()
    await world.until(sam.at("Tue 11:30"))
    await world.comes_back()
    await world.until(sam.at("Wed 08:59"))
    assert sam.all_of("note") == []
    await world.until(sam.at("Wed 09:01"))
    assert "picked up by Mia Walker" in sam.sees("note").text


@pytest.mark.parametrize("way", TWO, indirect=True)
async def test_a_welcome_joins_it(world: World, sam: Somebody, mia: Somebody, lena: Somebody) -> None:
    await sam_leaves_a_step(world, sam, mia)
    await mia.presses("Done", on=mia.sees("handover", where="atlas"), below=STEP)
    await world.until(lena.at("Tue 10:00"))
    await sets_up(lena, "borealis", {"Team name": "Borealis", WRITES: ("lena", "sam"), "Project": "Search"})
    await world.until(sam.at("Tue 17:00"))
    one = sam.sees("note")
    assert sam.when(one) == "Tue 09:00"
    assert one.text.index("done by Mia Walker") < one.text.index("You are in the relay of Borealis")
    assert one.buttons == ("Not for me", "That's right", "Another, or none")
    assert world.count("welcome", to="sam") == 0
    await world.until(sam.at("Tue 17:15"))
    assert "Borealis" in sam.sees("prompt").text


@pytest.mark.parametrize("way", TWO, indirect=True)
async def test_one_catches_up_at_any_time(world: World, sam: Somebody, mia: Somebody, lena: Somebody) -> None:
    await sam_leaves_a_step(world, sam, mia, "lena")
    await world.until(lena.at("Tue 10:00"))
    await lena.commands("/digest", "me")
    asked = lena.told[-1].text
    assert "All that changed since" in asked
    assert "At risk: Checkout, from Sam Ortiz" in asked
    await lena.commands("/sunrelay", "digest me")
    assert lena.told[-1].text == asked
