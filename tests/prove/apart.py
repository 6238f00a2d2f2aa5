"""`python -m tests.prove.apart SOCKET`: the bot by itself in a process, whose clock another one steps.

A line of JSON asks and says where the clock stands, a line answers. tick: settle what is due. settled: wait
until nothing is under way. due: when the next thing is. tidy: forget what is old. weigh: what it holds.
"""

import asyncio
import gc
import json
import os
import sys
import threading
import zoneinfo
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select

from bot import log
from bot.app import App, way_of
from bot.run import settle_in
from bot.settings import load
from sandbox.clock import SteppedClock
from storage.store import open_store
from storage.tables import metadata
from storage.transaction import Tx

_Remembers = type(lru_cache(ord))
PAGE = os.sysconf("SC_PAGE_SIZE")


class Apart:
    """Answers what is asked, one question at a time."""

    def __init__(self, app: App, clock: SteppedClock) -> None:
        self._app, self._clock = app, clock
        self._over = asyncio.Event()

    async def serve(self, path: Path) -> None:
        """Until it is told to stop."""
        server = await asyncio.start_unix_server(self._connected, path)
        sys.stdout.write(json.dumps({"action": "apart.ready"}) + "\n")
        sys.stdout.flush()
        await self._over.wait()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for line in reader:
            answer = await self._answer(json.loads(line))
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def _answer(self, asked: dict[str, str]) -> Any:
        self._clock.move_to(datetime.fromisoformat(asked["at"]))
        match asked["do"]:
            case "tick":
                await self._app.tick()
            case "settled":
                await self._app.settled()
            case "due":
                due = await self._app.next_due()
                return due.isoformat() if due else None
            case "tidy":
                await self._app.tidy()
            case "weigh":
                return await self._weighed()
            case "stop":
                self._over.set()
            case unknown:
                raise AssertionError(f"nobody asks for {unknown}")
        return self._app.busy

    async def _weighed(self) -> dict[str, Any]:
        _forget_what_is_bounded()
        gc.collect()
        open_files = _open_files()
        return {
            "kilobytes": _resident() // 1024,
            "blocks": sys.getallocatedblocks(),
            "files": sum(not one.startswith("socket:") for one in open_files),
            "sockets": sum(one.startswith("socket:") for one in open_files),
            "tasks": len(asyncio.all_tasks()),
            "threads": threading.active_count(),
            "rows": await self._app.house.store.read(_rows),
        }


def _forget_what_is_bounded() -> None:
    """What is remembered of so many at most, as the words of instants are, grows until it is full."""
    for module in list(sys.modules.values()):
        for one in list(vars(module).values()):
            if type(one) is _Remembers and one.cache_parameters()["maxsize"]:
                one.cache_clear()


def _resident() -> int:
    """Bytes of the process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def _open_files() -> list[str]:
    """What each file handle stands for; the one that lists them is gone by then."""
    found = []
    for one in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(str(one.readlink()))
    return found


def _rows(tx: Tx) -> dict[str, int]:
    return {
        table.name: int(tx.value(select(func.count()).select_from(table)) or 0)
        for table in metadata.sorted_tables
    }


async def _main(path: Path) -> None:
    settings = load(os.environ, env_file=None)
    clock = SteppedClock(datetime.fromisoformat(os.environ["CLOCK_STARTS"]))
    store = open_store(settings.database_url.get_secret_value())
    app = App(store=store, clock=clock, way=way_of(settings, "all"), rng=Random(1))
    try:
        await app.start()
        await Apart(app, clock).serve(path)
    finally:
        await app.stop()


if __name__ == "__main__":
    zoneinfo.reset_tzpath(())
    log.configure("error", json=True)
    settle_in()
    asyncio.run(_main(Path(sys.argv[1])))
