"""Two reach for the same step, and what was done is undone."""

import asyncio

from tests.support.shown import HELD, OPEN, Shown
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World

STEP = "Answer the auditor"


async def handed_over(world: World, sam: Somebody, lena: Somebody) -> Shown:
    await world.team("Atlas", writes=["sam", "lena", "nora"])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("The auditor asks.", state="At risk", steps=[(STEP, AWAKE)])
    await world.until(lena.at("Tue 09:10"))
    return lena.sees("digest", where="atlas")


async def test_of_two_who_pick_up_at_once_the_first_has_it_and_the_other_is_told(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    digest = await handed_over(world, sam, lena)
    await asyncio.gather(*(one.presses("Pick up", on=digest, below=STEP) for one in (lena, nora)))
    (loser,) = [one for one in (lena, nora) if one.told]
    winner = nora if loser is lena else lena
    assert f"{winner.shown_name} picked this up at 09:10" in loser.told[-1].text
    assert f"picked up by {winner.shown_name}" in nora.now(digest, where="atlas").text


async def test_what_someone_holds_nobody_else_finishes(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    digest = await handed_over(world, sam, lena)
    await lena.presses("Pick up", on=digest, below=STEP)
    await nora.presses("Done", on=digest, below=STEP)
    assert "Lena Vogel" in nora.told[-1].text
    assert nora.now(digest, where="atlas").buttons_below(STEP) == HELD


async def test_each_undo_takes_back_one_thing(world: World, sam: Somebody, lena: Somebody) -> None:
    digest = await handed_over(world, sam, lena)
    await lena.presses("Pick up", on=digest, below=STEP)
    await lena.presses("Done", on=digest, below=STEP)
    await lena.presses("Undo", on=digest, below=STEP)
    assert lena.now(digest, where="atlas").buttons_below(STEP) == HELD
    await lena.presses("Undo", on=digest, below=STEP)
    back = lena.now(digest, where="atlas")
    assert back.buttons_below(STEP) == OPEN
    assert "picked up" not in back.text
    assert lena.told == []


async def test_only_who_did_it_undoes_it(world: World, sam: Somebody, lena: Somebody, nora: Somebody) -> None:
    digest = await handed_over(world, sam, lena)
    await lena.presses("Done", on=digest, below=STEP)
    await nora.presses("Undo", on=digest, below=STEP)
    assert "Lena Vogel" in nora.told[-1].text
    assert "done by Lena Vogel" in nora.now(digest, where="atlas").text


async def test_an_outsider_is_told_how_to_join(
    world: World, sam: Somebody, lena: Somebody, maya: Somebody
) -> None:
    digest = await handed_over(world, sam, lena)
    await maya.presses("Pick up", on=digest, below=STEP)
    assert "/sunrelay join" in maya.told[-1].text
    assert lena.now(digest, where="atlas").buttons_below(STEP) == OPEN
