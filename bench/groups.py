"""What is measured, in groups."""

import asyncio
import os
import tempfile
import zoneinfo
from collections.abc import Callable, Coroutine
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


def measured(number: int) -> list[Figure]:
    """On a disk that has nothing to write from before."""
    zoneinfo.reset_tzpath(())
    log.configure("error")
    os.sync()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(GROUPS[number](Path(folder)))
    return found if isinstance(found, list) else [found]
