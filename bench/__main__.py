"""`python -m bench`: measures, prints a table, and writes bench/latest.json."""

import asyncio
import json
import os
import sys
import tempfile
import zoneinfo
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.acknowledge import beside_a_digest
from bench.acting import acknowledgement
from bench.context import judged
from bench.digest import composed
from bench.form import submission
from bench.measure import Figure
from bench.page import page
from bench.prompt import next_asked, next_asked_with_days_off, simulated
from bench.start import started
from bench.talk import talk
from bench.tick import tick
from bench.together import at_once
from bot import log

LATEST = Path(__file__).with_name("latest.json")


# In this order, each in a process of its own, as the bot is: none finds what another has left in memory.
GROUPS: tuple[Callable[[Path], Coroutine[Any, Any, Figure | list[Figure]]], ...] = (
    next_asked,
    next_asked_with_days_off,
    at_once,
    composed,
    beside_a_digest,
    tick,
    submission,
    acknowledgement,
    talk,
    started,
    simulated,
    judged,
    page,
)


def measured() -> list[Figure]:
    """Every figure, each group in a folder of its own."""
    figures: list[Figure] = []
    for number in range(len(GROUPS)):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            figures += alone.submit(_group, number).result()
    return figures


def _group(number: int) -> list[Figure]:
    """On a disk that has nothing to write from before."""
    zoneinfo.reset_tzpath(())
    log.configure("error")
    os.sync()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(GROUPS[number](Path(folder)))
    return found if isinstance(found, list) else [found]


def main() -> int:
    """Measure and tell; returns the exit status."""
    figures = measured()
    for one in figures:
        print(_line(one))
    LATEST.write_text(json.dumps([one.as_json() for one in figures], indent=2) + "\n", encoding="utf-8")
    return 0


def _line(one: Figure) -> str:
    line = f"{one.name:<40}{one.value:>11.3f} {one.unit:<2}{one.floor:>10.3f} floor{one.ratio:>8.2f} ×"
    if one.bar is not None:
        line = f"{line}{one.bar:>8.0f} bar{_missed(one.value, one.bar)}"
    if one.most is not None and one.most < 1:
        line = f"{line}{1 / one.ratio:>8.1f} × faster, bar {1 / one.most:g}{_missed(one.ratio, one.most)}"
    elif one.most is not None:
        line = f"{line}, bar {one.most:g} ×{_missed(one.ratio, one.most)}"
    return line


def _missed(value: float, bar: float) -> str:
    return "" if value <= bar else ", MISSED"


if __name__ == "__main__":
    sys.exit(main())
