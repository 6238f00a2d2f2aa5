"""Functions and files stay small: ratchets, which only ever get tighter."""

import statistics
from collections.abc import Sequence

import pytest

from tests.house.sources import PRODUCT, Source, functions, made, read

MEDIAN_FUNCTION, NINTH_TENTH, LONGEST_FUNCTION = 7, 22, 60
MEDIAN_FILE, LONGEST_FILE = 90, 320


def function_lengths(sources: Sequence[Source]) -> dict[str, int]:
    """Lines of each function from its `def` to its end, docstring included."""
    return {
        f"{source.path}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for source in sources
        for function in functions(source)
    }


def too_long_functions(sources: Sequence[Source]) -> list[str]:
    """Functions beyond the longest allowed, and whatever is wrong with them taken together."""
    lengths = function_lengths(sources)
    found = [f"{where}: {lines} lines" for where, lines in lengths.items() if lines > LONGEST_FUNCTION]
    if (median := statistics.median(lengths.values())) > MEDIAN_FUNCTION:
        found.append(f"the median function has {median} lines")
    if (ninth := sorted(lengths.values())[len(lengths) * 9 // 10]) > NINTH_TENTH:
        found.append(f"one function in ten has {ninth} lines or more")
    return found


def too_long_files(sources: Sequence[Source]) -> list[str]:
    """Files beyond the longest allowed, and a median that has grown."""
    found = [f"{source.path}: {source.lines} lines" for source in sources if source.lines > LONGEST_FILE]
    if (median := statistics.median(source.lines for source in sources)) > MEDIAN_FILE:
        found.append(f"the median file has {median} lines")
    return found


def test_functions_stay_small() -> None:
    assert too_long_functions(read(*PRODUCT)) == []


def test_files_stay_small() -> None:
    assert too_long_files(read(*PRODUCT)) == []


def function(name: str, lines: int) -> str:
    return f"def {name}() -> None:\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize(
    ("lengths", "faults"),
    [
        ([7] * 9 + [22], []),
        ([8] * 10, ["the median function has 8.0 lines"]),
        ([3] * 8 + [23] * 2, ["one function in ten has 23 lines or more"]),
        ([3] * 19 + [61], ["bot/made_up.py:58 long19: 61 lines"]),
    ],
    ids=["small", "a large median", "a heavy tail", "one long function"],
)
def test_a_function_that_grew_is_found(lengths: list[int], faults: list[str]) -> None:
    text = "".join(function(f"long{index}", lines) for index, lines in enumerate(lengths))
    assert too_long_functions([made(text)]) == faults


def test_a_file_that_grew_is_found() -> None:
    long = made("x = 1\n" * 321, path="bot/made_up.py")
    assert too_long_files([long, made("x = 1\n"), made("x = 1\n")]) == ["bot/made_up.py: 321 lines"]


def test_a_median_file_that_grew_is_found() -> None:
    assert too_long_files([made("x = 1\n" * 91)]) == ["the median file has 91 lines"]
