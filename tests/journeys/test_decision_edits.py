"""A decision is seen whole before it is posted, edited openly, and voted on again."""

import pytest

from tests.journeys.conftest import ways
from tests.journeys.proposing import PROBLEM, PROPOSAL, WHO, edits, proposes
from tests.support.somebody import Somebody
from tests.support.world import World


async def test_the_form_of_an_edit_says_what_it_resets_before_it_does(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya", "lena")
    post = maya.sees("decision", where="atlas")
    await maya.presses("Edit", on=post)
    assert f"Only {sam.shown_name} can edit this." in maya.told[-1].text
    await maya.presses("Approve", on=post)

    await world.until(sam.at("Mon 11:00"))
    await sam.presses("Edit", on=sam.now(post, where="atlas"))
    assert "1 vote given so far is reset if you change what it says." in sam.form.text
    assert sam.form.values[PROPOSAL] == "Use the API's everywhere."
    await sam.fills({PROPOSAL: "Use the API's, but for Canada."})
    await sam.sends()
    await sam.sends()
    assert "1 vote given so far will be reset when you save this (Maya Brooks)." in sam.form.text
    assert "Use the API's, but for Canada." in sam.form.text
    assert "Use the API's everywhere." in maya.now(post, where="atlas").text, "nothing is saved yet"
    await sam.sends()
    assert not sam.has_form, sam.wrong
    assert "1 vote was reset, openly in its thread." in sam.told[-1].text


async def test_after_an_edit_it_is_voted_on_again_and_closes_by_the_new_window(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya", "lena")
    post = maya.sees("decision", where="atlas")
    await maya.presses("Approve", on=post)
    await world.until(sam.at("Mon 11:00"))
    await maya.presses("Object", on=post)
    await edits(sam, post, "Use the API's, but for Canada.")
    await maya.fills({"Why do you object?": "Canada has a rate of its own."})
    await maya.sends()
    for words in ("your vote was not counted", "but for Canada.", "Canada has a rate of its own."):
        assert words in maya.told[-1].text, "she has read the old text alone"
    told = maya.sees("decision_edited", where="atlas")
    assert f"{sam.shown_name} edited the proposal" in told.text
    assert told.pings == {"maya"}, "she is at work"
    standing = maya.now(post, where="atlas")
    assert "Use the API's, but for Canada." in standing.text
    assert "1 vote given before was reset." in standing.text
    assert "2 of 2" in standing.text

    await world.until(maya.at("Tue 09:05"))
    note = maya.sees("note")
    assert "It was edited since you approved, and your vote was reset." in note.text
    await maya.presses("Approve", on=note)
    await world.until(sam.at("Tue 10:30"))
    assert world.count("decision_closed") == 0, "everyone has their hours with the new text"
    await world.until(sam.at("Tue 11:01"))
    outcome = maya.sees("decision_closed", where="atlas")
    assert f"adopted, as {maya.shown_name} approved and nobody objected" in outcome.text
    assert "1 vote given before was reset." in outcome.text
    assert sam.now(post, where="atlas").buttons == ("Object",), "it is edited no more"


async def test_it_is_edited_from_the_list_and_from_the_home_too(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya")
    await sam.commands("/decide", "list", where="atlas")
    await sam.presses("Edit “One rate for vouchers”", on=sam.told[-1])
    assert sam.form.values[PROPOSAL] == "Use the API's everywhere."
    await sam.closes()
    await sam.presses("Decisions", on=await sam.opens_home())
    await sam.presses("Edit “One rate for vouchers”", on=sam.told[-1])
    await sam.fills({PROPOSAL: "Use one rate."})
    for _ in range(3):
        await sam.sends()
    assert not sam.has_form, sam.wrong
    assert "Use one rate." in maya.sees("decision", where="atlas").text


async def test_the_preview_leads_back_with_everything_that_was_typed(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await sam.opens("/decide One rate for vouchers", where="atlas")
    await sam.fills({PROBLEM: "Two rates apply.", PROPOSAL: "Use the API's everywhere.", WHO: ("maya",)})
    await sam.sends()
    await sam.fills({"Closes at": "Thu 15:00"})
    await sam.sends()
    assert "This is what #atlas will read." in sam.form.text
    assert "Use the API's everywhere." in sam.form.text
    await sam.presses_in_form("Back to the closing time")
    assert sam.form.values["Closes at"] == "Thu 15:00"
    await sam.presses_in_form("Back to the proposal")
    assert sam.form.values[PROPOSAL] == "Use the API's everywhere."
    await sam.fills({PROPOSAL: "Use one rate."})
    await sam.sends()
    assert sam.form.values["Closes at"] == "Thu 15:00"
    await sam.sends()
    assert "Use one rate." in sam.form.text
    assert world.count("decision") == 0
    await sam.sends()
    assert not sam.has_form, sam.wrong
    assert "Use one rate." in maya.sees("decision", where="atlas").text


@pytest.mark.parametrize("way", ways("socket", "http"), indirect=True)
async def test_a_comment_is_enough_for_an_edit_to_be_told_in_the_thread(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya")
    post = maya.sees("decision", where="atlas")
    await edits(sam, post, "Use one rate.")
    await world.until(sam.at("Mon 10:05"))
    assert world.count("decision_edited") == 0, "nobody has voted or said anything"
    await maya.says("And in Canada?", where="atlas", under=post)
    await edits(sam, post, "Use one rate, but for Canada.")
    await world.until(sam.at("Mon 10:10"))
    assert "Nobody had voted yet." in maya.sees("decision_edited", where="atlas").text
    assert world.count("decision_edited") == 1
