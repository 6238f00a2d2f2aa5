"""The main road: asked in the evening, written, received, read in the morning or during the day, done."""

from tests.support.shown import HELD, OPEN
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World

STEP = "Watch the error rate of the voucher page"


async def test_a_step_goes_from_the_prompt_to_done(world: World, lena: Somebody, sam: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "sam"])
    await world.until(sam.at("Mon 17:14"))
    assert sam.private == []
    await world.until(sam.at("Mon 17:15"))
    prompt = sam.sees("prompt")
    assert sam.when(prompt) == "Mon 17:15"
    assert prompt.buttons == ("Write hand-off", "Nothing to hand over", "In 30 minutes", "I'm off today")

    await sam.presses("Write hand-off")
    await sam.hands_over("Vouchers pass in staging.", state="At risk", steps=[(STEP, AWAKE)])
    receipt = sam.now(prompt)
    assert receipt.kind == "receipt"
    assert "in 6 h 45 min" in receipt.text
    assert sam.private == [receipt]

    await world.until(lena.at("Tue 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert lena.when(digest) == "Tue 09:00"
    assert "Vouchers pass in staging." in digest.text
    assert digest.buttons_below(STEP) == OPEN

    await lena.presses("Pick up", on=digest, below=STEP)
    picked = lena.now(digest, where="atlas")
    assert "picked up by Lena Vogel" in picked.text
    assert picked.buttons_below(STEP) == HELD
    await lena.presses("Done", on=digest, below=STEP)
    finished = lena.now(digest, where="atlas")
    assert "done by Lena Vogel" in finished.text
    assert finished.buttons_below(STEP) == ("Undo",)

    await world.until(sam.at("Wed 12:00"))
    assert STEP not in "".join(one.text for one in sam.posts("atlas")[1:]), "what is done is news to nobody"


async def test_handed_over_within_the_hour_in_a_message_of_its_own(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    """Berlin stops while New York is at work, and New York had no digest that morning."""
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:21"))
    await lena.presses("Write hand-off")
    await lena.hands_over("The fix is merged.", steps=[(STEP, AWAKE)])
    assert "reaches New York within the hour" in lena.sees("receipt").text
    await world.until(lena.at("Mon 18:21"))
    over = maya.sees("handover", where="atlas")
    assert maya.at("Mon 11:21") < over.at <= maya.at("Mon 12:21")
    assert (over.under, over.broadcast) == (None, False)
    assert over.buttons_below(STEP) == OPEN
    await world.until(maya.at("Tue 09:00"))
    digest = maya.sees("digest", where="atlas")
    assert "The fix is merged." not in digest.text, "it stood in full already"
    assert STEP in digest.text, "but the step still waits"


async def test_handed_over_under_the_days_digest_all_that_came_in_the_meantime(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "nora", "maya"])
    await world.until(nora.at("Mon 10:00"))
    await nora.opens("/handoff")
    await nora.hands_over("Left early.")
    await world.until(maya.at("Mon 09:00"))
    digest = maya.sees("digest", where="atlas")
    assert "Left early." in digest.text
    await world.until(lena.at("Mon 17:20"))
    await lena.presses("Write hand-off")
    await lena.hands_over("The fix is merged.", steps=[(STEP, AWAKE)])
    await world.until(nora.at("Mon 17:35"))
    await nora.opens("/handoff")
    await nora.hands_over("Left early, and came back.")
    await world.until(lena.at("Mon 18:35"))
    overs = maya.all_of("handover", where="atlas")
    assert len(overs) == 1, "gathered"
    assert (overs[0].under, overs[0].broadcast) == (digest.id, True)
    assert "The fix is merged." in overs[0].text
    assert "Left early" not in overs[0].text, "it stands in the digest"
    assert "Left early, and came back." in maya.now(digest, where="atlas").text


async def test_several_within_the_hour_are_one_message(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "nora", "maya"])
    await world.until(lena.at("Mon 17:16"))
    for number, one in enumerate((lena, nora)):
        await world.until(lena.at(f"Mon 17:{20 + 5 * number}"))
        await one.presses("Write hand-off")
        await one.hands_over(f"{one.shown_name} is through.")
    await world.until(lena.at("Mon 18:20"))
    (over,) = maya.all_of("handover", where="atlas")
    assert "Lena Vogel is through." in over.text
    assert "Nora Lindt is through." in over.text


async def test_whoever_works_now_is_mentioned_and_nobody_else(
    world: World, lena: Somebody, nora: Somebody, maya: Somebody
) -> None:
    """Steps for people: Maya is at work as she is handed one; Nora reads hers at home, unmentioned."""
    await world.team("Atlas", writes=["lena", "nora", "maya"])
    await world.until(lena.at("Mon 17:21"))
    await lena.presses("Write hand-off")
    await lena.hands_over("Split in two.", steps=[("Merge it", "Maya Brooks"), ("Test it", "Nora Lindt")])
    await world.until(maya.at("Mon 12:21"))
    over = maya.sees("handover", where="atlas")
    assert over.pings == {"maya"}
    assert "Nora Lindt" in over.text
    await world.until(nora.at("Tue 09:00"))
    digest = nora.all_of("digest", where="atlas")[-1]
    assert digest.buttons_below("Test it") == OPEN
    assert digest.pings <= {"nora"}
