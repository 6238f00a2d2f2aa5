"""Hand-offs that sixteen people send at once, beside the ORM over a pool of aiosqlite's connections."""

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench import form, town
from bench.inheritance import CONTENT
from bench.measure import PAIRS, Figure
from bench.pool import Pool, Sent
from bot.domain.identity import UserRef
from bot.messages.answer import Ask, Nothing
from bot.run import settle_in
from bot.services import handoff
from storage.store import Store, open_store

AT_ONCE = 16
EACH = 4 * AT_ONCE
COUNT = (PAIRS + 1) * EACH  # the first round warms up, and is not counted
NOW = town.START + timedelta(days=1)
RECEIPT = {"document": {"blocks": ["x" * 600], "kind": "receipt"}, "key": "receipt", "to": "somebody"}

T = TypeVar("T")
Opened = tuple[UserRef, str]


async def at_once(folder: Path) -> Figure:
    """Milliseconds a hand-off, in rounds of sixty-four, each synced to the disk before it counts."""
    settle_in()
    people = -(-COUNT // town.TEAM_SIZE) * town.TEAM_SIZE
    opened = await _forms(town.build(folder, count=people))
    file = folder / f"{people}.db"
    shutil.copy(file, folder / "pool.db")
    store = open_store(f"sqlite:///{file}")
    values, floors = [], []
    try:
        async with Pool(folder / "pool.db") as pool:
            for first in range(0, COUNT, EACH):
                some = opened[first : first + EACH]
                floors.append(await _each(some, partial(_kept, pool)))
                values.append(await _each(some, partial(_sent, store)))
    finally:
        await store.close()
    return Figure(
        name=f"hand-offs, {AT_ONCE} at once",
        value=median(values[1:]),
        unit="ms",
        floor=median(floors[1:]),
        most=1 / 4,
    )


async def _forms(store: Store) -> list[Opened]:
    """Everyone has opened theirs."""
    opened = []
    try:
        for number in range(1, COUNT + 1):
            by = UserRef(platform="slack", tenant="T1", id=f"U{number}")
            answer = await store.transact(handoff.open_form, by, day=None, place=None, now=NOW)
            assert isinstance(answer, Ask), answer
            opened.append((by, answer.form.token))
    finally:
        await store.close()
    return opened


async def _each(some: Sequence[T], send: Callable[[T], Awaitable[None]]) -> float:
    """Milliseconds for one, with sixteen under way all the time."""
    turns: Iterator[T] = iter(some)

    async def keep_on() -> None:
        for one in turns:
            await send(one)

    begun = time.perf_counter()
    await asyncio.gather(*(keep_on() for _ in range(AT_ONCE)))
    return (time.perf_counter() - begun) * 1000 / len(some)


async def _sent(store: Store, one: Opened) -> None:
    by, token = one
    answer = await store.transact(handoff.answer, by, token=token, values=form.VALUES, now=NOW)
    assert isinstance(answer, Nothing), answer


async def _kept(pool: Pool, one: Opened) -> None:
    by, token = one
    step = form.VALUES["steps.0.what"]
    sent = Sent(person=by.id, token=token, state="at_risk", content=CONTENT, step=step, text=RECEIPT)
    await pool.keep(sent, now=NOW)
