"""Someone wants to hear nothing for some hours of their day: what may wait does, and is told once."""

import pytest

from tests.journeys.conftest import way_of
from tests.support.somebody import Somebody
from tests.support.world import World

STEP = "Watch the error rate"

pytestmark = pytest.mark.parametrize(
    "way", [way_of("socket-sqlite"), way_of("http-postgresql"), way_of("awkward-sqlite")], indirect=True
)


async def test_a_question_and_a_note_wait_and_the_evening_does_not(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:20"))
    await lena.opens("/handoff")
    await lena.hands_over("Vouchers pass.", steps=[(STEP, "Maya Brooks")])
    await world.until(lena.at("Tue 15:35"))
    await lena.wants_quiet("Tue 15:00", "Tue 20:00")
    await maya.presses("Ask", on=maya.sees("digest", where="atlas"), below=STEP)
    await maya.fills({"What do you need to know?": "Which rate?"})
    await maya.sends()
    await world.until(lena.at("Tue 17:20"))
    assert lena.all_of("question") == []
    assert lena.when(lena.sees("prompt")) == "Tue 17:15"

    await lena.wants_quiet("Wed 08:00", "Wed 10:30")
    await world.until(lena.at("Wed 10:29"))
    before = len(lena.all_of("note"))
    await world.until(lena.at("Wed 12:00"))
    notes = lena.all_of("note")
    assert len(notes) == before + 1
    assert lena.when(notes[-1]) == "Wed 10:30"
    assert "Which rate?" in notes[-1].text
    assert lena.all_of("question") == []
