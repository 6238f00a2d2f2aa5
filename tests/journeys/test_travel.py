"""Someone flies to Tokyo: the morning note there asks once, and a move leads to another region."""

from tests.support.somebody import Somebody
from tests.support.world import World, lines


async def test_a_move_is_said_in_the_morning_note_and_leads_to_another_region(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "nora", "maya"])
    await world.until(lena.at("Mon 20:00"))
    await lena.moves_to("Asia/Tokyo")
    await world.until(lena.at("Tue 08:59"))
    assert lena.all_of("note") == []
    await world.until(lena.at("Tue 09:01"))
    note = lena.sees("note")
    assert "Your profile says Tokyo now; you were in Berlin. Have you moved, or is it a visit?" in note.text

    await lena.presses("I've moved", on=note)
    await world.rests()
    assert "You live in Tokyo now." in lena.now(note).text
    offer = lena.sees("offer")
    await lena.presses("Move to Tokyo", on=offer)
    await world.rests()
    assert "You are in Tokyo now, in the relay of Atlas." in lena.now(offer).text
    line = "Lena Vogel belongs to Tokyo now, and no longer to Berlin."
    assert lines(nora.sees("region", where="atlas")) == [line]
    await world.until(lena.at("Wed 12:00"))
    assert len(lena.all_of("note")) == 1


async def test_a_visit_is_asked_about_once_and_coming_back_asks_nothing(world: World, sam: Somebody) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 18:00"))
    await sam.moves_to("America/New_York")
    await world.until(sam.at("Tue 09:01"))
    await sam.presses("Just visiting")
    await world.rests()
    assert "You are visiting New York" in sam.sees("note").text
    await sam.moves_to("America/Los_Angeles")
    await world.until(sam.at("Thu 12:00"))
    assert len(sam.all_of("note")) == 1
    assert sam.all_of("offer") == []
