"""A hand-off's form: sent by one after the other, until it is on the disk and acknowledged."""

import os
import time
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

from bench import desk, town
from bench.measure import Figure
from bench.still import StillClock
from bot.domain.identity import UserRef
from bot.messages.answer import Ask
from bot.messages.handoff_form import NAME
from bot.services import handoff
from storage.store import Store

COUNT = 300
WARM = 50
PAGE = b"x" * 4096
NOW = town.START + timedelta(days=1)
# The most that is promised, in milliseconds.
PROMISED = 8.0
VALUES = {
    "state": "at_risk",
    "summary": "The new payment form is behind the flag in staging. Card payments pass, vouchers do not.",
    "done": "Built the voucher field\nMoved the flag to staging",
    "steps.0.what": "Find out why vouchers over 100 are refused",
    "steps.0.owner": "me",
}
CHOSEN = ("state", "steps.0.owner")


async def submission(folder: Path) -> list[Figure]:
    """The median and the 99th of a hundred; beside each, what the disk takes at the median to sync a page."""
    store, clock = town.build(folder, count=COUNT + WARM), StillClock(NOW)
    try:
        bodies = [await filled(store, number) for number in range(1, COUNT + WARM + 1)]
        async with desk.front(desk.answering(store, clock), clock) as front:
            app = front.bolt_app()
            await desk.acknowledged(app, bodies[:WARM], front)
            took: list[float] = []
            synced: list[float] = []
            with (folder / "page").open("wb") as file:
                for body in bodies[WARM:]:
                    synced.append(_synced(file.fileno()))
                    took += await desk.acknowledged(app, [body], front)
    finally:
        await store.close()
    sync = median(synced) * 1000
    return [
        Figure(name="hand-off sent, acknowledged", value=median(took) * 1000, unit="ms", floor=sync),
        Figure(
            name="hand-off sent, acknowledged, p99",
            value=quantiles(took, n=100)[98] * 1000,
            unit="ms",
            floor=sync,
            bar=PROMISED,
        ),
    ]


async def filled(store: Store, number: int) -> str:
    """The form that this person has opened and filled in, as Slack sends it."""
    by = UserRef(platform="slack", tenant=desk.BOT.tenant, id=f"U{number}")
    opened = await store.transact(handoff.open_form, by, day=None, place=None, now=NOW)
    assert isinstance(opened, Ask), opened
    fields = {
        name: desk.chosen(value) if name in CHOSEN else desk.typed(value) for name, value in VALUES.items()
    }
    return desk.form(by.id, NAME, opened.form.token, fields)


def _synced(file: int) -> float:
    """Seconds."""
    begun = time.perf_counter()
    os.write(file, PAGE)
    os.fsync(file)
    return time.perf_counter() - begun
