"""The messages that were written by hand for this project, in eight languages: floors that may only rise."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.context.reading import reader
from bot.domain.context.rules import Message, judge

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("context_handwritten.jsonl").read_text(encoding="utf-8").splitlines()
]


def flagged(row: dict[str, Any]) -> bool:
    message = Message(
        text=row["text"],
        surface=row["surface"],
        in_thread=row["in_thread"],
        follow_ups=row["follow_up_all"].splitlines(),
    )
    return judge(message, reader=reader()).flag


def wanted(row: dict[str, Any]) -> bool:
    """Asks and gives nothing to act on, and what follows within the wait does not give it either."""
    return row["label"] == "poor" and row["fu_resolves"] is not True


@pytest.mark.parametrize(
    ("of", "precision", "recall"),
    [
        (lambda row: True, 1.0, 1.0),
        (lambda row: row["lang"] == "en", 1.0, 1.0),
        (lambda row: row["lang"] != "en", 1.0, 1.0),
    ],
    ids=["all", "English", "the other seven languages"],
)
def test_nothing_is_flagged_wrongly_and_little_is_missed(
    of: Callable[[dict[str, Any]], bool], precision: float, recall: float
) -> None:
    rows = [row for row in ROWS if of(row) and row["label"] != "borderline"]
    found = [row for row in rows if flagged(row)]
    right = [row for row in found if wanted(row)]
    wrong = [row["text"] for row in found if not wanted(row)]
    assert len(right) / len(found) >= precision, wrong
    missed = [row["text"] for row in rows if wanted(row) and not flagged(row)]
    assert len(right) / len([row for row in rows if wanted(row)]) >= recall, missed


def test_every_language_is_among_them() -> None:
    assert {row["lang"] for row in ROWS} == {"en", "de", "es", "fr", "hi", "ja", "pt", "zh"}
