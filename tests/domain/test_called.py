"""Whom somebody means by what they typed."""

import pytest

from bot.domain.called import Known, Nobody, Several, meant, split_names
from bot.domain.identity import PersonId

PEOPLE = ("Maya Brooks", "Sam Ortiz", "Sam Smith", "Ana Gómez", "Lena Vogel", "Arjun", "李雷")
EVERYONE = [Known(id=PersonId(n), external=f"U{n}X", name=name) for n, name in enumerate(PEOPLE)]
NEAR = {PersonId(2)}


def names(typed: str, near: set[PersonId] = NEAR) -> list[object]:
    found = meant(split_names(typed), EVERYONE, near=near)
    return [one.name if isinstance(one, Known) else one for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("@Maya Brooks", ["Maya Brooks"]),
        ("maya", ["Maya Brooks"]),
        ("@maya.brooks", ["Maya Brooks"]),
        ("@ana.gomez", ["Ana Gómez"]),
        ("brooks", ["Maya Brooks"]),
        ("@U3X", ["Ana Gómez"]),
        ("<@U3X>", ["Ana Gómez"]),
        ("len", ["Lena Vogel"]),
        ("@李雷", ["李雷"]),
        ("@maya @arjun", ["Maya Brooks", "Arjun"]),
        ("maya, arjun and lena vogel", ["Maya Brooks", "Arjun", "Lena Vogel"]),
        ("maya arjun", ["Maya Brooks", "Arjun"]),
        ("sam", ["Sam Smith"]),
        ("Sam Ortiz", ["Sam Ortiz"]),
        ("", []),
    ],
)
def test_a_name_however_it_is_written(typed: str, expected: list[str]) -> None:
    assert names(typed) == expected


def test_several_of_one_name_are_asked_about_unless_one_is_near() -> None:
    assert names("sam", near=set()) == [Several(typed="sam", names=("Sam Ortiz", "Sam Smith"))]


@pytest.mark.parametrize("typed", ["zoe", "m", "@", "…", "maya zoe", "...@...!"])
def test_nobody_is_called_so(typed: str) -> None:
    assert all(isinstance(one, Nobody) for one in meant(split_names(typed), EVERYONE, near=NEAR))
