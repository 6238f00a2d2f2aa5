"""The container's own look at the process in it."""

import asyncio
import sys

import pytest

from bot.operations.endpoint import Endpoint
from tests.house.test_containerfile import command, containerfile


async def health(port: int) -> int:
    """The exit status of what the Containerfile says."""
    _, *arguments = command(containerfile(), "    CMD")
    looking = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env={"OPS_PORT": str(port)}, stderr=asyncio.subprocess.DEVNULL
    )
    return await looking.wait()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_it_is_healthy_while_the_process_answers(endpoint: Endpoint) -> None:
    assert await health(endpoint.port) == 0
    await endpoint.stop()
    assert await health(endpoint.port) == 1
