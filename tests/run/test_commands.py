"""Commands reach the bot that runs: its outbox is seen and mended, its file copied, while it goes on."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from tests.run import kept
from tests.run.office import WORDS, Office

SOON = 10.0  # seconds until a process that was told to stop must have ended


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Over Socket Mode, with a database that is not there yet."""
    return Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="socket")


async def told(office: Office, *arguments: str) -> tuple[int, str]:
    """The exit status of another command for this bot's settings, and all that it says."""
    async with office.command(*arguments) as process:
        return await process.ended(), "\n".join(process.said)


async def test_what_was_refused_is_sent_again_and_a_copy_is_made_while_it_runs(office: Office) -> None:
    async with office, office.bot() as bot:
        await office.reaches(bot)
        await office.set_up()
        await bot.logs("outbox.sent")  # what the channel is told of it
        office.box.faults.refuse("chat.postMessage", "restricted_action", times=None)
        assert (await office.hands_over()).outcome == "cleared"
        await bot.logs("outbox.refused")
        office.box.faults.clear()
        listed, copied = await asyncio.gather(
            told(office, "outbox", "--json"), told(office, "backup", "copy.db")
        )
        assert WORDS not in listed[1]
        [receipt] = [one for one in json.loads(listed[1])["letters"] if one["kind"] == "receipt"]
        assert (receipt["state"], "restricted_action" in receipt["why"]) == ("dead", True)
        assert await told(office, "outbox", "retry", str(receipt["id"])) == (
            0,
            f"{receipt['id']} is sent again.",
        )
        await office.receipt_came()
        assert copied[0] == 0, copied[1]
        bot.stop()
        assert await bot.ended(within=SOON) == 0
        assert not [one for one in os.listdir(office.folder) if one.endswith((".sock", ".part"))]
        office.database = f"sqlite:///{office.folder}/copy.db"
        async with office.successor():
            assert (await office.hands_over(words="From the copy.")).outcome == "cleared"
        assert kept.summaries(office.database) == ["From the copy."], "the day's hand-off, edited"
    assert bot.words == []


@pytest.mark.prove
async def test_a_bot_that_was_killed_leaves_nothing_in_the_way(office: Office) -> None:
    async with office, office.bot() as first:
        await office.reaches(first)
        first.kill()
        await first.ended()
        assert await told(office, "outbox") == (0, "Nothing waits to be sent.")
        async with office.bot() as second:
            await office.reaches(second)
            assert await told(office, "outbox") == (0, "Nothing waits to be sent.")


@pytest.mark.prove
@pytest.mark.parametrize("role", ["web", "worker"])
async def test_a_role_of_its_own_on_a_file_is_refused_with_the_reason(office: Office, role: str) -> None:
    async with office, office.bot("--role", role) as bot:
        assert await bot.ended() == 2
        assert bot.words == [
            f"DATABASE_URL must name a PostgreSQL database for --role {role}: "
            "SQLite serves one process, which is both roles, and commands reach that one"
        ]
