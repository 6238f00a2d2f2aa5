"""The tick: with nothing due, and with five thousand prompts due in one minute."""

from datetime import timedelta
from pathlib import Path

from bench import town
from bench.floor import Floor
from bench.measure import Figure, pairs
from bench.still import NOBODY, StillClock
from bot.services.platform import House
from schedules.timetable import TIMETABLE, next_due, run_due

IDLE = 10_000
DUE = 5_000
DAYS = 5


async def nothing_due(folder: Path) -> Figure:
    """What looking costs, every second, for ten thousand people."""
    store = town.build(folder, count=IDLE)
    await store.transact(town.plan_all, count=IDLE)
    house = House(store=store, directory=NOBODY, clock=StillClock(town.START))
    floor = Floor(folder / "idle-floor.db")
    floor.fill(IDLE)
    name = f"tick, nothing due, {IDLE:,} people"
    try:
        return await pairs(name, lambda: run_due(house), lambda: floor.look(len(TIMETABLE)), count=51)
    finally:
        floor.close()
        await store.close()


async def many_due(folder: Path) -> Figure:
    """Five thousand prompts: evenings, letters, reminders and next prompts written, at full durability.

    The floor writes as many rows as that takes, a letter's being as long as a prompt is as it is kept.
    """
    store = town.build(folder, count=DUE, one_zone=True)
    await store.transact(town.plan_all, count=DUE)
    clock = StillClock(town.START)
    house = House(store=store, directory=NOBODY, clock=clock)
    floor = Floor(folder / "due-floor.db")
    rows = [("x" * 900, "letter", one) for one in range(DUE)] + [
        ("row", "row", one) for one in range(4 * DUE)
    ]
    figures: list[Figure] = []
    try:
        for _ in range(DAYS):
            clock.at = await next_due(house) or clock.at
            name = f"tick, {DUE:,} prompts due"
            figures.append(await pairs(name, lambda: run_due(house), lambda: floor.write(rows), count=1))
            clock.at += timedelta(hours=2)  # the reminders, which are not measured
            await run_due(house)
    finally:
        floor.close()
        await store.close()
    return sorted(figures, key=lambda one: one.ratio)[DAYS // 2]
