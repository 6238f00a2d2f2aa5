"""What cannot wait reaches people at once, with its reason, after a page that says what time it is there."""

import pytest

from tests.journeys.test_requests import NEED, PROBLEM, RATES
from tests.support.setting_up import page_words
from tests.support.somebody import Somebody
from tests.support.world import World

WHEN, WHY = "When should it reach them?", "Why can it not wait?"
URGENT, WAITS = "Now, whatever time it is there: it is urgent", "In their working hours"
REASON = "Checkout is down in Canada, and only you can switch."


async def begins(who: Somebody, command: str, *, where: str | None = None, **more: str) -> None:
    """The first page, filled in as urgent, without its reason."""
    await who.opens(command, where=where)
    await who.fills({PROBLEM: RATES, NEED: "Which of the two?", **more})
    await who.fills({WHEN: URGENT})


@pytest.mark.parametrize("state", ["asleep", "away", "in focus"])
async def test_it_comes_at_once_with_its_reason_first(
    world: World, sam: Somebody, lena: Somebody, state: str
) -> None:
    await world.team("Atlas", writes=["sam", "lena"])
    await world.until(lena.at("Tue 03:10" if state == "asleep" else "Tue 10:00"))
    if state == "away":
        await lena.commands("/sunrelay", "away today")
    if state == "in focus":
        await lena.commands("/sunrelay", "focus 2h")
    await begins(sam, "/ask @Lena Vogel")
    await sam.fills({WHY: "please"})
    await sam.sends()
    assert "why it cannot wait" in sam.wrong
    assert (sam.form.values[PROBLEM], sam.form.values[NEED]) == (RATES, "Which of the two?")
    await sam.fills({WHY: REASON})
    await sam.sends()
    clock = "03:10" if state == "asleep" else "10:00"
    standing = "in focus" if state == "in focus" else "outside their hours"
    assert f"It is Tue {clock} for Lena Vogel, {standing}." in page_words(world, sam)
    assert lena.all_of("ask_urgent") == []
    await sam.sends()
    assert not sam.has_form, sam.wrong
    assert "marking it urgent promises no earlier answer" in sam.told[-1].text
    await world.until(lena.at("Tue 03:12" if state == "asleep" else "Tue 10:02"))
    asked = lena.sees("ask_urgent")
    assert asked.text.startswith(f"Urgent: {REASON}")
    assert ("outside your hours" in asked.text) is (state != "in focus")
    assert asked.buttons == ("Answer",)
    await world.until(lena.at("Wed 09:05"))
    assert world.count("ask_urgent", to="lena") == 1
    assert [one for one in lena.all_of("note") if REASON in one.text] == [], "they have had it"


async def test_it_may_wait_after_all_and_in_a_channel_it_mentions_who_sleeps(
    world: World, sam: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "lena"])
    await world.until(lena.at("Tue 03:10"))
    await begins(sam, "/ask @Lena Vogel")
    await sam.fills({WHY: REASON})
    await sam.sends()
    await sam.fills({WHEN: WAITS})
    await sam.sends()
    assert "Lena Vogel reads it when their day begins" in sam.told[-1].text
    await begins(sam, "/ask @Lena Vogel", where="atlas", Where="In #atlas, where others learn from it")
    await sam.fills({WHY: REASON})
    await sam.sends()
    await sam.sends()
    await world.until(lena.at("Tue 03:12"))
    post = lena.sees("ask_urgent_here", where="atlas")
    assert post.pings == {"lena"}
    assert post.text.startswith(f"Urgent: {REASON}")
    assert lena.all_of("ask_urgent") == lena.all_of("ask") == []
    await lena.commands("/when", "")
    counted = "1 request to people here, outside somebody's hours."
    assert [one for one in lena.told if counted in one.text]
