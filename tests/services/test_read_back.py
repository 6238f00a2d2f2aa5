"""A step is said back, by the team's policy: never, if its holder likes, or before they have it."""

import pytest

from bot.messages import step as messages
from bot.messages.answer import Ask, Fix, Nothing
from tests.services.given import Relay, told
from tests.services.steps import left, opened, shows, stands

LINE = "I watch it until noon and call if it rises."


@pytest.mark.parametrize(("policy", "offered"), [("off", False), ("optional", True)])
async def test_picked_up_at_once_and_offered_to_be_said_back(
    relay: Relay, policy: str, offered: bool
) -> None:
    step = await left(relay, read_back=policy)
    assert await relay.acts("lena", "pick_up", step) == Nothing()
    assert (await stands(relay))[:2] == ("picked_up", "Lena")
    assert ("[Say it back]" in await shows(relay)) == offered


async def test_said_back_it_stands_under_the_step(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    assert await relay.says("lena", await opened(relay, "lena", "say_back", step), LINE) == Nothing()
    shown = await shows(relay)
    assert f"Lena: {LINE}" in shown
    assert "[Say it back]" not in shown
    await relay.acts("lena", "done", step)
    assert f"Lena: {LINE}" in await shows(relay)


async def test_required_it_is_taken_as_the_line_is_sent(relay: Relay) -> None:
    step = await left(relay, read_back="required")
    form = await opened(relay, "lena", "pick_up", step)
    assert form.title == "Pick up"
    assert (await stands(relay))[0] == "open", "nobody has it before the line is sent"
    assert await relay.says("lena", form, LINE) == Nothing()
    assert (await stands(relay))[:2] == ("picked_up", "Lena")
    assert f"Lena: {LINE}" in await shows(relay)
    assert await relay.acts("lena", "pick_up", step) == Nothing()


async def test_required_the_first_to_send_has_it_and_the_other_gets_their_words_back(relay: Relay) -> None:
    step = await left(relay, read_back="required")
    first = await opened(relay, "lena", "pick_up", step)
    second = await opened(relay, "maya", "pick_up", step)
    await relay.says("maya", second, "I look at noon.")
    answer = told(await relay.says("lena", first, LINE))
    assert "Maya picked this up" in answer
    assert answer.endswith(LINE)
    assert (await stands(relay))[:2] == ("picked_up", "Maya")
    assert LINE not in await shows(relay)


async def test_the_same_line_sent_again_is_an_edit_and_picks_nothing_up_twice(relay: Relay) -> None:
    step = await left(relay, read_back="required")
    form = await opened(relay, "lena", "pick_up", step)
    await relay.says("lena", form, LINE)
    await relay.says("lena", form, "I watch it all day.")
    assert "Lena: I watch it all day." in await shows(relay)
    await relay.undoes("lena", step, "picked_up")
    assert (await stands(relay))[0] == "open"
    assert "I watch it" not in await shows(relay)
    await relay.says("lena", form, LINE)
    assert (await stands(relay))[0] == "open", "delivered again, it does not pick up what was undone"


async def test_it_goes_as_the_step_leaves_its_holder(relay: Relay) -> None:
    step = await left(relay, "awake", "arjun")
    await relay.acts("lena", "pick_up", step)
    await relay.says("lena", await opened(relay, "lena", "say_back", step), LINE)
    await relay.leaves("lena")
    assert (await stands(relay))[:2] == ("open", "")
    await relay.acts("maya", "pick_up", step)
    assert LINE not in await shows(relay)


async def test_an_empty_line_is_asked_for_again(relay: Relay) -> None:
    step = await left(relay, read_back="required")
    answer = await relay.says("lena", await opened(relay, "lena", "pick_up", step), " ")
    assert isinstance(answer, Fix)
    assert list(answer.errors) == [messages.WORDS]
    assert (await stands(relay))[0] == "open"


async def test_somebody_elses_form_gives_the_words_back(relay: Relay) -> None:
    step = await left(relay, read_back="required")
    form = await opened(relay, "lena", "pick_up", step)
    answer = told(await relay.says("maya", form, LINE))
    assert "not open for you" in answer
    assert answer.endswith(LINE)
    assert (await stands(relay))[0] == "open"


async def test_what_was_given_back_meanwhile_is_not_said_back(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    form = await opened(relay, "lena", "say_back", step)
    await relay.acts("lena", "give_back", step)
    answer = told(await relay.says("lena", form, LINE))
    assert "Press Pick up first" in answer
    assert answer.endswith(LINE)


async def test_a_member_who_left_with_the_form_open_is_told_how_to_join(relay: Relay) -> None:
    step = await left(relay, read_back="required")
    answer = await relay.acts("maya", "pick_up", step)
    assert isinstance(answer, Ask)
    await relay.leaves("maya")
    said = told(await relay.says("maya", answer.form, LINE))
    assert "/sunrelay join" in said
    assert said.endswith(LINE)
