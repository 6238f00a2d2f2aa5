"""Whatever goes wrong, what a person typed is kept once, or handed back to them: never gone."""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import cycle

import pytest

from sandbox.faults import Faults
from tests.run import kept
from tests.run.conftest import TWO
from tests.support.slack.world import SlackWorld
from tests.support.somebody import Somebody

WORDS = "The importer *stops* at row 7, <!channel>."
STEP = "Run the importer again on row 7"
FORM = {"Where it stands": WORDS, "Next step 1": STEP}

Trouble = Callable[[Faults, str], None]
TROUBLES: Mapping[str, Trouble] = {
    "500": lambda faults, method: faults.fail(method, times=2),
    "429": lambda faults, method: faults.throttle(method, retry_after=30, times=2),
    "cut": lambda faults, method: faults.reset(method, times=2),
    "done, and then 500": lambda faults, method: faults.lose_answer(method, how="status"),
    "done, and then cut": lambda faults, method: faults.lose_answer(method, how="reset"),
}
NOT_DONE = [name for name in TROUBLES if "done" not in name]

on_sqlite = pytest.mark.parametrize("world", TWO[:1], indirect=True)
on_postgresql = pytest.mark.parametrize("world", TWO[1:], indirect=True)
on_each_database = pytest.mark.parametrize("world", TWO, indirect=True)


def in_turn(names: Collection[str], worlds: Sequence[str]) -> pytest.MarkDecorator:
    """Each of the troubles, in one of the worlds."""
    cases = [pytest.param(world, TROUBLES[name], id=name) for name, world in zip(names, cycle(worlds))]
    return pytest.mark.parametrize(("world", "trouble"), cases, indirect=["world"])


async def writes(lena: Somebody) -> None:
    """The form is open and filled in, and not sent."""
    await lena.presses("Write hand-off")
    await lena.fills(FORM)


def assert_kept_once(world: SlackWorld) -> None:
    """Stored once, and no form is left over."""
    assert not world.person("lena").has_form
    assert kept.summaries(world.database) == [WORDS]
    assert kept.step_texts(world.database) == [STEP]


@on_each_database
async def test_a_form_sent_while_the_database_is_locked_is_handed_back(
    world: SlackWorld, lena: Somebody
) -> None:
    await writes(lena)
    begun = time.monotonic()
    with kept.held(world.database):
        await lena.sends()
    assert time.monotonic() - begun < 3
    assert "Nothing is lost: press" in lena.wrong
    assert {label: lena.form.values[label] for label in FORM} == FORM
    assert kept.summaries(world.database) == []
    await lena.sends()
    assert_kept_once(world)
    assert world.count("receipt", to="lena", act="edit") == 1


@on_sqlite
async def test_a_step_added_while_the_database_is_locked_leaves_the_form_as_it_is(
    world: SlackWorld, lena: Somebody
) -> None:
    await writes(lena)
    with kept.held(world.database):
        await lena.presses_in_form("Add a step")
    assert {label: lena.form.values[label] for label in FORM} == FORM
    await lena.presses_in_form("Add a step")
    assert {label: lena.form.values[label] for label in FORM} == FORM
    await lena.sends()
    assert_kept_once(world)


@on_postgresql
async def test_a_line_kept_while_the_database_is_locked_is_quoted_back(
    world: SlackWorld, lena: Somebody
) -> None:
    with kept.held(world.database):
        await lena.commands("/handoff", WORDS)
    assert "Please try again" in lena.told[-1].text
    assert WORDS in lena.told[-1].text
    assert kept.lines(world.database) == []
    await lena.commands("/handoff", WORDS)
    assert kept.lines(world.database) == [WORDS]


@on_sqlite
async def test_a_line_written_to_the_bot_while_the_database_is_locked_comes_again(
    world: SlackWorld, lena: Somebody
) -> None:
    with kept.held(world.database):
        writing = asyncio.create_task(lena.writes("Row 7 is empty."))
        await asyncio.sleep(2.2)  # the first delivery has been refused by now
        assert kept.lines(world.database) == []
    await writing
    assert kept.lines(world.database) == ["Row 7 is empty."]


@in_turn(NOT_DONE, TWO)
async def test_a_form_that_cannot_be_opened_is_offered_by_a_button(
    world: SlackWorld, lena: Somebody, trouble: Trouble
) -> None:
    trouble(world.box.faults, "views.open")
    await lena.presses("Write hand-off")
    assert not lena.has_form
    offered = lena.told[-1]
    world.box.faults.clear()
    await world.until(lena.at("Mon 17:20"))
    await lena.press_in(offered, "Write hand-off")
    await lena.fills(FORM)
    await lena.sends()
    assert_kept_once(world)


@in_turn(TROUBLES, TWO)
async def test_a_receipt_in_the_prompts_place_comes_once_slack_is_well(
    world: SlackWorld, lena: Somebody, trouble: Trouble
) -> None:
    await writes(lena)
    trouble(world.box.faults, "chat.update")
    await lena.sends()
    assert_kept_once(world)
    await world.until(lena.at("Mon 17:25"))
    assert lena.sees("receipt").id == lena.private[-1].id
    assert (world.count("prompt"), world.count("receipt")) == (1, 0)


@in_turn(TROUBLES, TWO[::-1])
async def test_a_receipt_of_its_own_is_posted_once_when_slack_is_well(
    world: SlackWorld, lena: Somebody, trouble: Trouble
) -> None:
    maya = world.person("maya")
    await maya.opens("/handoff")
    await maya.fills(FORM)
    trouble(world.box.faults, "chat.postMessage")
    await maya.sends()
    assert kept.summaries(world.database) == [WORDS]
    await world.until(lena.at("Mon 17:25"))
    assert world.count("receipt", to="maya") == 1
    assert len(maya.private) == 1


@on_each_database
@pytest.mark.parametrize("together", [False, True], ids=["one after another", "at once"])
async def test_a_form_delivered_three_times_is_kept_once(
    world: SlackWorld, lena: Somebody, together: bool
) -> None:
    await writes(lena)
    world.box.faults.redeliver("interactive", more=2, together=together)
    await lena.sends()
    assert_kept_once(world)
    assert (world.count("prompt"), world.count("receipt")) == (1, 0)


@on_each_database
async def test_a_line_delivered_three_times_is_kept_once(world: SlackWorld, lena: Somebody) -> None:
    world.box.faults.redeliver("event", more=2, new_ids=True, together=True)
    await lena.writes("Row 7 is empty.")
    assert kept.lines(world.database) == ["Row 7 is empty."]


@on_sqlite
async def test_a_call_that_hangs_keeps_no_clock_waiting(world: SlackWorld, lena: Somebody) -> None:
    world.box.faults.delay("chat.postMessage", 2.0)
    world.clock.move_to(lena.at("Mon 18:00"))
    begun = time.monotonic()
    await world.bot.tick()
    assert time.monotonic() - begun < 1.5
    assert world.count("reminder") == 0
    await world.rests()
    assert world.count("reminder", to="lena") == 1
