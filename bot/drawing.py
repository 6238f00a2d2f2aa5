"""Has a chart drawn by a process of its own, which is gone once it has: see `bot.picture`."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.domain.text import shorten
from bot.messages.chart import DayChart, Row

# Machine seconds. The first picture on a machine looks through its fonts, too.
PATIENCE: Final = 30.0
DRAWS: Final = (sys.executable, "-m", "bot.picture")

# It needs no secrets: of the environment it is given where to find things, and no more.
_GIVEN: Final = ("PATH", "HOME", "TMPDIR", "MPLCONFIGDIR", "LANG", "LC_ALL", "SYSTEMROOT")
_HOUR: Final = timedelta(hours=1)
_EVERY: Final = 3
_LONGEST: Final = 22
_LONGEST_REGION: Final = 14


class NotDrawn(Exception):
    """There is no picture: drawing it failed, or took too long."""


async def draw(chart: DayChart, *, command: Sequence[str] = DRAWS, patience: float = PATIENCE) -> bytes:
    """The chart as a PNG. Raises `NotDrawn`; nothing of it goes on after that, or when it is cancelled."""
    env = {name: os.environ[name] for name in _GIVEN if name in os.environ}
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, env=env
        )
    except OSError as error:
        raise NotDrawn(type(error).__name__) from error
    try:
        async with asyncio.timeout(patience):
            picture, _ = await process.communicate(json.dumps(plotted(chart)).encode())
    except TimeoutError as error:
        raise NotDrawn("too slow") from error
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode or not picture:
        raise NotDrawn(f"ended with {process.returncode}")
    return picture


def plotted(chart: DayChart) -> Mapping[str, Any]:
    """What is to be drawn where, in hours from the day's beginning."""
    return {
        "title": chart.title,
        "hours": _hours(chart, chart.ends_at),
        "ticks": [(_hours(chart, at), f"{at.astimezone(ZoneInfo(chart.zone)):%H}") for at in _ticks(chart)],
        "now": _hours(chart, chart.now),
        "now_words": f"now, {chart.now.astimezone(ZoneInfo(chart.zone)):%H:%M}",
        "rows": [_row(chart, row) for row in chart.rows],
    }


def _row(chart: DayChart, row: Row) -> Mapping[str, Any]:
    region = shorten(row.region, _LONGEST_REGION)
    name = f"{shorten(row.name, _LONGEST - len(region))}, {region}"
    spans = [(_hours(chart, start), _hours(chart, end)) for start, end in row.spans]
    return {"name": name, "group": row.region, "spans": spans}


def _ticks(chart: DayChart) -> list[datetime]:
    """Every third hour on the clocks there, and the end of the day."""
    there = ZoneInfo(chart.zone)
    hours = int((chart.ends_at - chart.starts_at) / _HOUR)
    every = (chart.starts_at + number * _HOUR for number in range(hours))
    return [at for at in every if at.astimezone(there).hour % _EVERY == 0] + [chart.ends_at]


def _hours(chart: DayChart, at: datetime) -> float:
    return (at - chart.starts_at) / _HOUR
