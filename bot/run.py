"""`sunrelay run`: the bot against Slack, until it is told to stop."""

import asyncio
import gc
import signal
import sys

from bot.app import App, way_of
from bot.clock import Clock, SystemClock
from bot.doctor import told_at_start
from bot.log import logger
from bot.settings import Role, Settings
from bot.slack.errors import NotConnected
from storage.store import StoreError, open_store

log = logger(__name__)

COLLECT_AFTER = (50_000, 20, 20)
LET_OTHERS_IN = 0.001  # seconds


def run(settings: Settings, role: Role, *, clock: Clock | None = None) -> str | None:
    """Run until SIGTERM or SIGINT, on tables that are there. Returns why it could not begin, if so."""
    settle_in()
    try:
        asyncio.run(_serve(settings, role, clock or SystemClock()))
    except (StoreError, NotConnected) as error:
        return str(error)
    return None


def settle_in() -> None:
    """Let nobody wait for the interpreter while a long digest is composed. Of the process; once is enough.

    What was loaded by now stays for good, so collecting garbage passes over it, and looks less often; and a
    thread that is busy is asked to let others in after one millisecond instead of five.
    """
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(LET_OTHERS_IN)


async def _serve(settings: Settings, role: Role, clock: Clock) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopping.set)
    store = open_store(settings.database_url.get_secret_value())
    way = way_of(settings, role)
    log.info("run.starting", role=role)
    app = App(store=store, clock=clock, way=way, works=role != "web", alone=not settings.postgresql)
    try:
        if await _began(app, stopping):
            app.run_by_itself()
            over = "nothing" if way.listen is None else type(way.listen).__name__
            log.info("run.started", role=role, over=over, port=app.port)
            looking = asyncio.create_task(told_at_start(settings, clock=clock))
            await stopping.wait()
            looking.cancel()
        log.info("run.stopping")
    finally:
        await app.stop()


async def _began(app: App, stopping: asyncio.Event) -> bool:
    """Whether it has started; False when it was told to stop before, and then it waits for nobody."""
    starting, told = asyncio.create_task(app.start()), asyncio.create_task(stopping.wait())
    await asyncio.wait({starting, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if starting.done():
        await starting
        return not stopping.is_set()
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    return False
