"""What a button carries, read without trusting it."""

from datetime import date

import pytest

from handlers.value import day_of, number_of


@pytest.mark.parametrize(
    ("value", "day"),
    [("2026-11-02", date(2026, 11, 2)), ("", None), ("2026-13-01", None), ("tomorrow", None)],
)
def test_a_day(value: str, day: date | None) -> None:
    assert day_of(value) == day


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("-7", None),
        ("\u0667", None),
        ("", None),
    ],
)
def test_a_number(value: str, number: int | None) -> None:
    assert number_of(value) == number
