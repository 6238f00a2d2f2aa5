"""The bot as a process of its own, started and stopped as whoever runs it would."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
WAIT = 20.0  # machine seconds until something expected counts as missing, on a busy machine

BOT = ("-m", "bot")


class Process:
    """One process. Use it as `async with`: at the end it is gone, whatever became of it.

    program: what Python runs. given: its whole environment, besides what Python itself needs.
    """

    def __init__(
        self, *arguments: str, given: Mapping[str, str], folder: Path, program: Sequence[str] = BOT
    ) -> None:
        self._command = (sys.executable, *program, *arguments)
        self._environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **given}
        self._folder = folder
        self._said: list[str] = []
        self._news = asyncio.Event()
        self.began = False

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment,
            cwd=self._folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._listening = asyncio.create_task(self._listen())
        self.began = True
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process.returncode is None:
            self.kill()
        await self.ended()

    @property
    def pid(self) -> int:
        """The number by which the machine knows it."""
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL: nothing can be finished."""
        self._process.kill()

    def stop(self) -> None:
        """SIGTERM: as a platform asks it to stop."""
        self._process.terminate()

    async def ended(self, *, within: float = WAIT) -> int:
        """The exit status, once it has ended and all it said was read."""
        async with asyncio.timeout(within):
            await self._listening
            return await self._process.wait()

    @property
    def said(self) -> list[str]:
        """Every line so far."""
        return list(self._said)

    @property
    def words(self) -> list[str]:
        """What it said to whoever started it: every line that is not of the log (which is JSON)."""
        return [line for line in self._said if not line.startswith("{")]

    async def logs(self, action: str, *, within: float = WAIT) -> Mapping[str, Any]:
        """Wait for a line of the log with this action, and for each line until then no longer than that."""
        found: list[Mapping[str, Any]] = []

        def there() -> bool:
            found[:] = [line for line in self._log() if line["action"] == action]
            return bool(found)

        await self._until(there, action, within)
        return found[0]

    async def _until(self, there: Callable[[], bool], what: str, within: float) -> None:
        while not there():
            assert not self._listening.done(), f"it ended without {what}:\n" + "\n".join(self._said)
            self._news.clear()
            async with asyncio.timeout(within):
                await self._news.wait()

    def _log(self) -> list[Mapping[str, Any]]:
        return [json.loads(line) for line in self._said if line.startswith("{")]

    async def _listen(self) -> None:
        assert self._process.stdout is not None, "a pipe was asked for"
        async for line in self._process.stdout:
            self._said.append(line.decode().rstrip("\n"))
            self._news.set()
        self._news.set()
