"""`python -m bench`: measures, prints a table, and writes bench/latest.json."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench import groups
from bench.measure import Figure

LATEST = Path(__file__).with_name("latest.json")


def measured() -> list[Figure]:
    """Every figure, each group in a folder of its own."""
    figures: list[Figure] = []
    for number in range(len(groups.GROUPS)):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            figures += alone.submit(groups.measured, number).result()
    return figures


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
