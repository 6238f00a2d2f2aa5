"""Puts the pieces together, starts, ticks, drains and stops them."""

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.delivery.pace import Limits
from bot.delivery.worker import Worker
from bot.domain.identity import TenantRef
from bot.log import logger
from bot.services import installation
from bot.services.platform import House
from bot.services.sending import Sending
from bot.settings import LEAST_DAYS, Role, Settings, keys_in
from bot.slack.errors import not_connected
from bot.slack.heard import Bot
from bot.slack.listen import Http, SocketMode
from bot.slack.oauth import Credentials
from bot.slack.places import Line, Many, Places, front, many, one
from handlers.event import KINDS
from schedules import channels, housekeeping, profiles, timetable
from schedules.presence import Presences
from storage import outbox
from storage.errors import StoreError
from storage.retention import Retention
from storage.store import Store
from storage.transaction import Tx

log = logger(__name__)

# How often the clock is looked at; a prompt is due on a minute.
TICK_SECONDS = 1

# One run of the worker under way, and one that begins after it.
AT_WORK_AND_NEXT = 2

# How often what is past its keeping is forgotten.
TIDY_HOURS = 1

# How often profiles and kinds of channels are read anew, beside what the platform tells of them.
REFRESH_HOURS = 24
SETTLE_MINUTES = 5  # of channels that turned private while the platform did not say who is in them

# What is being sent when the bot stops may still end; with the front's own grace, within ten seconds in all.
SENDING_GRACE = timedelta(seconds=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the bot reaches Slack and hears it; `listen` is None for a worker, which hears nothing."""

    api_url: str
    bot_token: str = field(default="", repr=False)
    listen: SocketMode | Http | None
    timeout: float = 10.0
    posts_per_minute: int = 300
    many: Many | None = None


class App:
    """One running bot. Belongs to the event loop that made it."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        way: Way,
        works: bool = True,
        alone: bool = True,
        rng: Random | None = None,
        keep: Retention | None = None,
    ) -> None:
        """works: whether it ticks and empties the outbox, besides hearing. alone: the only process.

        keep: how long things are kept, where that is not as usual.
        """
        self._keep = keep
        self._alone = alone
        self._store = store
        self._clock = clock
        self._works = works
        self._places = self._where(way)
        self.house = House(
            store=store, directory=self._places.directory, clock=clock, presence=self._places.presence
        )
        self._presences = Presences(self.house)
        self._front = front(way.listen, self._places, self.house) if way.listen is not None else None
        self._worker = Worker(
            store=store,
            senders={"slack": self._places.sender},
            clock=clock,
            judge=Sending(),
            holder=f"{os.getpid()}-{secrets.token_hex(4)}",
            rng=rng or Random(),
            limits={"slack": Limits(posts=way.posts_per_minute)},
            grace=SENDING_GRACE,
        )
        self._scheduler: AsyncIOScheduler | None = None
        self._ticking = asyncio.Lock()
        self._woken: set[asyncio.Task[None]] = set()
        self._next_sending: datetime | None = None
        store.on_wake(self._wake)
        store.metrics.expect(events=KINDS, timers=timetable.TIMETABLE, platforms=("slack",))

    @property
    def port(self) -> int:
        """The port that is listened on over HTTP."""
        return self._front.port if self._front is not None else 0

    async def listening(self) -> bool | None:
        """Whether the platform is heard; None for a worker, which hears nothing."""
        return await self._front.listening() if self._front is not None else None

    async def start(self) -> None:
        """Learn who the bot is, remember where it is installed, and listen; with many, hear from any of them.

        Raises `NotConnected` when Slack refuses or does not answer, or the port is taken.
        """
        try:
            begins = self._front or self._places.workspaces
            bot = await begins.start()
        except StoreError:
            raise
        except (SystemExit, Exception) as error:
            raise not_connected(error) from error
        await self._store.transact(_installed, bot=bot, alone=self._alone, now=self._clock.now())

    def run_by_itself(self) -> None:
        """Let the machine's clock drive: APScheduler is only its hand."""
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        add, now = self._scheduler.add_job, self._clock.now()
        add(self.tick, "interval", seconds=TICK_SECONDS, id="tick")
        if self._works:
            add(self.tidy, "interval", hours=TIDY_HOURS, id="tidy")
            add(self.settle_channels, "interval", minutes=SETTLE_MINUTES, id="channels")
            add(self.refresh, "interval", hours=REFRESH_HOURS, id="refresh", next_run_time=now)
        self._scheduler.start()

    async def tick(self) -> None:
        """Settle what is due by the clock, and begin to send what may be sent.

        Sending goes on by itself: a platform that is slow to answer keeps no clock waiting.
        """
        if not self._works:
            return
        async with self._ticking:
            try:
                await timetable.run_due(self.house)
            except Exception as error:
                log.exception("tick.failed", error=type(error).__name__)
        self._presences.look()
        self._wake({"outbox"})

    async def tidy(self) -> None:
        """Forget what is past its keeping, and look at the ledger of the days that are over."""
        try:
            await housekeeping.sweep(self.house, keep=self._keep)
            await housekeeping.check_ledger(self.house)
        except Exception as error:
            log.exception("tidy.failed", error=type(error).__name__)

    async def refresh(self) -> None:
        """Notice what has changed in profiles and channels while nobody told of it."""
        await self._read(profiles.read_anew)
        await self._read(channels.look_again)

    async def settle_channels(self) -> None:
        """Let go of whoever is outside of a channel that turned private while the platform did not answer."""
        await self._read(channels.settle_left)

    async def settled(self) -> None:
        """Wait until everything heard is answered and shown, and everything that may be sent is sent."""
        while self.busy:
            async with self._ticking:  # a tick that is under way comes to its end
                pass
            if self._front is not None:
                await self._front.drain()
            await asyncio.gather(*self._woken, self._presences.rest(), return_exceptions=True)
            await self._worker.drain()

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        hearing = self._front is not None and self._front.busy
        here = bool(self._woken) or self._worker.busy or self._ticking.locked()
        return hearing or here or self._presences.busy

    async def next_due(self) -> datetime | None:
        """When there is something to do next, by the clock."""
        due = [await timetable.next_due(self.house), self._next_sending]
        return min((one for one in due if one is not None), default=None)

    async def stop(self) -> None:
        """Hear nothing more, finish what is under way within ten seconds, let go of everything."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
        async with AsyncExitStack() as last_first:  # whatever fails, everything is let go of
            last_first.push_async_callback(self._store.close)
            last_first.push_async_callback(self._places.workspaces.close)
            last_first.push_async_callback(self._came_to_rest)
            last_first.push_async_callback(self._worker.stop)
            if self._front is not None:
                last_first.push_async_callback(self._front.stop)

    async def _read(self, read: Callable[[House], Awaitable[int]]) -> None:
        try:
            await read(self.house)
        except Exception as error:
            log.exception("refresh.failed", error=type(error).__name__)

    def _where(self, way: Way) -> Places:
        line = Line(
            store=self._store,
            clock=self._clock,
            api_url=way.api_url,
            timeout=way.timeout,
            posts=way.posts_per_minute,
        )
        return many(way.many, line) if way.many is not None else one(way.bot_token, line)

    async def _came_to_rest(self) -> None:
        await self._presences.rest(SENDING_GRACE)
        async with self._ticking:  # a tick that was under way has come to its end
            while self._woken:
                await asyncio.gather(*self._woken, return_exceptions=True)

    def _wake(self, names: Collection[str]) -> None:
        """Something was put in the outbox: send it now rather than at the next tick.

        One that waits for its turn already looks at everything there is by then.
        """
        if self._works and "outbox" in names and len(self._woken) < AT_WORK_AND_NEXT:
            task = asyncio.create_task(self._send())
            self._woken.add(task)
            task.add_done_callback(self._woken.discard)

    async def _send(self) -> None:
        try:
            self._next_sending = await self._worker.run_due()
        except Exception as error:
            log.exception("sending.failed", error=type(error).__name__)
        self._look_again_soon()

    def _look_again_soon(self) -> None:
        """What the pace keeps back leaves when it may, rather than at the tick after."""
        if self._scheduler is None or self._next_sending is None:
            return
        seconds = (self._next_sending - self._clock.now()).total_seconds()
        if 0 < seconds < TICK_SECONDS:
            asyncio.get_running_loop().call_later(seconds, self._wake, {"outbox"})


def _installed(tx: Tx, *, bot: Bot | None, alone: bool, now: datetime) -> None:
    """Remember where the one bot is; as the only process, take up what the last one was sending."""
    if alone:
        outbox.end_leases(tx, now=now)
    if bot is None:
        return
    installation.is_here(
        tx,
        TenantRef(platform="slack", id=bot.tenant),
        bot_user=bot.user,
        bot=bot.bot,
        name=bot.name,
        scopes=bot.scopes,
        now=now,
    )


def retention_of(settings: Settings) -> Retention:
    """How long the settings say that things are kept."""
    given = {name.removeprefix("retention_"): getattr(settings, name) for name in LEAST_DAYS}
    return Retention(**{name: timedelta(days=days) for name, days in given.items() if days is not None})


def way_of(settings: Settings, role: Role) -> Way:
    """How the settings say that Slack is reached; call it once nothing is lacking."""
    token = settings.slack_bot_token
    return Way(
        api_url=settings.slack_api_url,
        bot_token=token.get_secret_value() if token is not None else "",
        listen=_listen(settings) if role != "worker" else None,
        posts_per_minute=settings.slack_posts_per_minute,
        many=_many(settings) if settings.many else None,
    )


def _many(settings: Settings) -> Many:
    client, url = settings.slack_client_id, settings.public_url
    secret, keys = settings.slack_client_secret, settings.encryption_keys
    assert client is not None, "settings.lacking was empty"
    assert url is not None, "settings.lacking was empty"
    assert secret is not None, "settings.lacking was empty"
    assert keys is not None, "settings.lacking was empty"
    app = Credentials(client_id=client, client_secret=secret.get_secret_value(), public_url=url)
    return Many(app=app, keys=keys_in(keys.get_secret_value()))


def _listen(settings: Settings) -> SocketMode | Http:
    if settings.slack_app_token is not None:
        return SocketMode(app_token=settings.slack_app_token.get_secret_value())
    assert settings.slack_signing_secret is not None, "settings.lacking was empty"
    return Http(
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        host=settings.host,
        port=settings.port or 0,
    )
