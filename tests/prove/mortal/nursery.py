"""`python -m tests.prove.mortal.nursery`: loads the bot once, and is forked for each that is asked for.

A line of JSON on its input asks for one. A bot dials back over a Unix socket and does what it is told there.
"""

import asyncio
import json
import mmap
import os
import signal
import sys
import zoneinfo
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot import log
from bot.app import App, Way
from bot.domain.context.reading import reader
from bot.slack.listen import Http, SocketMode
from sandbox.clock import EPOCH
from storage.store import open_store
from tests.prove.mortal.points import Points

BYTES = 8
Given = Mapping[str, Any]


class FollowedClock:
    """A clock that somebody else moves: so many microseconds since 1970, in a file."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as held:
            self._there = mmap.mmap(held.fileno(), BYTES, access=mmap.ACCESS_READ)

    def now(self) -> datetime:
        return EPOCH + timedelta(microseconds=int.from_bytes(self._there[:BYTES], "big"))


class Child:
    """The bot, and what is asked of it over the line."""

    def __init__(self, app: App, points: Points) -> None:
        self._app = app
        self._points = points

    async def does(self, asked: Given) -> Given:
        """One thing, and what there is to say of it."""
        match asked["what"]:
            case "tick":
                await self._app.tick()
                return {}
            case "settle":
                await self._app.settled()
                return {"busy": self._app.busy}
            case "next due":
                due = await self._app.next_due()
                return {"at": due.isoformat() if due else None}
            case "count":
                self._points.count_from_here(asked["deadly"])
                return {}
            case "passed":
                return {"points": self._points.passed}
            case _:
                await self._app.stop()
                return {}


async def live(given: Given) -> None:
    """From start to stop, or to death. `given`: where everything is."""
    points = Points()
    points.watch()
    alone = given["database"].startswith("sqlite")
    listen = (
        SocketMode(app_token=given["app_token"]) if alone else Http(signing_secret=given["signing_secret"])
    )
    way = Way(api_url=given["api_url"], bot_token=given["bot_token"], listen=listen)
    clock = FollowedClock(Path(given["clock"]))
    app = App(store=open_store(given["database"]), clock=clock, way=way, alone=alone, rng=Random(1))
    await app.start()
    heard, said = await asyncio.open_unix_connection(given["line"])
    child = Child(app, points)
    _say(said, {"pid": os.getpid(), "port": app.port})
    async for line in heard:
        asked = json.loads(line)
        _say(said, await child.does(asked))
        if asked["what"] == "stop":
            await said.drain()
            return


def _say(line: asyncio.StreamWriter, what: Given) -> None:
    line.write(json.dumps(what).encode() + b"\n")


def main() -> None:
    """Until its input ends."""
    zoneinfo.reset_tzpath(())
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    log.configure("WARNING", json=True)
    reader()
    for line in sys.stdin:
        if os.fork() == 0:
            asyncio.run(live(json.loads(line)))
            os._exit(0)


if __name__ == "__main__":
    main()
