"""What it costs to judge a message; the floor: to cut it into words, as any look at it has to."""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from bench.measure import PAIRS, Figure
from bot.domain.context.reading import Reader, reader
from bot.domain.context.rules import Message, judge

# Half of them empty requests, which are read to their end: ordinary talk costs less.
ROWS = Path(__file__).parents[1] / "tests/domain/context_handwritten.jsonl"
T = TypeVar("T")
LONG = 40_000
PATHS = ("a", "hi ", "?", "<", "<@", ":a", "can you ", "在吗", " ", "e\u0301", "9", "'a")

_SIZE = """
import gc, json, tracemalloc
import bot.domain.context.reading as reading, bot.domain.context.rules as rules
import bot.domain.context.pressing as pressing
tracemalloc.start()
reader, presses = reading.reader(), pressing.pressing_reader()
for line in open(%r, encoding="utf-8"):
    text = json.loads(line)["text"]
    reader.read(text), presses.read(text)
gc.collect()
print(tracemalloc.get_traced_memory()[0] / 1e6)
"""


async def judged(_: Path) -> list[Figure]:
    """The median and the 99th of a hundred verdicts, the worst long text, and what all languages take up."""
    texts = [json.loads(line)["text"] for line in ROWS.read_text(encoding="utf-8").splitlines()]
    made = reader()
    messages = [Message(text=text, surface="channel") for text in texts]
    _times(messages, lambda one: judge(one, reader=made))
    took = [_times(messages, lambda one: judge(one, reader=made)) for _ in range(PAIRS)]
    floors = [_times(texts, str.split) for _ in range(PAIRS)]
    figures = [
        _figure("a message judged", [median(one) for one in took], [median(one) for one in floors], bar=15),
        _figure("a message judged, p99", [_p99(one) for one in took], [_p99(one) for one in floors], bar=100),
    ]
    return [*figures, _longest(made), _size()]


def _figure(name: str, values: list[float], floors: list[float], *, bar: float) -> Figure:
    return Figure(name=name, value=median(values) * 1e6, unit="µs", floor=median(floors) * 1e6, bar=bar)


def _times(each: list[T], work: Callable[[T], object]) -> list[float]:
    gc.disable()
    times = []
    for one in each:
        begun = time.perf_counter()
        work(one)
        times.append(time.perf_counter() - begun)
    gc.enable()
    return times


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def _longest(made: Reader) -> Figure:
    """The slowest of texts that are made to be slow, also cut to what is read at all; as a follow-up, too."""
    texts = [(path * LONG)[:length] for path in PATHS for length in (LONG, 400)]
    took = [sum(_times([text], work)) for text in texts for work in (made.read, made.carries, made.greets)]
    split = max(_times(texts, str.split))
    return Figure(
        name=f"{LONG:,} letters judged", value=max(took) * 1000, unit="ms", floor=split * 1000, bar=5
    )


def _size() -> Figure:
    """In a Python of its own; the floor: the files of the phrases."""
    said = subprocess.run(
        [sys.executable, "-c", _SIZE % str(ROWS)], stdout=subprocess.PIPE, check=True
    ).stdout
    files = (Path(__file__).parents[1] / "bot/domain/context/phrases").rglob("*.phrases")
    size = sum(file.stat().st_size for file in files) / 1e6
    return Figure(name="phrases of eight languages", value=float(said), unit="MB", floor=size, bar=20)
