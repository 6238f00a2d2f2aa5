"""Every module says in one to three lines what a reader finds in it; a tree of errors may be drawn below."""

from collections.abc import Iterator, Sequence

import pytest

from tests.house.sources import PRODUCT, Source, made, read

MOST_LINES = 3


def untold_modules(sources: Sequence[Source]) -> Iterator[str]:
    """Modules that say nothing, or more than a reader wants before the code begins."""
    for source in sources:
        if not 1 <= (lines := told_lines(source)) <= MOST_LINES:
            yield f"{source.path}: {lines} lines of docstring"


def told_lines(source: Source) -> int:
    """Lines of words; empty ones and a drawn tree are not counted."""
    paragraphs = source.docstring.split("\n\n")
    return sum(len(one.strip().splitlines()) for one in paragraphs if "└── " not in one)


def test_every_module_says_what_it_holds() -> None:
    assert list(untold_modules(read("tests", "bench", *PRODUCT))) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [("x = 1\n", 0), ('"""A.\n\nB.\nC.\nD.\n"""\n', 4), ("# A comment.\n", 0)],
    ids=["nothing", "four lines", "a comment alone"],
)
def test_a_module_that_says_nothing_or_too_much_is_found(text: str, lines: int) -> None:
    assert list(untold_modules([made(text)])) == [f"bot/made_up.py: {lines} lines of docstring"]


@pytest.mark.parametrize(
    "text",
    ['"""A.\n\nB.\nC.\n"""\n', '"""A.\n\nB\n├── C\n└── D\n    └── E\n"""\n'],
    ids=["an empty line", "a tree of errors"],
)
def test_what_is_no_line_of_words_is_not_counted(text: str) -> None:
    assert list(untold_modules([made(text)])) == []
