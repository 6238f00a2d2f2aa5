"""A decision is proposed in writing, stands open until that is fair to all, and closes by itself."""

from asyncio import gather

from bot.domain.identity import Place, TenantId, TenantRef
from bot.services.decision_export import export
from storage import people
from storage.transaction import Tx
from tests.journeys.proposing import PROBLEM, PROPOSAL, WHO, proposes
from tests.support.somebody import Somebody
from tests.support.world import World

TITLE, WHY, REASON = "What is to be decided?", "Why sooner than is fair to all?", "Why do you object?"


def tenant_of(tx: Tx, where: Place) -> TenantId:
    return people.tenant(tx, TenantRef(platform=where.platform, id=where.tenant))


async def test_proposed_at_noon_it_waits_for_every_zone_and_is_adopted_by_itself(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya", "lena")
    assert "It closes by itself" in sam.told[-1].text
    post = maya.sees("decision", where="atlas")
    assert "One rate for vouchers" in post.text
    assert post.pings == {"maya"}, "it is evening in Berlin"
    assert post.buttons == ("Approve", "Object", "Abstain", "Edit", "Withdraw")
    await sam.presses("Approve", on=post)
    assert "to decide" in sam.told[-1].text, "they propose, and others decide"

    await maya.presses("Approve", on=post)
    assert "You approved." in maya.told[-1].text
    await world.until(lena.at("Tue 09:05"))
    note = lena.sees("note")
    assert "asks you to decide: One rate for vouchers" in note.text
    await lena.presses("Object", on=note)
    await lena.fills({REASON: "Canada has a rate of its own."})
    await lena.sends()
    assert "Canada has a rate of its own." in maya.now(post, where="atlas").text
    await lena.presses("Approve", on=lena.now(note))
    assert world.count("note", to="maya") == 0, "nothing waited for her"

    await world.until(sam.at("Tue 10:01"))
    outcome = maya.sees("decision_closed", where="atlas")
    assert f"adopted, as {maya.shown_name} and {lena.shown_name} approved and nobody objected" in outcome.text
    assert outcome.pings == set()
    assert maya.now(post, where="atlas").buttons == ("Object",), "for a week"
    await sam.presses("Decisions", on=await sam.opens_home())
    assert "Nothing is open." in sam.told[-1].text
    assert "adopted, as Maya Brooks and Lena Vogel approved" in sam.told[-1].text


async def test_in_a_channel_that_is_made_private_they_are_for_those_inside_alone(
    world: World, sam: Somebody, maya: Somebody, arjun: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.team("Borealis", writes=["arjun", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await proposes(sam, "/decide One rate for vouchers", "maya")
    await arjun.leaves("atlas")
    await arjun.commands("/decide", "list", where="borealis")
    assert "One rate for vouchers" in arjun.told[-1].text
    await maya.makes_private("atlas")
    await arjun.commands("/decide", "list", where="borealis")
    assert "One rate for vouchers" not in arjun.told[-1].text
    await maya.commands("/decide", "list", where="borealis")
    assert "One rate for vouchers" in maya.told[-1].text
    store = world.bot.house.store
    tenant = await store.transact(tenant_of, world.place("atlas"))
    found = await store.read(export, tenant, private=False)
    assert found["left_out"] == {"decisions": 1, "projects": 1}
    assert "One rate for vouchers" not in f"{found['files']}"


async def test_sooner_than_is_fair_takes_a_reason_and_two_vote_at_once(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await sam.opens("/decide", where="atlas")
    await sam.fills({TITLE: "Close the shop?", PROBLEM: "It sells at zero.", PROPOSAL: "Close it at noon."})
    await sam.fills({WHO: ("maya", "lena")})
    await sam.sends()
    await sam.fills({"Closes at": "today 12:00"})
    await sam.sends()
    assert "Say why it has to be sooner" in sam.wrong
    await sam.fills({WHY: "Every hour costs."})
    await sam.sends()
    assert "Every hour costs." in sam.form.text
    await sam.sends()
    assert not sam.has_form, sam.wrong
    post = maya.sees("decision", where="atlas")
    assert "Every hour costs." in post.text
    there = lena.sees("decision", where="atlas")
    await gather(maya.presses("Approve", on=post), lena.presses("Abstain", on=there))
    assert "Not voted yet" not in maya.now(post, where="atlas").text, "both count"
    await world.until(sam.at("Mon 12:01"))
    assert "adopted" in maya.sees("decision_closed", where="atlas").text
    assert world.count("decision_closed") == 1
