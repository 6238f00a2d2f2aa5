"""The tick: with nothing due for few and for many, and with five thousand prompts due in one minute."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import delete

from bench import crowd, town
from bench.again import TABLES, Again
from bench.floor import Floor
from bench.jobs import one_job_each
from bench.lag import Lag
from bench.measure import Figure, pairs
from bench.still import NOBODY, StillClock
from bot.run import settle_in
from bot.services import prompt
from bot.services.platform import House
from bot.services.reminders import MOST, REMINDERS
from schedules.timetable import TIMETABLE, next_due, run_due
from storage.store import open_store
from storage.tables import timers
from storage.transaction import Tx

FEW, MANY = 10_000, 1_000_000
LOOKS = 301
DUE, PEOPLE, SCHEDULED = 5_000, 100_000, 10_000
DAYS = 5
# What is promised: milliseconds, how many times as long as of few, milliseconds, floors, milliseconds of the
# loop, and a tenth of what jobs take.
LOOK, AS_LONG, TICK, FLOORS, LATE, AS_LONG_AS_JOBS = 1.0, 2.0, 350.0, 2.5, 25.0, 0.1


async def tick(folder: Path) -> list[Figure]:
    """All of it, as the bot runs: what was loaded stays, and garbage is looked for less often."""
    settle_in()
    few, many = await nothing_due(folder, FEW), await nothing_due(folder, MANY)
    name = f"tick, nothing due, {MANY:,} against {FEW:,}"
    as_long = Figure(name=name, value=many.value, unit="ms", floor=few.value, most=AS_LONG)
    took, late = await many_due(folder)
    return [few, many, as_long, took, late, *await beside_jobs(folder, late=late.value)]


async def nothing_due(folder: Path, count: int) -> Figure:
    """What looking costs, every second, for so many people; the floor: sqlite3 looking for each kind."""
    store = crowd.asleep(folder / f"asleep-{count}.db", count=count)
    house = House(store=store, directory=NOBODY, clock=StillClock(town.START))
    floor = Floor(folder / f"asleep-floor-{count}.db")
    floor.fill(count)
    name = f"tick, nothing due, {count:,} people"
    try:
        figure = await pairs(name, lambda: run_due(house), lambda: floor.look(len(TIMETABLE)), count=LOOKS)
        return replace(figure, bar=LOOK)
    finally:
        floor.close()
        await store.close()


async def many_due(folder: Path) -> tuple[Figure, Figure]:
    """Five thousand prompts of a hundred thousand people: evenings, letters, reminders and next prompts
    written, at full durability; and how late the event loop was meanwhile, at worst.

    The floor: the same rows written with sqlite3 alone, in one transaction; and a loop with nothing to do.
    """
    file = folder / "evening.db"
    store = crowd.evening(file, count=PEOPLE, due=DUE)
    clock = StillClock(town.START + timedelta(days=1))
    house = House(store=store, directory=NOBODY, clock=clock)
    ticks = []
    try:
        for lot in crowd.lots(PEOPLE):
            await store.transact(prompt.plan, lot, not_before=clock.at)
        for day in range(DAYS):
            clock.at = await next_due(house) or clock.at
            ticks.append(await _one_evening(house, file, folder / f"again-{day}.db"))
            await store.transact(_without_reminders)
    finally:
        await store.close()
    took, floors, late, anyway = zip(*ticks, strict=True)
    return (
        Figure(
            name=f"tick, {DUE:,} of {PEOPLE:,} due",
            value=median(took),
            unit="ms",
            floor=median(floors),
            bar=TICK,
            most=FLOORS,
        ),
        Figure(name="the event loop late meanwhile", value=max(late), unit="ms", floor=max(anyway), bar=LATE),
    )


async def _one_evening(house: House, file: Path, copy: Path) -> tuple[float, float, float, float]:
    """In milliseconds: the tick, its floor, how late the loop was meanwhile, and with nothing to do."""
    again = Again(file, copy)
    async with Lag() as lag:
        begun = perf_counter()
        settled = await run_due(house)
        took = perf_counter() - begun
    async with Lag() as idle:
        await asyncio.sleep(took)
    change = again.change()
    assert settled == DUE == len(change.moved), f"{settled} were due"
    assert [len(change.written[one]) for one in TABLES] == [DUE, DUE, DUE // MOST], "all are asked"
    begun = perf_counter()
    again.write(change)
    floor = perf_counter() - begun
    again.close()
    return took * 1000, floor * 1000, lag.worst, idle.worst


async def beside_jobs(folder: Path, *, late: float) -> list[Figure]:
    """Setting everyone's prompt, starting again, and the loop while five thousand are due.

    The floor: one APScheduler job a person, on a file that is as durable. late: of the tick, in milliseconds.
    """
    jobs = await one_job_each(folder / "jobs.db", people=SCHEDULED, due=DUE)
    file = folder / "beside.db"
    store = crowd.evening(file, count=SCHEDULED, due=DUE)
    begun = perf_counter()
    for lot in crowd.lots(SCHEDULED):
        await store.transact(prompt.plan, lot, not_before=town.START)
    loaded = perf_counter() - begun
    await store.close()
    begun = perf_counter()
    store = open_store(f"sqlite:///{file}")
    house = House(store=store, directory=NOBODY, clock=StillClock(town.START))
    await run_due(house)
    await next_due(house)
    restarted = perf_counter() - begun
    await store.close()
    beside = (
        (f"prompts set, {SCHEDULED:,} people", loaded, jobs.loaded),
        (f"started again, {SCHEDULED:,} people", restarted, jobs.restarted),
        (f"loop late, {DUE:,} due", late / 1000, jobs.late),
    )
    return [
        Figure(name=f"{name}: APScheduler", value=value, unit="s", floor=floor, most=AS_LONG_AS_JOBS)
        for name, value, floor in beside
    ]


def _without_reminders(tx: Tx) -> None:
    """They are not measured."""
    tx.run(delete(timers).where(timers.c.kind == REMINDERS))
