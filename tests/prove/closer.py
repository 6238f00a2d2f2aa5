"""`python -m tests.prove.closer DATABASE RECORD`: the bot in a process whose clock another one steps.

Each line that it reads is an instant: it does what is due by then, and says so. RECORD is the platform's: a
file to which every message that comes is added by its key, whatever becomes of whoever sent it.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from bot import log
from bot.domain.identity import MessageRef
from bot.messages.letter import Letter
from bot.services.platform import Outcome, Sent
from sandbox.clock import SteppedClock
from tests.prove.relay import Bot, place


@dataclass(frozen=True, slots=True)
class Record:
    """A platform that outlives whoever posts."""

    path: Path

    async def send(self, letter: Letter, *, known: Mapping[str, MessageRef]) -> Outcome:
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, f"{letter.key}\n".encode())
        os.close(file)
        await asyncio.sleep(0)
        return self._there(letter)

    async def find(
        self, letter: Letter, *, known: Mapping[str, MessageRef], since: datetime
    ) -> Outcome | None:
        return self._there(letter) if letter.key in self.keys() else None

    def keys(self) -> list[str]:
        """Every message that came, in order."""
        return self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []

    def _there(self, letter: Letter) -> Sent:
        return Sent(message=MessageRef(place=place("channel"), id=letter.key))


async def _main(database: str, record: Path, began_at: datetime) -> None:
    clock = SteppedClock(began_at)
    bot = Bot(database, clock, Record(record), Random(os.getpid()))  # type: ignore[arg-type]  # posts and finds
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        clock.move_to(datetime.fromisoformat(line))
        await bot.tick()
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    await bot.stop()


if __name__ == "__main__":
    log.configure("critical", json=True)
    asyncio.run(_main(sys.argv[1], Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
