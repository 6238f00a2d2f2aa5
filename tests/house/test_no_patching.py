"""Tests use the real thing, a given clock or the sandbox: nothing is patched."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import PRODUCT, Source, made, read

FIXTURES = {"monkeypatch", "mocker", "class_mocker", "module_mocker", "session_mocker"}
MODULES = {"mock", "unittest.mock", "pytest_mock", "freezegun", "time_machine"}
WORDS = {*FIXTURES, "mock", "freezegun", "time_machine", "MonkeyPatch"}


def patching(source: Source) -> list[str]:
    """Where a file asks for a fixture that patches, or imports a library that does."""
    if not any(word in source.text for word in WORDS):  # most files, which then need not be parsed
        return []
    return [f"{source.path}:{line} uses {name}" for line, name in _used(source)]


def _used(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        match node:
            case ast.arg(arg=name) if name in FIXTURES:
                yield node.lineno, name
            case ast.Attribute(attr="MonkeyPatch"):
                yield node.lineno, "MonkeyPatch"
            case ast.Import(names=names):
                yield from ((node.lineno, one.name) for one in names if one.name in MODULES)
            case ast.ImportFrom(module=str(module), names=names):
                whole = {module, *(f"{module}.{one.name}" for one in names)}
                yield from ((node.lineno, name) for name in sorted(whole & MODULES))
                yield from ((node.lineno, one.name) for one in names if one.name == "MonkeyPatch")
            case _:
                pass


def test_nothing_is_patched() -> None:
    assert [fault for source in read("tests", "bench", *PRODUCT) for fault in patching(source)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import unittest.mock\n", "unittest.mock"),
        ("from unittest.mock import patch\n", "unittest.mock"),
        ("from unittest import mock\n", "unittest.mock"),
        ("from pytest import MonkeyPatch\n", "MonkeyPatch"),
        ("import pytest\nx: pytest.MonkeyPatch\n", "MonkeyPatch"),
        ("def test_it(monkeypatch): ...\n", "monkeypatch"),
        ("async def test_it(tmp_path, *, mocker): ...\n", "mocker"),
    ],
)
def test_patching_is_found(text: str, name: str) -> None:
    (fault,) = patching(made(text))
    assert fault.endswith(f" uses {name}")
