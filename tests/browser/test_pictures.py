"""docs/pictures has every example of what Sunrelay says, in both lights, and its index names them."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import album
from tests.browser.drawn import THERE, all_drawn
from tests.browser.pictures import FOLDER

ANEW = "make pictures writes them anew, where Chromium is installed"


def test_every_example_has_its_pictures_and_no_picture_is_left_over() -> None:
    assert {one.name for one in FOLDER.glob("*.webp")} == album.files(), ANEW


def test_the_index_names_every_picture() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r'src="([^"]+)"', index)) == album.files(), ANEW


@pytest.mark.parametrize("picture", album.pictures(), ids=lambda one: one.file)
def test_what_is_pictured_is_said_in_a_line(picture: album.Picture) -> None:
    assert 20 < len(picture.what) < 240


def test_a_link_to_another_message_is_pictured_as_one() -> None:
    drawn = next(one for one in all_drawn() if one.file == "request.answered-in-a-channel")
    link = {"type": "link", "url": THERE, "text": "Where you asked"}
    assert link in list(_elements(drawn.told["messages"]))


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")
@pytest.mark.parametrize("fonts", ["", "a.ttf: A"], ids=["none", "some"])
def test_without_its_fonts_no_picture_is_drawn(tmp_path: Path, fonts: str) -> None:
    for program, says in (("fc-list", fonts), ("id", "1000")):
        (tmp_path / program).write_text(f"#!/bin/sh\n[ -z '{says}' ] || echo '{says}'\n")
        (tmp_path / program).chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["make", "fonts"], capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert (done.returncode == 0) is bool(fonts)
    assert ("NO FONTS FOR JAPANESE, CHINESE OR HINDI" in done.stderr) is not bool(fonts)


def _elements(some: Any) -> Iterator[Any]:
    """Everything in what is drawn, however deep."""
    for one in some.values() if isinstance(some, dict) else some:
        if isinstance(one, dict | list):
            yield one
            yield from _elements(one)
