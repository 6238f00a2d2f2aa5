"""The process is killed at the worst moment: what was sent is kept once, and said to be kept once."""

from pathlib import Path
from typing import Literal

import pytest

from storage.trial import Server
from storage.upgrade import upgrade
from tests.run import kept
from tests.run.office import LABEL, WORDS, Office
from tests.run.process import Process

# By then, everything that the killed process had taken to send is free again.
LATER = 600.0

Way = Literal["socket-sqlite", "http-postgresql"]
WAYS: tuple[Way, ...] = ("socket-sqlite", "http-postgresql")


@pytest.fixture(params=WAYS)
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
    async with office.mortal(ahead=LATER) as bot:
        await office.reaches(bot)
        if office.lena.view is not None:
            assert office.lena.form.holds(*field(office)) == WORDS
            assert (await office.lena.submit()).outcome in ("closed", "cleared")
        await office.receipt_came()
        bot.stop()
        assert await bot.ended() == 0
    assert kept.summaries(office.database) == [WORDS]
    assert len(office.receipts) == 1


def field(office: Office) -> tuple[str, str]:
    """Where Lena typed."""
    block = next(one for one in office.lena.form.blocks if one.get("label", {}).get("text") == LABEL)
    return block["block_id"], block["element"]["action_id"]


async def test_killed_before_the_commit_the_words_are_still_in_the_form(office: Office) -> None:
    async with office, office.mortal(dies_at="bot.services.receipt:show") as bot:
        await begins(office, bot)
        office.doom()
        assert (await office.lena.submit()).outcome == "failed"
        assert await bot.ended() == -9
        assert kept.summaries(office.database) == []
        await ends_well(office)


async def test_killed_between_commit_and_acknowledgement_the_words_are_kept_once(office: Office) -> None:
    async with office, office.mortal(dies_at="bot.slack.closing:closing") as bot:
        await begins(office, bot)
        office.doom()
        assert (await office.lena.submit()).outcome == "failed"
        assert await bot.ended() == -9
        assert kept.summaries(office.database) == [WORDS]
        await ends_well(office)
