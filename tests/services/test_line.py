"""Lines kept for a hand-off: shown while there is room, and never lost before one was sent with them."""

import pytest

from bot.messages.answer import Answer, Nothing
from bot.services import line
from storage import lines
from storage.lines import NewLine
from tests.services.given import Relay, at, day, told, user
from tests.services.redrawn import redrawn


async def evening(relay: Relay, *teams: str) -> None:
    for name in teams or ("atlas",):
        await relay.team("lena", "maya", name=name)
    await relay.until(at("lena", "Mon 17:20"))


async def keeps(relay: Relay, text: str) -> Answer:
    return await relay.store.transact(line.keep, user("lena"), text=text, now=relay.now)


async def test_lines_kept_during_the_day_are_in_the_form_until_sent(relay: Relay) -> None:
    await evening(relay)
    for text, key in [("First.", "line/D1/1"), ("Second.", "line/D1/2"), ("First.", "line/D1/1")]:
        await relay.store.transact(line.keep, user("lena"), text=text, key=key, now=relay.now)
    form = await relay.opens("lena")
    assert form.values["done"] == "First.\nSecond."
    await relay.sends("lena", form, summary="Done for today.")
    await keeps(relay, "Third.")
    await relay.until(at("lena", "Tue 17:20"))
    assert (await relay.opens("lena")).values["done"] == "Third."


async def test_a_line_kept_while_the_form_is_open_waits_for_the_next(relay: Relay) -> None:
    await evening(relay)
    await keeps(relay, "First.")
    form = await relay.opens("lena")
    await keeps(relay, "Second.")
    for summary in ("Done for today.", "Done, really."):
        await relay.sends("lena", form, summary=summary)
    assert (await relay.handoff(1)).content.done == ("First.",)
    assert (await relay.opens("lena")).values["done"] == "First.\nSecond."


@pytest.mark.parametrize("name", ["team", "handoff.add_step"], ids=["another team", "another row"])
async def test_nor_does_redrawing_what_was_typed_use_it(relay: Relay, name: str) -> None:
    await evening(relay, "atlas", "borealis")
    form = await relay.opens("lena")
    await keeps(relay, "Meanwhile.")
    borealis = await relay.whole("borealis")
    form = await redrawn(relay, form, name, str(borealis.id), summary="Typed.")
    assert form.values["done"] == ""
    await relay.sends("lena", form)
    assert (await relay.opens("lena", where="atlas")).values["done"] == "Meanwhile."


async def test_a_line_of_a_day_without_a_hand_off_waits_for_the_next(relay: Relay) -> None:
    await evening(relay)
    await keeps(relay, "Of Monday.")
    await relay.until(at("lena", "Wed 17:20"))
    await keeps(relay, "Of Wednesday.")
    form = await relay.opens("lena")
    assert form.values["done"] == "Of Monday.\nOf Wednesday."
    await relay.sends("lena", form, summary="Done.")
    await relay.until(at("lena", "Thu 17:20"))
    assert (await relay.opens("lena")).values["done"] == ""


@pytest.mark.parametrize(
    ("done", "kept", "shown"),
    [
        ("x" * 2990, ["y" * 9, "z"], 1),
        ("x" * 2990, ["y" * 10, "z"], 0),
        ("\n".join("x" * 49), ["y", "z"], 1),
        ("\n".join("x" * 49), ["y\ny", "z"], 0),
        ("", ["y\n" * 50, "z"], 1),
    ],
    ids=["characters", "one too many", "lines", "one text of two", "from empty"],
)
async def test_only_kept_lines_that_fit_are_shown_and_the_others_wait(
    relay: Relay, done: str, kept: list[str], shown: int
) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    await relay.sends("lena", form, summary="Done.", done=done)
    for text in kept:
        await relay.store.transact(
            lines.keep, (await relay.person("lena")).id, day("Mon"), NewLine(text=text), now=relay.now
        )
    form = await relay.opens("lena")
    assert form.values["done"] == "\n".join([done, *kept[:shown]] if done else kept[:shown])
    assert await relay.sends("lena", form) == Nothing(), "the form takes what it was given"
    await relay.until(at("lena", "Tue 17:20"))
    assert (await relay.opens("lena")).values["done"] == "\n".join(kept[shown:])


async def test_a_line_that_no_form_has_room_for_is_given_back(relay: Relay) -> None:
    await evening(relay)
    for text in ("x\n" * 51, "x" * 3001):
        assert "Not kept" in told(await keeps(relay, text))
    assert (await relay.opens("lena")).values["done"] == ""
