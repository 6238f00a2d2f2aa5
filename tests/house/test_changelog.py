"""The changelog's newest section is what is not released yet, or the version this is."""

import re
import tomllib

import pytest

from tests.house.sources import ROOT

SECTION = re.compile(r"^## \[?(?P<version>[^\]\s]+)\]?", re.MULTILINE)


def newest(changelog: str) -> str:
    """The name of the top section."""
    found = SECTION.search(changelog)
    return found["version"] if found else ""


def test_the_newest_section_is_unreleased_or_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert newest((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")) in {"Unreleased", version}


@pytest.mark.parametrize(
    ("changelog", "name"),
    [
        ("# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n", "Unreleased"),
        ("# Changelog\n\n## 0.2.0 (2026-12-01)\n\n## Unreleased\n", "0.2.0"),
        ("# Changelog\n", ""),
    ],
    ids=["unreleased", "a release", "empty"],
)
def test_the_top_section_is_read(changelog: str, name: str) -> None:
    assert newest(changelog) == name
