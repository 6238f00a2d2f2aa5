"""Somebody is away for three weeks while their team works on: one note, and not a flood."""

from datetime import timedelta

import pytest

from bot.messages.document import linked_keys
from bot.services import away
from tests.services.given import MONDAY, Relay, at, day, user
from tests.services.steps import asks

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


async def works_on(relay: Relay, week: int) -> None:
    """Sam hands over to Berlin every evening; each morning Max there asks about one step that Lena left."""
    for number, name in enumerate(DAYS):
        step = (await relay.steps())[f"Look at alarm {5 * (week - 1) + number}"]
        await relay.until(at("lena", f"{name} 10:00", week=week))
        await relay.acts("maya", "pick_up", step.id)
        if number % 2:
            await asks(relay, "maya", step.id, f"Which alarm is number {number}?")
        else:
            await relay.acts("maya", "done", step.id)
        await relay.until(at("sam", f"{name} 17:20", week=week))
        on = MONDAY + timedelta(days=7 * week + number)
        await relay.hands_over("sam", f"Sam's work of {on}.", ("Go on with it", "awake"), day=on)


@pytest.mark.crossed
async def test_three_weeks_away_end_in_one_note(relay: Relay) -> None:
    await relay.team("lena", "sam", "maya", receives=("otto",))
    await relay.until(at("lena", "Wed 17:20"))
    await relay.hands_over("lena", "A.", *[(f"Look at alarm {one}", "awake") for one in range(8)])
    await relay.until(at("lena", "Thu 17:20"))
    await relay.hands_over("lena", "B.", *[(f"Look at alarm {one}", "awake") for one in range(8, 15)])
    await relay.until(at("lena", "Fri 17:20"))
    await relay.presses("lena", "nothing", "Fri")
    await relay.until(at("lena", "Fri 17:25"))
    off = "9 nov - 27 nov"
    await relay.store.transact(away.said, user("lena"), off, now=relay.now)
    before = len(await relay.posted(to="lena"))
    for week in (1, 2, 3):
        await works_on(relay, week)
    assert len(await relay.posted(to="lena")) == before, "nothing reaches her meanwhile"
    await relay.until(at("lena", "Mon 17:00", week=4))
    came = (await relay.posted(to="lena"))[before:]
    assert {one.kind for one in came} == {"note"}
    first = came[0]
    assert {one.key.split("#")[0] for one in came} == {first.key}, "parts of the one note, if any"
    text = "\n".join(one.text for one in came)
    assert text.count("Which alarm is number") == 6
    assert "digests while you were off" in text
    assert "/digest me shows what changed since you left" in text
    assert text.count("Look at alarm") >= 15
    assert sum(key.startswith("digest/") for one in came for key in linked_keys(one.letter.document)) <= 4
    skipped = [(one, why) for one, _, why in await relay.evenings("lena") if why == "away"]
    assert len(skipped) == 15
    assert skipped[0][0] == day("Mon") + timedelta(days=7)
