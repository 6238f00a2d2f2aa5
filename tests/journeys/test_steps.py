"""Two reach for the same step, and what was done is undone."""

import asyncio

from bot.domain.team import Policy
from tests.support.shown import HELD, OPEN, SAID_BACK, Shown
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World, lines

STEP = "Answer the auditor"
WORDS = "In your own words: what will you do?"


async def handed_over(
    world: World, sam: Somebody, lena: Somebody, *, whom: str = AWAKE, policy: Policy | None = None
) -> Shown:
    await world.team("Atlas", writes=["sam", "lena", "nora"], policy=policy)
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("The auditor asks.", state="At risk", steps=[(STEP, whom)])
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


async def test_given_back_it_is_anyones_again_and_who_gave_it_back_can_undo_that(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    digest = await handed_over(world, sam, lena)
    await lena.presses("Pick up", on=digest, below=STEP)
    await lena.presses("Give back", on=digest, below=STEP)
    back = nora.now(digest, where="atlas")
    assert f"given back by {lena.shown_name} at 09:10" in back.text
    assert back.buttons_below(STEP) == (*OPEN, "Undo")
    await lena.presses("Undo", on=digest, below=STEP)
    assert nora.now(digest, where="atlas").buttons_below(STEP) == HELD
    await lena.presses("Give back", on=digest, below=STEP)
    await nora.presses("Pick up", on=digest, below=STEP)
    assert f"picked up by {nora.shown_name}" in lena.now(digest, where="atlas").text


async def test_what_is_not_needed_is_closed_and_comes_back_by_undo(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    digest = await handed_over(world, sam, lena)
    await lena.presses("Not needed", on=digest, below=STEP)
    closed = nora.now(digest, where="atlas")
    assert f"not needed, says {lena.shown_name} at 09:10" in closed.text
    assert closed.buttons_below(STEP) == ("Undo",)
    await nora.presses("Undo", on=digest, below=STEP)
    assert f"{lena.shown_name} did this last" in nora.told[-1].text
    await lena.presses("Undo", on=digest, below=STEP)
    assert nora.now(digest, where="atlas").buttons_below(STEP) == OPEN


async def test_a_step_is_said_back_by_its_holder(world: World, sam: Somebody, lena: Somebody) -> None:
    digest = await handed_over(world, sam, lena)
    await lena.presses("Pick up", on=digest, below=STEP)
    await lena.presses("Say it back", on=digest, below=STEP)
    await lena.fills({WORDS: "I send the auditor the June list."})
    await lena.sends()
    assert not lena.has_form
    said = lena.now(digest, where="atlas")
    assert f"{lena.shown_name}: I send the auditor the June list." in said.text
    assert said.buttons_below(STEP) == SAID_BACK


async def test_where_it_must_be_said_back_the_first_to_send_the_line_has_it(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    digest = await handed_over(world, sam, lena, policy=Policy(read_back="required"))
    for one, words in ((lena, "I send the June list."), (nora, "I call the auditor.")):
        await one.presses("Pick up", on=digest, below=STEP)
        await one.fills({WORDS: words})
    assert lena.now(digest, where="atlas").buttons_below(STEP) == OPEN, "nobody has it yet"
    await nora.sends()
    await lena.sends()
    assert f"{nora.shown_name} picked this up at 09:10" in lena.told[-1].text
    assert "I send the June list." in lena.told[-1].text, "what was typed is handed back"
    shown = lena.now(digest, where="atlas")
    assert f"{nora.shown_name}: I call the auditor." in shown.text
    assert "I send the June list." not in shown.text


async def test_a_step_on_its_third_morning_is_marked(world: World, sam: Somebody, lena: Somebody) -> None:
    await handed_over(world, sam, lena, whom="Lena Vogel")
    marked = []
    for day in ("Tue", "Wed", "Thu", "Fri"):
        await world.until(lena.at(f"{day} 09:10"))
        digest = lena.sees("digest", where="atlas")
        assert lena.when(digest) == f"{day} 09:00"
        marked.append([line.partition(" · ")[2] for line in lines(digest) if STEP in line])
    assert marked == [[""], [""], ["third morning here"], ["fourth morning here"]]


async def test_what_a_holder_who_leaves_had_in_hand_waits_again(
    world: World, sam: Somebody, lena: Somebody, nora: Somebody
) -> None:
    digest = await handed_over(world, sam, lena)
    await lena.presses("Pick up", on=digest, below=STEP)
    await lena.leaves("atlas")
    back = nora.now(digest, where="atlas")
    assert "picked up" not in back.text
    assert back.buttons_below(STEP) == OPEN
    await nora.presses("Pick up", on=digest, below=STEP)
    assert f"picked up by {nora.shown_name}" in nora.now(digest, where="atlas").text
