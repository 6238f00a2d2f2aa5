"""Picking up, doing and undoing; an edit that takes a step away; a step that is where it waits."""

import asyncio

import pytest

from bot.domain.identity import StepId
from bot.messages.answer import Nothing
from storage.errors import Busy
from tests.services.given import Relay, at, mentions, told

STEP = "Watch the error rate"


async def left(relay: Relay, owner: str = "awake", *also: str) -> StepId:
    """Sam has left a step, and Berlin's digest shows it."""
    await relay.team("sam", "lena", "maya", *also)
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, owner))
    await relay.until(at("lena", "Tue 09:00"))
    return (await relay.steps())[STEP].id


async def shows(relay: Relay) -> str:
    first = (await relay.posted("digest", to="atlas"))[0]
    return await relay.stands(first.key)


async def test_the_first_to_press_has_it(relay: Relay) -> None:
    step = await left(relay)
    assert await relay.acts("lena", "pick_up", step) == Nothing()
    assert await relay.acts("lena", "pick_up", step) == Nothing()
    assert "Lena picked this up" in told(await relay.acts("maya", "pick_up", step))
    assert "Lena picked this up" in told(await relay.acts("maya", "done", step))
    assert "picked up by Lena" in await shows(relay)


async def test_of_many_at_once_one_has_it(relay: Relay) -> None:
    step = await left(relay)
    names = ["lena", "maya", "sam"] * 4
    answers = await asyncio.gather(
        *(relay.acts(name, "pick_up", step) for name in names), return_exceptions=True
    )
    holder = (await relay.steps())[STEP].holder
    winners = {name for name, answer in zip(names, answers, strict=True) if answer == Nothing()}
    assert [(await relay.person(name)).id for name in winners] == [holder]
    assert all(not isinstance(one, Exception) or isinstance(one, Busy) for one in answers)


async def test_done_and_back_one_at_a_time(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.acts("lena", "done", step)
    assert await relay.acts("lena", "done", step) == Nothing()
    assert "done by Lena" in await shows(relay)
    assert "Lena finished this" in told(await relay.acts("maya", "pick_up", step))
    assert "Lena did this" in told(await relay.acts("maya", "undo", step))
    await relay.acts("lena", "undo", step)
    assert (await relay.steps())[STEP].state == "picked_up"
    await relay.acts("lena", "undo", step)
    found = (await relay.steps())[STEP]
    assert (found.state, found.holder) == ("open", None)
    assert "nothing of yours to undo" in told(await relay.acts("lena", "undo", step))


async def test_a_stranger_and_a_step_that_is_not_there(relay: Relay) -> None:
    step = await left(relay)
    for what in ("pick_up", "done", "undo"):
        assert "Atlas" in told(await relay.acts("arjun", what, step))
        assert "no longer there" in told(await relay.acts("lena", what, StepId(10**15)))
    assert (await relay.steps())[STEP].state == "open"


async def test_as_a_region_stops_what_nobody_took_moves_on(relay: Relay) -> None:
    step = await left(relay)
    names = {one.name: one.id for one in (await relay.whole()).plans}
    assert (await relay.steps())[STEP].region == names["Berlin"]
    await relay.until(at("lena", "Tue 17:30"))
    assert (await relay.steps())[STEP].region == names["New York"]
    await relay.until(at("maya", "Tue 12:30"))
    assert STEP in (await relay.posted("handover", to="atlas"))[-1].text
    assert "New York" in await shows(relay)
    await relay.acts("maya", "pick_up", step)
    await relay.until(at("maya", "Tue 18:00"))
    found = (await relay.steps())[STEP]
    assert (found.state, found.region) == ("picked_up", names["New York"])


@pytest.mark.parametrize("owner", ["person:2", "me"])
async def test_what_waits_for_a_person_stays_with_them(relay: Relay, owner: str) -> None:
    await left(relay, owner)
    before = (await relay.steps())[STEP]
    await relay.until(at("sam", "Tue 18:00"))
    after = (await relay.steps())[STEP]
    assert (after.region, after.person, after.state) == (None, before.person, "open")


async def test_a_stop_due_but_not_yet_settled_survives_a_change_of_plans(relay: Relay) -> None:
    await left(relay)
    before = (await relay.steps())[STEP].region
    relay.clock.move_to(at("lena", "Tue 17:31"))
    await relay.joins("arjun")
    await relay.tick()
    assert (await relay.steps())[STEP].region != before


async def test_noticed_when_the_region_is_at_work_again_it_stays(relay: Relay) -> None:
    await left(relay)
    before = (await relay.steps())[STEP].region
    relay.clock.move_to(at("lena", "Wed 09:30"))
    await relay.tick()
    assert (await relay.steps())[STEP].region == before


async def test_a_holder_who_leaves_gives_it_back(relay: Relay) -> None:
    step = await left(relay, "awake", "arjun")
    await relay.acts("lena", "pick_up", step)
    await relay.leaves("lena")
    found = (await relay.steps())[STEP]
    names = {one.name: one.id for one in (await relay.whole()).plans}
    assert (found.state, found.holder, found.person) == ("open", None, None)
    assert found.region not in (None, names["Berlin"]), "Berlin has nobody left"
    assert "picked up" not in await shows(relay)


async def test_what_an_emptied_region_was_to_read_goes_to_the_next_awake_one(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    await relay.leaves("lena")
    await relay.until(at("maya", "Tue 09:00"))
    said = [one.text for one in await relay.posted("digest", to="atlas")]
    assert sum("Vouchers pass." in one for one in said) == 1


async def test_undone_after_the_one_it_waited_for_has_left(relay: Relay) -> None:
    step = await left(relay, "person:2")
    await relay.acts("maya", "pick_up", step)
    await relay.leaves("lena")
    await relay.acts("maya", "undo", step)
    found = (await relay.steps())[STEP]
    names = {one.name: one.id for one in (await relay.whole()).plans}
    assert (found.state, found.person, found.region) == ("open", None, names["New York"])


@pytest.mark.parametrize(
    ("when", "mentioned"), [("Tue 09:10", ["Lena"]), ("Tue 18:00", [])], ids=["at work", "asleep"]
)
async def test_an_edit_tells_the_holder_whose_step_it_took(
    relay: Relay, when: str, mentioned: list[str]
) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.until(at("lena", when))
    form = await relay.opens("sam", day="Mon") if when == "Tue 09:10" else None
    if form is None:  # past the midpoint, a form that was open all along
        relay.clock.move_to(at("lena", "Tue 09:20"))
        form = await relay.opens("sam", day="Mon")
        relay.clock.move_to(at("lena", when))
    await relay.sends("sam", form, steps__0__what="Roll it back", steps__0__owner="awake")
    [note] = await relay.posted("changed", to="atlas")
    digest = (await relay.posted("digest", to="atlas"))[0]
    assert note.letter.under == digest.key
    assert mentions(note.letter.document) == mentioned
    assert "Lena" in note.text
    assert STEP in note.text
    assert (await relay.steps())[STEP].state == "withdrawn"
    assert "took this step out" in told(await relay.acts("lena", "undo", step))


async def test_an_edit_of_words_alone_tells_nobody(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    picked_at = (await relay.steps())[STEP].changed_at
    relay.clock.move_to(at("lena", "Tue 09:10"))
    form = await relay.opens("sam", day="Mon")
    await relay.sends("sam", form, summary="Vouchers pass now.")
    assert await relay.posted("changed") == []
    assert (await relay.steps())[STEP].changed_at == picked_at
    assert "edited at" in await shows(relay)
