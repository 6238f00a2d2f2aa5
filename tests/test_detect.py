"""`sunrelay detect` as whoever measures it meets it: a verdict a line, and no line that stops it."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.detect import verdicts
from bot.domain.context.reading import reader

CHANNEL = {"surface": "channel", "in_thread": False}


def told(*rows: object) -> list[dict[str, Any]]:
    return list(verdicts([json.dumps(row).encode() for row in rows], reader()))


def test_a_line_has_a_verdict_with_its_reason() -> None:
    [asks, says] = told(
        {"id": "a", "text": "can we talk?", "surface": "dm", "label": "ok"},
        {"id": 2, "text": "prod is down, 500s on /checkout", **CHANNEL},
    )
    assert asks == {"id": "a", "flag": True, "reason": "call_request, en", "text_flag": True}
    assert says == {"id": 2, "flag": False, "reason": "words", "text_flag": False}


@pytest.mark.parametrize(
    ("around", "rule"),
    [
        ({"follow_up_all": "the staging build is red since the eslint rule\ncan you look?"}, "wait"),
        ({"in_thread": True}, "thread"),
        ({"prev": [[3600, False, "hi everybody"]]}, "exchange"),
        ({"self_prev": [[60, "the staging build is red since the eslint rule"]]}, "look_back"),
    ],
    ids=["explained in time", "in a thread", "a greeting that answers one", "explained before"],
)
def test_what_is_around_the_words_keeps_silent_and_is_named(around: dict[str, Any], rule: str) -> None:
    [verdict] = told({"id": "a", "text": "hello", **CHANNEL, **around})
    assert (verdict["flag"], verdict["text_flag"], verdict["reason"]) == (
        False,
        True,
        f"greeting, en; {rule}",
    )


def test_an_empty_follow_up_explains_nothing() -> None:
    [verdict] = told({"id": "a", "text": "hello", **CHANNEL, "follow_up_all": "u there?\n??"})
    assert verdict["flag"] is True


BAD = [
    (b"{", None),
    (b"\xff\xfe", None),
    (b"[]", None),
    (b"null", None),
    (b"[" * 100_000, None),
    (b'{"id": NaN, "text": "hi"}', None),
    (b'{"id": ["a"], "text": "hi"}', None),
    (b'{"id": "a"}', "a"),
    (b'{"id": "a", "text": 1}', "a"),
    (b'{"id": "a", "text": "hi", "surface": "moon"}', "a"),
    (b'{"id": "a", "text": "hi", "in_thread": "yes"}', "a"),
    (b'{"id": "a", "text": "hi", "prev": {}}', "a"),
    (b'{"id": "a", "text": "hi", "prev": [[1, "x"]]}', "a"),
    (b'{"id": "a", "text": "hi", "self_prev": [[1, true, "x"]]}', "a"),
    (b'{"id": "a", "text": "hi", "follow_up_all": 3}', "a"),
]


@pytest.mark.parametrize(("line", "name"), BAD, ids=[repr(line[:40]) for line, _ in BAD])
def test_a_bad_line_is_told_and_the_next_is_judged(line: bytes, name: str | None) -> None:
    [bad, good] = verdicts([line, b"\n", b'{"id": "b", "text": "hi", "surface": "dm"}'], reader())
    assert (bad["id"], set(bad)) == (name, {"id", "error"})
    assert good["flag"] is True


def test_a_file_is_read_and_the_status_says_whether_all_of_it_could_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "messages.jsonl"
    file.write_bytes(b'{"id": "\\ud800", "text": "hi", "surface": "dm"}\n')
    assert main(["detect", str(file)]) == 0
    file.write_bytes(b'{"id": "a", "text": "hi"}\nnonsense\n')
    assert main(["detect", str(file)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["\ud800", "a", None]


def test_a_file_that_is_not_there_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["detect", str(tmp_path / "gone.jsonl")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
