"""docs/pictures has every example of what Sunrelay says, in both lights, and its index names them."""

import re

import pytest

from tests.browser import album
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
