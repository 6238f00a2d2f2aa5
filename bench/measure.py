"""A figure beside its floor: both measured in turns in one run, the median of several pairs."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median

PAIRS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """value, floor: in `unit`; ratio: how many floors the value is; bar: the most that is promised.

    most: the most floors that are promised; below one, so many times faster than the floor.
    """

    name: str
    value: float
    unit: str
    floor: float
    bar: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float:
        """The figure that moves least from machine to machine."""
        return self.value / self.floor

    def as_json(self) -> dict[str, str | float]:
        """As it is kept."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": round(self.floor, 4),
            "ratio": round(self.ratio, 2),
        }


async def pairs(
    name: str, subject: Callable[[], Awaitable[object]], floor: Callable[[], object], *, count: int = PAIRS
) -> Figure:
    """Measure in milliseconds, in turns. Each call does one unit of work."""
    values: list[float] = []
    floors: list[float] = []
    for _ in range(count):
        begun = time.perf_counter()
        floor()
        between = time.perf_counter()
        await subject()
        floors.append(between - begun)
        values.append(time.perf_counter() - between)
    return Figure(name=name, value=median(values) * 1000, unit="ms", floor=median(floors) * 1000)
