"""One of each region decides: whoever of a region votes first does so for it, everyone's objection counts."""

from tests.journeys.proposing import PROBLEM, PROPOSAL
from tests.support.somebody import Somebody
from tests.support.world import World

TEAM, REASON = "Or does a team decide?", "Why do you object?"
EACH = "Atlas: one of each region"


async def proposes(who: Somebody) -> None:
    await who.opens("/decide One rate for vouchers", where="atlas")
    await who.fills({PROBLEM: "Two rates apply.", PROPOSAL: "Use the API's everywhere.", TEAM: EACH})
    await who.sends()
    assert who.has_form, who.told
    assert "Whoever of a region votes first votes on its behalf" in who.form.text
    await who.sends()
    await who.sends()
    assert not who.has_form, who.wrong


async def test_the_first_of_a_region_votes_for_it_and_a_colleague_can_only_object(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "lena", "nora"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam)
    post = sam.sees("decision", where="atlas")
    assert "one of each region of Atlas decides" in post.text
    assert "Not voted yet: 2 of 2 regions" in post.text

    await world.until(lena.at("Tue 09:05"))
    note = nora.sees("note")
    assert "asks you to decide: One rate for vouchers" in note.text
    await lena.presses("Approve", on=lena.sees("note"))
    assert f"(voted: {lena.shown_name})" in sam.now(post, where="atlas").text
    assert f"{lena.shown_name} has voted on behalf of" in nora.now(note).text
    assert nora.now(note).buttons.count("Object") == 1
    assert "Approve" not in nora.now(note).buttons
    await nora.presses("Approve", on=nora.now(post, where="atlas"))
    assert "anyone's objection counts" in nora.told[-1].text
    await nora.presses("Object", on=nora.now(note))
    await nora.fills({REASON: "Canada has a rate of its own."})
    await nora.sends()
    assert "Canada has a rate of its own." in sam.now(post, where="atlas").text
    await nora.presses("Approve", on=nora.now(note))
    assert "No objection of yours stands." in nora.told[-1].text

    await world.until(sam.at("Tue 10:01"))
    outcome = sam.sees("decision_closed", where="atlas")
    assert f"adopted, as {lena.shown_name} approved and nobody objected" in outcome.text
