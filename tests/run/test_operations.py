"""The operations endpoint of the bot as it runs: beside Socket Mode and of a worker, from start to stop."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from storage.trial import Server
from storage.upgrade import upgrade
from tests.run.office import Office
from tests.run.process import Process

SOON = 10.0  # seconds until a process that was told to stop must have ended


async def base(bot: Process) -> str:
    """Where it answers."""
    return f"http://127.0.0.1:{(await bot.logs('operations.listening'))['port']}"


async def pages(bot: Process) -> dict[str, tuple[int, str]]:
    """What is answered by each."""
    found = {}
    async with aiohttp.ClientSession(await base(bot)) as session:
        for path in ("/healthz", "/readyz", "/metrics"):
            async with session.get(path) as answer:
                found[path] = (answer.status, await answer.text())
    return found


async def hang_on(bot: Process) -> asyncio.StreamWriter:
    """Somebody asks, and never comes to the end of it."""
    port = int((await base(bot)).rpartition(":")[2])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /readyz HTTP/1.1\r\nHost: bot\r\nContent-Length: 9\r\n\r\nha")
    await writer.drain()
    return writer


async def test_over_socket_mode_it_tells_how_it_is_and_stops_with_the_bot(tmp_path: Path) -> None:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="socket")
    async with office, office.bot(OPS_PORT="0") as bot:
        office.box.faults.delay("auth.test", 0.7)
        starting = await pages(bot)
        assert (starting["/healthz"][0], starting["/readyz"][0]) == (200, 503)
        assert "Slack is not connected" in starting["/readyz"][1]
        await office.reaches(bot)
        await office.set_up()
        started = await pages(bot)
        assert (started["/healthz"], started["/readyz"][0]) == ((200, "ok"), 200)
        figures = started["/metrics"][1].splitlines()
        assert 'sunrelay_events_total{kind="Submitted",outcome="answered"} 3.0' in figures
        assert "sunrelay_listening 1.0" in figures
        hanging = await hang_on(bot)
        bot.stop()
        assert await bot.ended(within=SOON) == 0
        hanging.close()
        assert bot.words == []


@pytest.mark.crossed
async def test_each_role_tells_of_its_own_part(tmp_path: Path, postgres: Server) -> None:
    upgrade(url := postgres.fresh())
    office = Office(tmp_path, url, over="http")
    async with (
        office,
        office.bot("--role", "web", OPS_PORT="0") as web,
        office.bot("--role", "worker", OPS_PORT="0") as worker,
    ):
        await worker.logs("run.started")
        await office.reaches(web)
        hears, works = await pages(web), await pages(worker)
        assert (hears["/readyz"][0], works["/readyz"][0]) == (200, 200)
        assert '"listening": true' in hears["/readyz"][1]
        assert '"listening": null' in works["/readyz"][1]
        web.stop()
        worker.stop()
        assert [await web.ended(within=SOON), await worker.ended(within=SOON)] == [0, 0]


@pytest.mark.crossed
async def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="socket")
    async with office:
        server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with office.bot(OPS_PORT=str(port)) as bot:
            assert await bot.ended() == 1
        server.close()
        await server.wait_closed()
    (words,) = bot.words
    assert "OPS_PORT" in words
