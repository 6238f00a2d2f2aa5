"""`sunrelay run` as a process: over Socket Mode, over HTTP, as two roles; how it stops."""

import asyncio
import time
from pathlib import Path

import aiohttp
import pytest

from storage.trial import Server
from storage.upgrade import upgrade
from tests.run import kept
from tests.run.office import WORDS, Office

SOON = 10.0  # seconds until a process that was told to stop must have ended


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Over Socket Mode, with a database that is not there yet."""
    return Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="socket")


async def test_over_socket_mode_it_makes_its_database_and_serves(office: Office) -> None:
    async with office, office.bot() as bot:
        await office.reaches(bot)
        await office.set_up()
        assert (await office.hands_over()).outcome == "cleared"
        await office.receipt_came()
        bot.stop()
        assert await bot.ended(within=SOON) == 0
    assert kept.summaries(office.database) == [WORDS]
    assert bot.words == []


async def test_over_http_it_serves_at_one_address_and_says_that_it_is_well(tmp_path: Path) -> None:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="http")
    async with office, office.bot() as bot, aiohttp.ClientSession() as session:
        await office.reaches(bot)
        base = f"http://127.0.0.1:{(await bot.logs('run.started'))['port']}"
        found = {}
        for path in ("/healthz", "/slack/events", "/slack/commands", "/"):
            async with session.get(f"{base}{path}") as answer:
                found[path] = answer.status
        assert found == {"/healthz": 200, "/slack/events": 405, "/slack/commands": 404, "/": 404}
        await office.set_up()
        assert (await office.hands_over()).outcome == "cleared"
        await office.receipt_came()
        bot.stop()
        assert await bot.ended(within=SOON) == 0


@pytest.mark.prove
async def test_what_the_one_role_hears_the_other_one_sends(tmp_path: Path, postgres: Server) -> None:
    upgrade(url := postgres.fresh())
    office = Office(tmp_path, url, over="http")
    async with office, office.bot("--role", "web") as web, office.bot("--role", "worker") as worker:
        await worker.logs("run.started")
        await office.reaches(web)
        await office.set_up()
        assert (await office.hands_over()).outcome == "cleared"
        sent = time.monotonic()
        await office.receipt_came()
        assert time.monotonic() - sent < 4, "it looks every second, on a machine that may be busy"
        await worker.logs("outbox.sent")
        web.stop()
        worker.stop()
        assert [await web.ended(within=SOON), await worker.ended(within=SOON)] == [0, 0]
        assert not any("outbox.sent" in line for line in web.said)
        assert not any("front.listening" in line for line in worker.said)


async def test_what_is_being_sent_when_it_is_told_to_stop_is_finished(office: Office) -> None:
    async with office, office.bot() as bot:
        await office.reaches(bot)
        await office.set_up()
        office.box.faults.delay("chat.postMessage", 1.5)
        assert (await office.hands_over()).outcome == "cleared"
        await asyncio.sleep(0.5)
        bot.stop()
        assert await bot.ended(within=SOON) == 0
        assert len(office.receipts) == 1
        async with office.successor(ahead=600):
            pass
        assert len(office.receipts) == 1
    assert bot.words == []


@pytest.mark.prove
async def test_what_is_being_heard_when_it_is_told_to_stop_is_answered(office: Office) -> None:
    async with office, office.bot() as bot:
        await office.reaches(bot)
        await office.set_up()
        await office.writes()
        with kept.held(office.database):
            sending = asyncio.create_task(office.lena.submit())
            await asyncio.sleep(0.3)
            bot.stop()
            await asyncio.sleep(0.3)
        assert (await sending).outcome == "cleared"
        assert await bot.ended(within=SOON) == 0
    assert kept.summaries(office.database) == [WORDS]


@pytest.mark.prove
async def test_a_slack_that_never_answers_does_not_keep_it_from_stopping(office: Office) -> None:
    async with office, office.bot() as bot:
        await office.reaches(bot)
        await office.set_up()
        office.box.faults.lose_answer("chat.postMessage")
        assert (await office.hands_over()).outcome == "cleared"
        await office.receipt_came()
        bot.stop()
        assert await bot.ended(within=SOON) == 0
        async with office.successor(ahead=600):
            pass
        assert len(office.receipts) == 1
    assert bot.words == []


@pytest.mark.prove
async def test_it_can_be_stopped_while_it_waits_for_slack_to_begin(office: Office) -> None:
    async with office, office.bot() as bot:
        office.box.faults.delay("auth.test", 5)
        await bot.logs("run.starting")
        await asyncio.sleep(0.3)
        bot.stop()
        assert await bot.ended(within=4) == 0
        assert bot.words == []
