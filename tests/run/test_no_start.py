"""What keeps `sunrelay run` from starting is said in one line each, without a traceback."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.schema import is_current
from storage.trial import Server
from tests.run.office import Office
from tests.run.process import Process


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="socket")


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port of the loopback that someone else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as there:
        yield there.getsockname()[1]


async def ended(bot: Process) -> tuple[int, list[str]]:
    """Its exit status, and what it said besides the log."""
    async with bot:
        return await bot.ended(), bot.words


@pytest.mark.prove
async def test_a_token_that_slack_refuses(office: Office) -> None:
    async with office:
        status, [line] = await ended(office.bot(SLACK_BOT_TOKEN="xoxb-1-wrong"))
        assert (status, line.partition(":")[0]) == (1, "Slack refuses the bot (invalid_auth)")
        assert "sunrelay doctor" in line


@pytest.mark.prove
async def test_a_slack_that_cannot_be_reached(office: Office, taken_port: int) -> None:
    async with office:
        free = taken_port - 1 or taken_port + 1
        status, [line] = await ended(office.bot(SLACK_API_URL=f"http://127.0.0.1:{free}/api/"))
        assert (status, line) == (1, "Slack does not answer: check SLACK_API_URL and the network.")


@pytest.mark.prove
async def test_a_port_that_is_taken(tmp_path: Path, taken_port: int) -> None:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="http")
    async with office:
        status, [line] = await ended(office.bot(PORT=str(taken_port)))
        assert (status, line.partition(":")[0]) == (1, "The port cannot be listened on")


async def test_a_second_process_on_one_file(office: Office) -> None:
    async with office, office.bot() as first:
        await office.reaches(first)
        status, [line] = await ended(office.bot())
        assert status == 1
        assert line == (
            f"Another process is using {office.folder}/sunrelay.db; stop it first. What `sunrelay outbox` or "
            "`sunrelay backup` asks reaches the running one."
        )


async def test_a_shared_database_that_is_not_up_to_date(tmp_path: Path, postgres: Server) -> None:
    url = postgres.fresh()
    async with Office(tmp_path, url, over="socket") as office:
        status, [line] = await ended(office.bot())
        assert (status, line) == (1, "The database is not up to date: sunrelay upgrade brings it there.")
    assert not is_current(url), "a database of many processes is upgraded by whoever releases, not by a start"


async def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    async with Office(tmp_path, "postgresql://127.0.0.1:1/sunrelay", over="socket") as office:
        status, [line] = await ended(office.bot())
        assert (status, line.partition(":")[0]) == (1, "The database cannot be used")


async def test_a_file_that_is_no_database(office: Office) -> None:
    (office.folder / "sunrelay.db").write_text("These are somebody's notes. " * 100)
    async with office:
        status, [line] = await ended(office.bot())
        assert (status, line) == (1, "The database cannot be used: file is not a database.")


@pytest.mark.prove
async def test_several_starts_at_once_on_a_new_file_leave_one_running(office: Office) -> None:
    async with office:
        bots = [office.bot() for _ in range(2)]
        async with bots[0], bots[1]:
            done, _ = await asyncio.wait(
                [asyncio.create_task(bot.ended()) for bot in bots], return_when=asyncio.FIRST_COMPLETED
            )
            [refused] = [bot for bot in bots if bot.words]
            [running] = [bot for bot in bots if bot is not refused]
            assert [one.result() for one in done] == [1]
            assert "Another process is using" in refused.words[0]
            await running.logs("run.started")
