"""The process is killed at the worst moment: what was sent is kept once, and said to be kept once."""

import asyncio
from pathlib import Path

import pytest

from storage.trial import Server
from storage.upgrade import upgrade
from tests.run import kept
from tests.run.office import LABEL, WORDS, Office
from tests.run.process import Process

# By then, everything that the killed process had taken to send is free again.
LATER = 600.0

KILLED = -9

MORE = "Row 7 was empty; the importer runs again."

only_by_itself = pytest.mark.parametrize("office", ["socket-sqlite"], indirect=True)


@pytest.fixture(params=["socket-sqlite", pytest.param("http-postgresql", marks=pytest.mark.crossed)])
async def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """Over Socket Mode on SQLite, and over HTTP on PostgreSQL."""
    if request.param == "socket-sqlite":
        upgrade(url := f"sqlite:///{tmp_path}/sunrelay.db")
        return Office(tmp_path, url, over="socket")
    server: Server = request.getfixturevalue("postgres")
    upgrade(url := server.fresh())
    return Office(tmp_path, url, over="http")


async def begins(office: Office, bot: Process) -> None:
    """A team is set up, and Lena has her form before her."""
    await office.reaches(bot)
    await office.set_up()
    await office.writes()


async def ends_well(office: Office) -> None:
    """A bot that starts later finds everything; Lena may well press the button once more."""
    async with office.successor(ahead=LATER):
        await sends_again(office)
        await office.receipt_came()
    assert_once(office)


async def sends_again(office: Office) -> None:
    """As Slack said that it had failed: her form is still there, and so is what she typed."""
    if office.lena.view is not None:
        assert office.lena.form.holds(*field(office)) == WORDS
        assert (await office.lena.submit()).outcome == "cleared"


def assert_once(office: Office) -> None:
    """One hand-off, and one receipt for it."""
    assert kept.summaries(office.database) == [WORDS]
    assert len(office.receipts) == 1


def field(office: Office) -> tuple[str, str]:
    """Where Lena typed."""
    block = next(one for one in office.lena.form.blocks if one.get("label", {}).get("text") == LABEL)
    return block["block_id"], block["element"]["action_id"]


@only_by_itself
@pytest.mark.crossed
async def test_killed_before_the_commit_the_words_are_still_in_the_form(office: Office) -> None:
    async with office, office.mortal(dies_at="bot.services.receipt:show") as bot:
        await begins(office, bot)
        office.doom()
        assert (await office.lena.submit()).outcome == "failed"
        assert await bot.ended() == KILLED
        assert kept.summaries(office.database) == []
        await ends_well(office)


@pytest.mark.crossed
async def test_killed_between_commit_and_acknowledgement_the_words_are_kept_once(office: Office) -> None:
    async with office, office.mortal(dies_at="bot.slack.closing:closing") as bot:
        await begins(office, bot)
        office.doom()
        assert (await office.lena.submit()).outcome == "failed"
        assert await bot.ended() == KILLED
        assert kept.summaries(office.database) == [WORDS]
        assert office.receipts == []
        async with office.mortal(ahead=LATER) as again:
            await office.reaches(again)
            await office.receipt_came()
            await sends_again(office)
            again.stop()
            assert await again.ended() == 0
        assert_once(office)


@only_by_itself
async def test_killed_once_the_receipt_is_posted_and_before_that_is_known_it_is_not_posted_again(
    office: Office,
) -> None:
    async with office, office.mortal() as bot:
        await begins(office, bot)
        office.box.faults.lose_answer("chat.postMessage")
        assert (await office.lena.submit()).outcome == "cleared"
        await office.receipt_came()
        bot.kill()
        assert await bot.ended() == KILLED
        await ends_well(office)


@only_by_itself
@pytest.mark.crossed
async def test_killed_while_the_receipt_is_on_its_way_it_comes_once_however_late_it_lands(
    office: Office,
) -> None:
    async with office, office.mortal() as bot:
        await begins(office, bot)
        office.box.faults.delay("chat.postMessage", 4.0)
        assert (await office.lena.submit()).outcome == "cleared"
        await asyncio.sleep(1.5)  # it is being posted now
        bot.kill()
        assert await bot.ended() == KILLED
        async with office.successor():
            pass
        assert office.receipts == [], "it may yet land: nobody posts it again so soon"
        await office.receipt_came()
        await ends_well(office)


@only_by_itself
@pytest.mark.crossed
async def test_killed_while_the_receipt_is_being_edited_it_is_edited(office: Office) -> None:
    async with office, office.mortal() as bot:
        await begins(office, bot)
        assert (await office.lena.submit()).outcome == "cleared"
        await office.receipt_came()
        office.box.faults.lose_answer("chat.update")
        assert (await office.hands_over(words=MORE)).outcome == "cleared"
        await office.edit_came()
        bot.kill()
        assert await bot.ended() == KILLED
        async with office.successor(ahead=LATER):
            pass
    assert kept.summaries(office.database) == [MORE]
    assert len(office.receipts) == 1
    assert len(office.edits) == 2, "what may not have been done is done again"
