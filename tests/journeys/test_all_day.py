"""All day: what someone keeps for tonight is in their form, and its files are shown where it is read."""

import pytest
from sqlalchemy import select

from storage.tables import metadata
from storage.transaction import Tx
from tests.journeys.conftest import ways
from tests.support.somebody import LABELS, Somebody
from tests.support.world import World

ADD = "handoff.add"
MB = 1024 * 1024
CLIP = ("clip.mp4", 12 * MB)
LOG = ("worker.log", 3000)
WITH_FILES_IN_FORMS = pytest.mark.parametrize("way", ways("socket", "http"), indirect=True)


async def afternoon(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 13:00"))


async def remembered(world: World) -> str:
    """Every word in the database."""
    return await world.bot.house.store.read(_everything)


def _everything(tx: Tx) -> str:
    return repr([tuple(row) for table in metadata.sorted_tables for row in tx.all(select(table))])


def shown_files(reader: Somebody, channel: str) -> list[str]:
    return [one.text for one in reader.posts(channel) if one.text.startswith("From ")]


async def test_a_message_is_added_as_a_link_and_nothing_of_its_words_is_kept(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await afternoon(world, lena)
    said = await maya.says("The auditor wants the ledger by Friday.", where="atlas")
    for _ in range(2):
        await lena.uses(ADD, on=said)
    assert "Kept for your hand-off of Mon 2 Nov: a link to that message; 1 link so far." in lena.told[-1].text
    assert maya.told == [], "it is between Lena and the bot"
    await world.until(lena.at("Mon 17:15"))
    await lena.presses("Write hand-off")
    [link] = lena.form.values[LABELS["links"]].splitlines()
    assert link.startswith("https://")
    await lena.hands_over("Audit day.")
    await world.until(maya.at("Mon 12:20"))
    assert "Links" in maya.sees("handover", where="atlas").text
    everything = await remembered(world)
    assert link in everything
    assert "auditor" not in everything


async def test_lines_and_files_are_gathered_and_a_clip_is_shown_under_the_digest(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await afternoon(world, lena)
    await lena.commands("/handoff", "Called the bank")
    await lena.writes("Mailed it too", files=[CLIP])
    assert "your words and clip.mp4 (12 MB); 2 lines and 1 file so far" in lena.told[-1].text
    await lena.writes("", files=[LOG])
    assert "worker.log (3 kB); 2 lines and 2 files so far" in lena.told[-1].text
    await lena.opens("/handoff")
    assert lena.form.values[LABELS["done"]] == "Called the bank\nMailed it too"
    assert lena.form.values[LABELS["files"]] == "clip.mp4 (12 MB), worker.log (3 kB)"
    await lena.fills({LABELS["files"]: ("clip.mp4 (12 MB)",)})
    await lena.hands_over("Banking day.")
    assert "1 file" in lena.sees("receipt").text
    await world.until(maya.at("Mon 09:05"))
    digest = maya.sees("digest", where="atlas")
    assert "Files: clip.mp4 (12 MB), in the thread." in digest.text
    assert shown_files(maya, "atlas") == ["From Lena Vogel, Checkout: clip.mp4 (12 MB)"]
    [shown] = [one for one in maya.posts("atlas") if one.files]
    assert (shown.under, len(shown.files), shown.files[0]) == (digest.id, 1, "clip.mp4")


async def test_of_a_file_over_50_mb_a_link_is_asked_for(world: World, lena: Somebody) -> None:
    await afternoon(world, lena)
    await lena.writes("", files=[("afternoon.mov", 51 * MB)])
    assert "Not kept: afternoon.mov (51 MB)" in lena.told[-1].text
    assert "up to 50 MB" in lena.told[-1].text
    assert lena.told[-1].buttons == ()
    await lena.writes("https://video.example.com/afternoon")
    assert "that link; 1 link so far" in lena.told[-1].text
    await lena.opens("/handoff")
    assert lena.form.values[LABELS["links"]] == "https://video.example.com/afternoon"
    assert LABELS["files"] not in lena.form.values


async def test_what_was_kept_is_undone(world: World, lena: Somebody, maya: Somebody) -> None:
    await afternoon(world, lena)
    await lena.uses(ADD, on=await maya.says("See this", where="atlas"))
    await lena.commands("/handoff", "Called the bank")
    await lena.writes("Wrote a page", files=[CLIP])
    for kept in [one for one in lena.told if "Undo" in one.buttons]:
        await lena.presses("Undo", on=kept)
    assert any("Taken back" in one.text for one in lena.told)
    await lena.opens("/handoff")
    assert lena.form.values[LABELS["done"]] == ""
    assert lena.form.values[LABELS["links"]] == ""
    assert LABELS["files"] not in lena.form.values
    assert "bank" not in await remembered(world), "what was taken back is gone"


async def test_undo_after_the_form_was_sent_says_so_kindly(world: World, lena: Somebody) -> None:
    await afternoon(world, lena)
    await lena.commands("/handoff", "Called the bank")
    kept = lena.told[-1]
    await lena.opens("/handoff")
    await lena.hands_over("Banking day.")
    await lena.presses("Undo", on=kept)
    assert any("gone out with your hand-off" in one.text for one in lena.told)


async def test_who_writes_for_no_team_is_told_how_to(world: World, lena: Somebody, maya: Somebody) -> None:
    await world.until(lena.at("Mon 13:00"))
    said = await maya.says("See this", where="atlas")
    await lena.uses(ADD, on=said)
    assert "/sunrelay join" in lena.told[-1].text


@WITH_FILES_IN_FORMS
async def test_a_recording_put_into_the_form_is_shown_where_it_is_read(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await afternoon(world, lena)
    await lena.opens("/handoff")
    await lena.attaches(LABELS["uploads"], ("walkthrough.mp4", 9_000_000))
    await lena.hands_over("See the recording.")
    await world.until(maya.at("Mon 09:05"))
    assert shown_files(maya, "atlas") == ["From Lena Vogel, Checkout: walkthrough.mp4 (9 MB)"]
    await lena.presses("Edit")
    assert lena.form.values[LABELS["files"]] == "walkthrough.mp4 (9 MB)"
    await lena.attaches(LABELS["uploads"], LOG)
    await lena.sends()
    assert len(shown_files(maya, "atlas")) == 2
    assert "walkthrough.mp4 (9 MB) and worker.log (3 kB)" in maya.sees("digest", where="atlas").text


@WITH_FILES_IN_FORMS
async def test_a_file_in_a_form_that_has_to_be_mended_is_not_lost(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await afternoon(world, lena)
    await lena.opens("/handoff")
    await lena.attaches(LABELS["uploads"], LOG)
    await lena.fills({LABELS["summary"]: "Stuck.", LABELS["state"]: "Blocked"})
    await lena.sends()
    assert lena.has_form
    assert lena.form.values[LABELS["files"]] == "worker.log (3 kB)", "it is listed, and ticked"
    await lena.presses_in_form("Add a step")
    assert lena.form.values[LABELS["files"]] == "worker.log (3 kB)"
    await lena.hands_over("Stuck.", state="Blocked", steps=[("Call the bank", "Whoever is awake next")])
    await world.until(maya.at("Mon 09:05"))
    assert shown_files(maya, "atlas") == ["From Lena Vogel, Checkout: worker.log (3 kB)"]
