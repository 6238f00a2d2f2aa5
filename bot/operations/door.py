"""GET /healthz, /readyz and /metrics: an ASGI application for whoever runs the bot, and for nobody else."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.log import logger
from bot.metrics import CONTENT_TYPE
from bot.operations.readiness import PATIENCE, Backlog, Standing, backlog
from bot.serving import TEXT, Receive, Scope, Send, answer
from storage.errors import StoreError
from storage.store import Store

HEALTH: Final = "/healthz"
READY: Final = "/readyz"
METRICS: Final = "/metrics"
JSON: Final = "application/json"

Listening = Callable[[], Awaitable[bool | None]]

log = logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is answered."""

    status: int
    body: bytes
    content_type: str = TEXT


class Door:
    """Answers while the process answers at all, within two seconds, whatever the database does.

    listening: whether the platform is heard; None where that is not asked of this process. works: whether it
    keeps time and sends.
    """

    def __init__(self, *, store: Store, clock: Clock, listening: Listening, works: bool) -> None:
        self._store = store
        self._clock = clock
        self._metrics = store.metrics
        self._listening = listening
        self._works = works
        self._looking: asyncio.Task[Standing] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        page = await self._page(scope["path"], scope["method"])
        await answer(send, page.status, page.body, content_type=page.content_type)

    async def _page(self, path: str, method: str) -> Page:
        pages = {HEALTH: self._health, READY: self._readiness, METRICS: self._figures}
        if path not in pages:
            return Page(status=404, body=b"not found")
        if method not in ("GET", "HEAD"):
            return Page(status=405, body=b"method not allowed")
        return await pages[path]()

    async def _health(self) -> Page:
        return Page(status=200, body=b"ok")

    async def _readiness(self) -> Page:
        standing = await self._looked()
        body = json.dumps(standing.told(), indent=2).encode()
        return Page(status=503 if standing.reasons else 200, body=body, content_type=JSON)

    async def _figures(self) -> Page:
        await self._looked()
        body = await asyncio.to_thread(self._metrics.exposition)
        return Page(status=200, body=body, content_type=CONTENT_TYPE)

    async def _looked(self) -> Standing:
        """Who asks while one looks is told what that one finds: no crowd of askers wears the database out."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(self._looking)

    async def _look(self) -> Standing:
        found = await self._backlog()
        standing = Standing(backlog=found, listening=await self._listening(), works=self._works)
        if found is None:
            self._metrics.no_backlog()
        else:
            self._metrics.backlog(
                waiting=found.waiting,
                timer_overdue=found.timer_overdue,
                letter_overdue=found.letter_overdue,
            )
        self._metrics.standing(listening=standing.listening, ready=not standing.reasons)
        return standing

    async def _backlog(self) -> Backlog | None:
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await self._store.read(backlog, now=self._clock.now())
        except (StoreError, TimeoutError) as error:
            log.warning("operations.no_database", error=type(error).__name__)
        except Exception as error:
            log.exception("operations.no_database", error=type(error).__name__)
        return None
