"""`sunrelay demo` as a program: its page is there at once, and it ends when it is told to."""

import asyncio
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.demo.browser import has_display


@asynccontextmanager
async def started(*arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The demo as a process of its own, and the line it prints first."""
    command = ("-m", "bot", "demo", "--no-browser", *arguments)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield process, (await process.stdout.readline()).decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
@pytest.mark.prove
async def test_the_page_is_there_when_its_address_is_printed_and_it_ends_when_told(
    sign: signal.Signals,
) -> None:
    began = time.monotonic()
    async with started() as (process, line):
        assert time.monotonic() - began < 10
        url = line.removeprefix("Sunrelay's workspace is at ").removesuffix(" (Ctrl+C ends it)\n")
        async with aiohttp.ClientSession() as session:
            async with session.get(url) as answer:
                assert answer.status == 200
            async with session.get(f"{url}api/screen", params={"as": "U000000001"}) as answer:
                assert (await answer.json())["me"]["name"] == "mia"
        process.send_signal(sign)
        async with asyncio.timeout(10):
            _, errors = await process.communicate()
        assert (process.returncode, errors) == (0, b"")


async def test_a_port_that_is_taken_is_said_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with started("--port", f"{port}") as (process, line):
            _, errors = await process.communicate()
    assert (line, process.returncode) == ("", 1)
    assert errors.decode() == (
        f"Port {port} cannot be used (Address already in use). "
        "Choose another with --port, or leave it out for a free one.\n"
    )


@pytest.mark.parametrize(
    ("environ", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
    ids=["a server", "X", "Wayland", "a Mac", "Windows"],
)
def test_a_browser_is_opened_only_where_it_has_somewhere_to_open(
    environ: dict[str, str], platform: str, there: bool
) -> None:
    assert has_display(environ, platform) is there
