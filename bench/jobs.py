"""With one APScheduler job a person in its SQLite store: to load them, to start again, to have some due."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from apscheduler.events import EVENT_JOB_EXECUTED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import create_engine, event

from bench.again import PRAGMAS
from bench.lag import Lag
from bot.clock import SystemClock

LATER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """In seconds: to load all; to have all again after a restart; how late the loop was as some were due."""

    loaded: float
    restarted: float
    late: float


async def ask(person: int) -> None:
    """What a job does: nothing, to its advantage."""


async def one_job_each(file: Path, *, people: int, due: int) -> Jobs:
    """Jobs at each one's end of day. After a restart all are added again, as its guide asks; some are due."""
    now = SystemClock().now()
    scheduler = _started(file)
    loaded = _took(lambda: _add(scheduler, [now + LATER] * people))
    scheduler.shutdown(wait=False)
    scheduler = _started(file)
    restarted = _took(lambda: _add(scheduler, [now] * due + [now + LATER] * (people - due)))
    async with Lag() as lag:
        submitted = asyncio.Event()
        scheduler.add_listener(lambda _: submitted.set(), EVENT_JOB_EXECUTED)
        scheduler.resume()
        await submitted.wait()  # it looks through all that are due in one go
    scheduler.shutdown(wait=False)
    return Jobs(loaded=loaded, restarted=restarted, late=lag.worst / 1000)


def _started(file: Path) -> Any:
    """On a file as the bot's own is: as durable, and no slower."""
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", _prepare)
    store = SQLAlchemyJobStore(engine=engine)
    defaults = {"misfire_grace_time": None, "coalesce": True}
    scheduler = AsyncIOScheduler(timezone="UTC", jobstores={"default": store}, job_defaults=defaults)
    scheduler.start(paused=True)
    return scheduler


def _prepare(connection: Any, _: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _add(scheduler: Any, dues: Sequence[datetime]) -> None:
    for person, due_at in enumerate(dues):
        at = CronTrigger(day_of_week="mon-fri", hour=17, minute=15, timezone="Europe/Berlin")
        scheduler.add_job(ask, at, [person], id=f"{person}", replace_existing=True, next_run_time=due_at)


def _took(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
