"""Each rule that holds everywhere has a row in `docs/rules.md`, which names the tests that hold it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pytest

from tests.house.sources import ROOT, Source, functions, made, read

RULES = 12
ROW = re.compile(r"^\| \d+ \|.*\|$", re.MULTILINE)
NODE = re.compile(r"`(tests/[\w/]+\.py(?:::\w+)*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row: the tests it names, and what is said to be missing."""

    number: int
    tests: tuple[str, ...]
    not_yet: str


def rules(text: str) -> list[Rule]:
    """The rows of the table."""
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in ROW.findall(text)]
    return [
        Rule(number=int(number), tests=tuple(NODE.findall(tests)), not_yet=not_yet)
        for number, _, tests, not_yet in cells
    ]


def nodes(sources: Collection[Source]) -> set[str]:
    """Every test file, and every test in it, as pytest names them."""
    found = {f"{source.path}::{function.name}" for source in sources for function in functions(source)}
    return {node for node in found if "::test_" in node}


def unheld(text: str, known: Collection[str]) -> Iterator[str]:
    """Rules without a row or without a test and a word on why; tests that are not there, or named twice."""
    rows = rules(text)
    if [row.number for row in rows] != list(range(1, RULES + 1)):
        yield f"rows: {[row.number for row in rows]}"
    for row in rows:
        if not row.tests and not row.not_yet:
            yield f"rule {row.number} names no test"
        yield from (f"rule {row.number}: there is no {test}" for test in row.tests if test not in known)
        named = Counter(row.tests)
        yield from (f"rule {row.number} names {test} twice" for test in named if named[test] > 1)


def test_every_rule_names_its_tests() -> None:
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    named = [source for source in read("tests") if f"`{source.path}::" in text]
    assert list(unheld(text, nodes(named))) == []


def table(last: str) -> str:
    good = [f"| {number} | **Name.** What it says. | `tests/a.py::test_a` | |" for number in range(1, RULES)]
    return "\n".join([*good, last])


@pytest.mark.parametrize(
    ("last", "fault"),
    [
        ("| 12 | **Kind.** Plain. | `tests/a.py::test_b` | |", "rule 12: there is no tests/a.py::test_b"),
        ("| 12 | **Kind.** Plain. | `tests/a.py` | |", "rule 12: there is no tests/a.py"),
        ("| 12 | **Kind.** Plain. | | |", "rule 12 names no test"),
        (
            "| 12 | **Kind.** Plain. | `tests/a.py::test_a`<br>`tests/a.py::test_a` | |",
            "rule 12 names tests/a.py::test_a twice",
        ),
        ("", f"rows: {list(range(1, RULES))}"),
    ],
    ids=["a test that is gone", "a whole file", "no test", "a test named twice", "no row"],
)
def test_a_rule_that_nothing_holds_is_found(last: str, fault: str) -> None:
    known = nodes([made("def test_a() -> None: ...\ndef helper() -> None: ...\n", path="tests/a.py")])
    assert list(unheld(table(last), known)) == [fault]


def test_a_rule_may_say_what_it_waits_for() -> None:
    assert (
        list(unheld(table("| 12 | **Kind.** Plain. | | with the calendars |"), {"tests/a.py::test_a"})) == []
    )
