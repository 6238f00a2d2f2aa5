"""`sunrelay run`: the bot against Slack, until it is told to stop."""

import asyncio
import signal
import sys

from bot.app import App, way_of
from bot.clock import SystemClock
from bot.log import logger
from bot.settings import Role, Settings
from bot.slack.errors import NotConnected
from storage.store import AlreadyRunning, StoreError, open_store
from storage.upgrade import is_current, upgrade

log = logger(__name__)

FAILED = 1


def run(settings: Settings, role: Role) -> int:
    """Run until SIGTERM or SIGINT; returns the exit status. What stops the start is said in one line."""
    url = settings.database_url.get_secret_value()
    try:
        if not settings.postgresql:
            upgrade(url)
        elif not is_current(url):
            return _stopped("The database is not up to date: sunrelay upgrade brings it there.")
        asyncio.run(_serve(settings, role))
    except AlreadyRunning as error:
        return _stopped(str(error))
    except StoreError as error:
        return _stopped(f"The database cannot be reached: {error}")
    except NotConnected as error:
        return _stopped(str(error))
    return 0


async def _serve(settings: Settings, role: Role) -> None:
    store = open_store(settings.database_url.get_secret_value())
    way = way_of(settings, role)
    app = App(store=store, clock=SystemClock(), way=way, works=role != "web", alone=not settings.postgresql)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopping.set)
    try:
        await app.start()
        app.run_by_itself()
        log.info("run.started", role=role, over="socket" if settings.socket_mode else "http", port=app.port)
        await stopping.wait()
        log.info("run.stopping")
    finally:
        await app.stop()


def _stopped(line: str) -> int:
    print(line, file=sys.stderr)  # noqa: T201  # the one line that says why the bot did not start
    return FAILED
