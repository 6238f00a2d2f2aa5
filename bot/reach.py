"""Who does what whoever runs the bot asks for: the bot that runs, or, where none does, the command itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.admin import Desk
from bot.clock import Clock
from bot.control import Control, NotDone, Values, ask
from bot.socket_file import NoSocket, beside
from storage import schema
from storage.engines import address, file_of
from storage.errors import AlreadyRunning
from storage.store import Store, open_store

# How long an answer is waited for, in seconds; a copy of a large file takes its time.
PATIENCE = 15.0
COPY_PATIENCE = 3600.0
AT_ONCE = frozenset({"outbox.list", "outbox.retry", "outbox.drop"})

# Of a command that opens the database itself: all that is stored of a person is not read in a moment.
OWN_PATIENCE = timedelta(minutes=2)

# A bot that is starting has the database a moment before it listens; another command has it for a moment.
TRIES = 30
PAUSE = 0.1


def socket_of(url: str) -> Path | None:
    """Where commands reach the bot that has this database; None where they open it themselves."""
    where = address(url)
    return beside(file_of(where)) if where.get_backend_name() == "sqlite" else None


@asynccontextmanager
async def reachable(url: str, store: Store, *, clock: Clock) -> AsyncIterator[None]:
    """Inside, commands reach this process, which has the database open, if it is one of one process."""
    path = socket_of(url)
    if path is None:
        yield
        return
    desk = Desk(store=store, url=url, clock=clock)
    control = Control(path, desk.do)
    await control.start()
    try:
        yield
    finally:
        desk.close()
        await control.stop()


async def done(url: str, name: str, values: Values, *, clock: Clock, pause: float = PAUSE) -> Values:
    """Have it done, by the running bot where one has the file, else here; returns what is answered.

    Raises `NotDone`, or `StoreError` without a database.
    """
    path = socket_of(url)
    for _ in range(TRIES):
        try:
            return await _here(url, name, values, clock)
        except AlreadyRunning:
            assert path is not None, "several processes may share any other database"
        try:
            return await ask(path, name, values, within=PATIENCE if name in AT_ONCE else COPY_PATIENCE)
        except (ConnectionError, FileNotFoundError):
            await asyncio.sleep(pause)
        except NoSocket as error:
            raise NotDone(f"a bot is running, but {error}") from error
    raise NotDone(
        f"another process has the database open and does not listen at {path}: a bot that is starting or "
        "stopping, or a command; ask again in a moment"
    )


async def _here(url: str, name: str, values: Values, clock: Clock) -> Values:
    path = socket_of(url)
    if path is not None and not file_of(address(url)).exists():
        raise NotDone(f"there is no database at {file_of(address(url))}")
    if not schema.is_current(url):
        raise NotDone("the database is not up to date: sunrelay upgrade brings it there")
    store = open_store(url, patience=OWN_PATIENCE)
    try:
        return await Desk(store=store, url=url, clock=clock).do(name, values)
    finally:
        await store.close()
