"""What the documents point at is there, and each decision has its three parts and its line in the list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT

LINK = re.compile(r"\]\((?P<target>[^)#\s]+)[^)]*\)")
PLACE = re.compile(r"`(?P<target>(?:bot|handlers|schedules|storage|sandbox|bench|tests|docs|\.ci)/[\w./-]*)`")
PARTS = ["## Context", "## Decision", "## Consequences"]


def documents() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def dead_ends(document: Path, text: str) -> Iterator[str]:
    """Links, and names of files and folders of the project, that lead nowhere."""
    for found in LINK.finditer(text):
        if "://" not in found["target"] and not (document.parent / found["target"]).exists():
            yield found["target"]
    for found in PLACE.finditer(text):
        if not (ROOT / found["target"]).exists():
            yield found["target"]


def odd_parts(text: str) -> list[str]:
    """The headings of a decision that are not the three it should have, in their order."""
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    return [] if headings == PARTS else headings or ["none"]


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_points_at_is_there(document: Path) -> None:
    assert list(dead_ends(document, document.read_text(encoding="utf-8"))) == []


def test_each_decision_has_its_parts_and_stands_in_the_list() -> None:
    folder = ROOT / "docs/decisions"
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    decisions = sorted(folder.glob("[0-9]*.md"))
    assert listed == [one.name for one in decisions]
    assert [part for one in decisions for part in odd_parts(one.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[gone](docs/gone.md)", ["docs/gone.md"]),
        ("[gone](docs/gone.md#part)", ["docs/gone.md"]),
        ("see `bot/gone.py`", ["bot/gone.py"]),
        ("[here](docs/rules.md), `bot/clock.py`, `tests/`, [there](https://slack.com/gone)", []),
    ],
    ids=["a link", "a link to a part", "a file", "all there"],
)
def test_a_dead_end_is_found(text: str, found: list[str]) -> None:
    assert list(dead_ends(ROOT / "README.md", text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 1\n\n## Context\n\n## Decision\n\n## Consequences\n", []),
        ("# 1\n\n## Context\n\n## Consequences\n", ["## Context", "## Consequences"]),
        ("# 1\n", ["none"]),
    ],
    ids=["complete", "without a decision", "empty"],
)
def test_a_decision_of_another_form_is_found(text: str, found: list[str]) -> None:
    assert odd_parts(text) == found
