"""What is installed is pinned: the lock names every dependency with its hashes, and no place to get it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import ROOT

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)", re.MULTILINE)
PLACE = re.compile(r"^.*(?:https?://|file:).*$|^\s*-{1,2}(?!hash=)\w.*$", re.MULTILINE)


def loose_pins(lock: str) -> Iterator[str]:
    """Lines that name a place to install from, pin nothing, or have no hash."""
    yield from (f"names a place: {place.group().strip()}" for place in PLACE.finditer(lock))
    for entry in re.split(r"^(?=[^\s#])", lock, flags=re.MULTILINE):
        first = entry.split("\n", 1)[0]
        if not first.strip() or first.startswith(("#", "-")):
            continue
        if not PIN.match(entry):
            yield f"pins nothing: {first}"
        elif "--hash=sha256:" not in entry:
            yield f"has no hash: {first}"


def unlocked(project: Mapping[str, Any], lock: str) -> Iterator[str]:
    """Dependencies, extras included, that the lock lacks or pins to a version the project refuses."""
    pins = {canonicalize_name(pin["name"]): pin["version"] for pin in PIN.finditer(lock)}
    for written in chain(project["dependencies"], *project["optional-dependencies"].values()):
        wanted = Requirement(written)
        pin = pins.get(canonicalize_name(wanted.name))
        if pin is None or not wanted.specifier.contains(pin):
            yield f"{written} is not met by {pin}"


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_pin_has_its_hashes_and_no_place_is_named() -> None:
    assert list(loose_pins(lock())) == []


def test_every_dependency_is_pinned() -> None:
    assert list(unlocked(project(), lock())) == []


GOOD = """\
uvloop==0.23.0 ; sys_platform != 'win32' \\
    --hash=sha256:ab \\
    --hash=sha256:cd
    # via uvicorn
"""


@pytest.mark.parametrize(
    ("lock", "fault"),
    [
        ("uvloop==0.23.0\n    # via x\n", "has no hash: uvloop==0.23.0"),
        ("uvloop>=0.23 \\\n    --hash=sha256:ab\n", "pins nothing: uvloop>=0.23 \\"),
        (
            "--index-url https://index.example/simple\n",
            "names a place: --index-url https://index.example/simple",
        ),
        ("-i https://index.example/simple\n", "names a place: -i https://index.example/simple"),
        (
            "uvloop @ https://index.example/uvloop.whl\n",
            "names a place: uvloop @ https://index.example/uvloop.whl",
        ),
    ],
    ids=["no hash", "no pin", "an index", "an index, short", "an address"],
)
def test_a_loose_pin_is_found(lock: str, fault: str) -> None:
    assert fault in list(loose_pins(GOOD + lock))


def test_a_good_pin_is_fine() -> None:
    assert list(loose_pins(GOOD)) == []


@pytest.mark.parametrize(
    ("dependencies", "extra", "missing"),
    [
        (["uvloop>=0.23"], [], 0),
        (["UVLoop>=0.23; sys_platform != 'win32'"], [], 0),
        (["uvloop>=0.24"], [], 1),
        ([], ["ruff"], 1),
    ],
    ids=["met", "met in another spelling", "too old", "an extra that is not there"],
)
def test_a_dependency_that_is_not_pinned_is_found(
    dependencies: list[str], extra: list[str], missing: int
) -> None:
    named = {"dependencies": dependencies, "optional-dependencies": {"dev": extra}}
    assert len(list(unlocked(named, GOOD))) == missing
