"""A hand-off is edited, before anyone has read it and after."""

from tests.support.somebody import AWAKE, LABELS, Somebody
from tests.support.world import World


async def hands_over_on_monday(world: World, sam: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "sam"])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("Vouchers fail.", state="At risk", steps=[("Find out why", AWAKE)])


async def test_before_a_digest_has_carried_it_only_the_new_words_are_read(
    world: World, sam: Somebody, lena: Somebody
) -> None:
    await hands_over_on_monday(world, sam)
    await world.until(sam.at("Mon 17:40"))
    await sam.presses("Edit")
    assert sam.form.title == "Edit hand-off"
    assert sam.form.values[LABELS["summary"]] == "Vouchers fail."
    assert sam.form.values["Next step 1"] == "Find out why"
    await sam.hands_over("Vouchers over 100 fail.")
    await world.until(lena.at("Tue 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert "Vouchers over 100 fail." in digest.text
    assert "Vouchers fail." not in digest.text
    assert "edited" not in digest.text
    assert len(lena.posts("atlas")) == 1


async def test_after_a_digest_carried_it_the_digest_is_rewritten_and_says_so(
    world: World, sam: Somebody, lena: Somebody
) -> None:
    await hands_over_on_monday(world, sam)
    await world.until(sam.at("Tue 00:30"))
    digest = lena.sees("digest", where="atlas")
    assert "Vouchers fail." in digest.text
    await sam.presses("Edit")
    await sam.hands_over("Only vouchers over 100 fail.")
    rewritten = lena.now(digest, where="atlas")
    assert "Only vouchers over 100 fail." in rewritten.text
    assert "edited" in rewritten.text
    assert len(lena.posts("atlas")) == 1


async def test_sending_the_same_again_changes_nothing(world: World, sam: Somebody, lena: Somebody) -> None:
    await hands_over_on_monday(world, sam)
    await world.until(sam.at("Tue 00:30"))
    digest = lena.sees("digest", where="atlas")
    await sam.presses("Edit")
    await sam.sends()
    assert "edited" not in lena.now(digest, where="atlas").text
    assert world.count("digest", act="edit") == 0


async def test_a_step_taken_out_is_gone_from_the_digest(world: World, sam: Somebody, lena: Somebody) -> None:
    await hands_over_on_monday(world, sam)
    await world.until(sam.at("Tue 00:30"))
    digest = lena.sees("digest", where="atlas")
    await sam.presses("Edit")
    await sam.fills({"Next step 1": "", LABELS["state"]: "On track"})
    await sam.sends()
    assert not sam.has_form
    rewritten = lena.now(digest, where="atlas")
    assert "Find out why" not in rewritten.text
    assert "edited" in rewritten.text
    assert "Pick up" not in rewritten.buttons


async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: World, sam: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "sam"])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.fills({LABELS["summary"]: "Vouchers fail.", LABELS["state"]: "Blocked"})
    await sam.sends()
    assert "next step" in sam.wrong
    assert sam.form.values[LABELS["summary"]] == "Vouchers fail."
    await sam.fills({"Next step 1": "Find out why", "Links": "see the ticket"})
    await sam.sends()
    assert "see the ticket" in sam.wrong
    await sam.fills({"Links": "https://tickets.example.com/1"})
    await sam.sends()
    assert not sam.has_form
    assert sam.sees("receipt").text


async def test_whose_picked_up_step_changed_is_told_under_the_digest(
    world: World, sam: Somebody, lena: Somebody
) -> None:
    await hands_over_on_monday(world, sam)
    await world.until(sam.at("Tue 00:30"))
    digest = lena.sees("digest", where="atlas")
    await lena.presses("Pick up", on=digest, below="Find out why")
    await sam.presses("Edit")
    await sam.fills({"Next step 1": "Find out why, and since when"})
    await sam.sends()
    await world.until(sam.at("Tue 00:32"))
    (told,) = lena.all_of("changed", where="atlas")
    assert told.under == digest.id
    assert told.pings == {"lena"}
