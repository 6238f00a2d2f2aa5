"""`sunrelay run`: the bot against Slack, until it is told to stop."""

import asyncio
import ctypes
import gc
import signal
import sys
from collections.abc import Mapping
from typing import Any

from bot.app import App, retention_of, way_of
from bot.clock import Clock, SystemClock
from bot.doctor import told_at_start
from bot.domain.context.reading import reader
from bot.log import hide, logger, without_secrets
from bot.operations.door import Door
from bot.operations.endpoint import Endpoint, NoEndpoint
from bot.reach import reachable
from bot.settings import Role, Settings
from bot.slack.errors import NotConnected
from storage.store import Store, StoreError, open_store

log = logger(__name__)

COLLECT_AFTER = (50_000, 20, 20)
YOUNG = 0  # the generation of what was made last
LET_OTHERS_IN = 0.001  # seconds


def run(settings: Settings, role: Role, *, clock: Clock | None = None) -> str | None:
    """Run until SIGTERM or SIGINT, on tables that are there. Returns why it could not begin, if so."""
    settle_in()
    hide(settings.secrets)
    try:
        asyncio.run(_serve(settings, role, clock or SystemClock()))
    except (StoreError, NotConnected, NoEndpoint) as error:
        return without_secrets(str(error))
    except Exception as error:  # a traceback of Python's own would say all that the error says
        log.exception("run.failed")
        return f"the bot failed ({type(error).__name__}), and its log says where"
    return None


def settle_in() -> None:
    """Let nobody wait for the interpreter while a long digest is composed. Of the process; once is enough.

    What was loaded by now stays for good, every language's phrases among it, so collecting garbage passes
    over it, and looks less often; and a thread that is busy is asked to let others in after one millisecond
    instead of five. Loading leaves next to no garbage: to look through all of it once more is in vain.
    """
    reader()
    gc.collect(YOUNG)
    _give_back()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(LET_OTHERS_IN)


def _give_back() -> None:
    """The memory that only starting took goes back to the machine, where its C library knows how to."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


async def _serve(settings: Settings, role: Role, clock: Clock) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_failed_aside)
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopping.set)
    url = settings.database_url.get_secret_value()
    store = open_store(url)
    way = way_of(settings, role)
    log.info("run.starting", role=role)
    app = App(
        store=store,
        clock=clock,
        way=way,
        works=role != "web",
        alone=not settings.postgresql,
        keep=retention_of(settings),
    )
    endpoint = _endpoint(settings, role, app, store, clock=clock)
    try:
        if endpoint is not None:
            await endpoint.start()
        if await _began(app, stopping):
            app.run_by_itself()
            over = "nothing" if way.listen is None else type(way.listen).__name__
            log.info("run.started", role=role, over=over, port=app.port)
            looking = asyncio.create_task(told_at_start(settings, clock=clock))
            async with reachable(url, store, clock=clock):
                await stopping.wait()
            looking.cancel()
        log.info("run.stopping")
    finally:
        closing = asyncio.create_task(endpoint.stop()) if endpoint is not None else None
        await app.stop()
        if closing is not None:
            await closing


def _endpoint(settings: Settings, role: Role, app: App, store: Store, *, clock: Clock) -> Endpoint | None:
    """Where whoever runs the bot sees how it is; None unless they asked for it."""
    if settings.ops_port is None:
        return None
    door = Door(store=store, clock=clock, listening=app.listening, works=role != "web")
    return Endpoint(door, metrics=store.metrics, host=settings.ops_host, port=settings.ops_port)


def _failed_aside(_: asyncio.AbstractEventLoop, what: Mapping[str, Any]) -> None:
    """A task that nobody waited for: where it failed, without what the error says."""
    log.error("loop.failed", what=what.get("message", ""), exc_info=what.get("exception"))


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
