"""Giving back, closing as not needed, and undoing each; whoever cannot is told why and what to do instead."""

import asyncio

import pytest

from bot.domain.identity import StepId
from bot.messages.answer import Nothing
from storage.errors import Busy
from tests.services.given import Relay, at, told
from tests.services.steps import STEP, asks, held, left, opened, replies, shows, stands

BERLIN = ("open", "", "Berlin")


async def brought(relay: Relay, state: str, step: StepId) -> None:
    """By Lena."""
    match state:
        case "picked_up":
            await relay.acts("lena", "pick_up", step)
        case "returned":
            await asks(relay, "lena", step)
        case "done" | "not_needed":
            await relay.acts("lena", state, step)
        case _:
            pass


async def test_given_back_it_waits_where_it_waited(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    assert await relay.acts("lena", "give_back", step) == Nothing()
    assert await stands(relay) == BERLIN
    assert await relay.acts("lena", "give_back", step) == Nothing(), "a second press changes nothing"
    assert "given back by Lena at 09:00" in await shows(relay)
    assert "[Pick up] [Ask] [Done] [Not needed] [Undo]" in await shows(relay)


async def test_given_back_by_the_one_it_was_for_it_waits_for_anyone_in_their_region(relay: Relay) -> None:
    step = await left(relay, "person:2")
    await relay.acts("lena", "pick_up", step)
    await relay.acts("lena", "give_back", step)
    assert await stands(relay) == BERLIN


async def test_given_back_by_another_it_waits_for_the_one_it_was_for(relay: Relay) -> None:
    step = await left(relay, "person:2")
    await relay.acts("maya", "pick_up", step)
    await relay.acts("maya", "give_back", step)
    assert await stands(relay) == ("open", "", "Lena")


async def test_given_back_after_the_one_it_was_for_has_left(relay: Relay) -> None:
    step = await left(relay, "person:2")
    await relay.acts("maya", "pick_up", step)
    await relay.leaves("lena")
    await relay.acts("maya", "give_back", step)
    assert await stands(relay) == ("open", "", "New York")


async def test_given_back_where_nobody_is_left_it_goes_to_the_next_awake_region(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("maya", "pick_up", step)
    await relay.leaves("lena")
    await relay.acts("maya", "give_back", step)
    assert (await stands(relay))[:2] == ("open", "")
    assert (await stands(relay))[2] in ("New York", "San Francisco", "Los Angeles")


async def test_not_needed_closes_it_in_its_own_words(relay: Relay) -> None:
    step = await left(relay)
    assert await relay.acts("lena", "not_needed", step) == Nothing()
    assert await relay.acts("lena", "not_needed", step) == Nothing()
    assert "not needed, says Lena at 09:00" in await shows(relay)
    assert await relay.unfinished() == []
    await relay.until(at("lena", "Tue 17:31"))
    assert (await stands(relay))[0] == "not_needed", "it does not move on"


@pytest.mark.parametrize(
    ("deeds", "before"),
    [
        (["pick_up"], BERLIN),
        (["done"], BERLIN),
        (["not_needed"], BERLIN),
        (["pick_up", "done"], ("picked_up", "Lena", "Berlin")),
        (["pick_up", "not_needed"], ("picked_up", "Lena", "Berlin")),
        (["pick_up", "give_back"], ("picked_up", "Lena", "Berlin")),
    ],
    ids=lambda some: " then ".join(some) if isinstance(some, list) else "",
)
async def test_each_is_undone_by_who_did_it_and_only_once(
    relay: Relay, deeds: list[str], before: tuple[str, str, str]
) -> None:
    step = await left(relay)
    for what in deeds:
        await relay.acts("lena", what, step)
    shown = (await stands(relay))[0]
    assert "Lena did this last" in told(await relay.undoes("maya", step, shown))
    assert await relay.undoes("lena", step, shown) == Nothing()
    assert await stands(relay) == before
    assert await relay.undoes("lena", step, shown) == Nothing(), "the second press finds it undone"
    assert await stands(relay) == before


async def test_undoing_a_give_back_restores_what_was_said_back(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.says("lena", await opened(relay, "lena", "say_back", step), "I watch it until noon.")
    await relay.acts("lena", "give_back", step)
    assert "I watch it" not in await shows(relay)
    await relay.undoes("lena", step, "open")
    assert "Lena: I watch it until noon." in await shows(relay)


async def test_undone_after_it_moved_on_it_is_with_its_holder_again(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.acts("lena", "give_back", step)
    await relay.until(at("lena", "Tue 17:31"))
    assert await stands(relay) == ("open", "", "New York")
    await relay.undoes("lena", step, "open")
    assert (await stands(relay))[:2] == ("picked_up", "Lena")


async def test_what_someone_else_has_picked_up_since_is_not_undone(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.acts("lena", "give_back", step)
    await relay.acts("maya", "pick_up", step)
    assert await relay.undoes("lena", step, "open") == Nothing()
    assert (await stands(relay))[:2] == ("picked_up", "Maya")


@pytest.mark.parametrize(
    ("state", "what", "words"),
    [
        ("open", "give_back", "Press Pick up first"),
        ("open", "say_back", "Press Pick up first"),
        ("open", "undo", "nothing of yours to undo"),
        ("picked_up", "pick_up", "Lena picked this up at 09:00"),
        ("picked_up", "done", "Lena picked this up at 09:00"),
        ("picked_up", "not_needed", "Lena picked this up at 09:00"),
        ("picked_up", "give_back", "Lena picked this up at 09:00"),
        ("picked_up", "say_back", "Lena picked this up at 09:00"),
        ("picked_up", "ask", "Lena picked this up at 09:00"),
        ("picked_up", "undo", "Lena did this last"),
        ("returned", "pick_up", "goes on once there is an answer from Sam"),
        ("returned", "done", "goes on once there is an answer from Sam"),
        ("returned", "not_needed", "goes on once there is an answer from Sam"),
        ("returned", "ask", "goes on once there is an answer from Sam"),
        ("returned", "give_back", "goes on once there is an answer from Sam"),
        ("done", "pick_up", "Lena finished this at 09:00"),
        ("done", "done", "Lena finished this at 09:00"),
        ("done", "not_needed", "Lena finished this at 09:00"),
        ("done", "ask", "Lena finished this at 09:00"),
        ("not_needed", "pick_up", "Lena marked this as not needed at 09:00"),
        ("not_needed", "done", "ask them to press Undo"),
        ("not_needed", "give_back", "Lena marked this as not needed at 09:00"),
    ],
)
async def test_who_comes_too_late_is_told_why_and_changes_nothing(
    relay: Relay, state: str, what: str, words: str
) -> None:
    step = await left(relay)
    await brought(relay, state, step)
    before = await stands(relay)
    assert words in told(await relay.acts("maya", what, step)).replace(" (New York)", "").replace(
        "03:00", "09:00"
    )
    assert await stands(relay) == before


@pytest.mark.parametrize("what", ["pick_up", "ask", "done", "not_needed", "give_back", "say_back", "undo"])
async def test_a_stranger_is_told_how_to_join(relay: Relay, what: str) -> None:
    step = await left(relay)
    assert "/sunrelay join" in told(await relay.acts("arjun", what, step))
    assert "no longer there" in told(await relay.acts("lena", what, StepId(10**15)))
    assert await stands(relay) == BERLIN


@pytest.mark.parametrize("who", ["sam", "lena"], ids=["its author", "who asked"])
async def test_a_returned_step_is_settled_by_its_author_or_who_asked(relay: Relay, who: str) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    assert await relay.acts(who, "done", step) == Nothing()
    assert "done by " + who.title() in await shows(relay)
    assert "Which rate?" not in await shows(relay), "nobody is asked any more"
    await relay.undoes(who, step, "done")
    assert (await stands(relay))[0] == "returned"
    assert "Which rate?" in await shows(relay)


@pytest.mark.parametrize("what", ["pick_up", "done", "not_needed"])
async def test_what_others_did_opens_the_authors_note(relay: Relay, what: str) -> None:
    step = await left(relay)
    assert await held(relay, "sam") == []
    await relay.acts("lena", what, step)
    handoff = (await relay.steps())[STEP].handoff
    assert await held(relay, "sam") == [("fate", str(handoff))]


async def test_what_the_author_does_themselves_is_no_news_to_them(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("sam", "done", step)
    assert await held(relay, "sam") == []


async def test_of_many_who_do_different_things_at_once_one_is_first(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    whats = ["done", "not_needed", "give_back"] * 4
    answers = await asyncio.gather(
        *(relay.acts("lena", what, step) for what in whats), return_exceptions=True
    )
    assert all(not isinstance(one, Exception) or isinstance(one, Busy) for one in answers)
    state = (await stands(relay))[0]
    shown = {"done": "done", "not_needed": "not_needed", "open": "open", "picked_up": "picked_up"}[state]
    await relay.undoes("lena", step, shown)
    assert (await stands(relay))[0] in ("open", "picked_up")


@pytest.mark.parametrize(
    ("owner", "when", "waits"),
    [("person:2", "Mon 17:20", True), ("person:3", "Mon 13:00", False), ("person:1", "Mon 17:20", False)],
    ids=["asleep", "at work", "themselves"],
)
async def test_a_step_for_one_person_waits_in_their_note_unless_they_work(
    relay: Relay, owner: str, when: str, waits: bool
) -> None:
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", when))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, owner))
    kinds = {kind for name in ("sam", "lena", "maya") for kind, _ in await held(relay, name)}
    assert ("step" in kinds) == waits


async def test_a_step_addressed_anew_waits_in_the_note_of_its_new_person(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    form = await relay.opens("sam", day="Mon")
    await relay.sends("sam", form, steps__0__owner="person:2")
    assert [kind for kind, _ in await held(relay, "lena")] == ["step"]


async def test_a_question_answered_is_undone_by_who_answered(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    question = await asks(relay, "lena", step)
    await replies(relay, "sam", question)
    assert (await stands(relay))[:2] == ("picked_up", "Lena")
    assert "Sam did this last" in told(await relay.undoes("lena", step, "picked_up"))
    await relay.undoes("sam", step, "picked_up")
    assert (await stands(relay))[:2] == ("returned", "Lena")
    assert "Sam answered" not in await shows(relay)
    await relay.undoes("lena", step, "returned")
    assert (await stands(relay))[:2] == ("picked_up", "Lena")
    assert "Which rate?" not in await shows(relay)
