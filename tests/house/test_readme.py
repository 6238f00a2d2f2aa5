"""What the README shows is there and works: its pictures, and the roster that can be tried."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulate.roster import read
from tests.house.sources import ROOT

PICTURE = re.compile(r'(?:src|srcset)="(?P<file>[^"]+)"')
IMAGE = re.compile(r"<img (?P<facts>[^>]*)>")
ROSTER = re.compile(r"```yaml\n(?P<text>.*?)```", re.DOTALL)


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def missing(text: str, *, beside: Path) -> Iterator[str]:
    """Pictures that are not where a document looks for them."""
    for found in PICTURE.finditer(text):
        if not (beside / found["file"]).is_file():
            yield found["file"]


def mute(text: str) -> list[str]:
    """Pictures that say nothing to whoever cannot see them."""
    return [one["facts"] for one in IMAGE.finditer(text) if not re.search(r'alt="[^"]{20,}"', one["facts"])]


def test_every_picture_is_there_and_told_in_words() -> None:
    assert list(missing(readme(), beside=ROOT)) == []
    assert mute(readme()) == []


def test_the_roster_it_shows_can_be_simulated() -> None:
    [roster] = [read(one["text"], file="README.md") for one in ROSTER.finditer(readme())]
    assert [one.name for one in roster.people] == ["Mia", "Lena"]


@pytest.mark.parametrize(
    ("text", "gone", "without_words"),
    [
        ('<source srcset="gone.webp"><img alt="A page by day, in words" src="here.webp">', ["gone.webp"], 0),
        ('<img alt="" src="here.webp">', [], 1),
    ],
    ids=["a picture that is gone", "a picture without words"],
)
def test_a_bad_picture_is_found(tmp_path: Path, text: str, gone: list[str], without_words: int) -> None:
    (tmp_path / "here.webp").touch()
    assert list(missing(text, beside=tmp_path)) == gone
    assert len(mute(text)) == without_words
