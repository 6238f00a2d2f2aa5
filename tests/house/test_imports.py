"""No import hides: what a module needs stands at its top, and only the command picks a module by name.

But for a library of seven megabytes that most who run the bot never need.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import PRODUCT, Source, functions, made, read

PICKS_BY_NAME = "bot/__main__.py"
LATE = {"storage/vault.py": "cryptography.fernet"}
# An import that hides stands on a line that begins as none in the open does; most files have no such line.
NOT_IN_THE_OPEN = re.compile(r"^(?!import |from ).*(\bimport\b|import_module|__import__)", re.MULTILINE)


def hidden_imports(source: Source) -> list[str]:
    """Where a file imports inside a function, or by a name made up at run time."""
    if not NOT_IN_THE_OPEN.search(source.text):
        return []
    inside = {
        f"{source.path}:{node.lineno} imports inside {function.name}"
        for function in functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not _is_late(source, node)
    }
    return sorted(inside) + [f"{source.path}:{line} imports by name" for line in _by_name(source)]


def _is_late(source: Source, node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == LATE.get(source.path, "")


def _by_name(source: Source) -> Iterator[int]:
    if source.path == PICKS_BY_NAME:
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"):
                yield node.lineno
            case _:
                pass


def test_no_import_hides() -> None:
    assert [fault for source in read(*PRODUCT) for fault in hidden_imports(source)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("def asked():\n    import json\n", "bot/made_up.py:2 imports inside asked"),
        ("async def asked():\n    if 1:\n        from a import b\n", "bot/made_up.py:3 imports inside asked"),
        ("class A:\n    def b(self):\n        import c\n", "bot/made_up.py:3 imports inside b"),
        ("import importlib\nx = importlib.import_module('bot.app')\n", "bot/made_up.py:2 imports by name"),
        ("x = __import__('bot.app')\n", "bot/made_up.py:1 imports by name"),
        ("def a():\n    from .b import c\n", "bot/made_up.py:2 imports inside a"),
        ("def a():\n    from cryptography.fernet import b\n", "bot/made_up.py:2 imports inside a"),
    ],
    ids=[
        "in a function",
        "in a branch of a coroutine",
        "in a method",
        "importlib",
        "dunder",
        "from beside it",
        "what is late elsewhere",
    ],
)
def test_a_hidden_import_is_found(text: str, fault: str) -> None:
    assert hidden_imports(made(text)) == [fault]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("import json\nfrom a import b\n", "bot/made_up.py"),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n", "bot/made_up.py"),
        ("import importlib\nx = importlib.import_module('bot.app')\n", PICKS_BY_NAME),
        ("def a():\n    from cryptography.fernet import Fernet\n", "storage/vault.py"),
    ],
    ids=["at the top", "for types", "the command", "a heavy library, late"],
)
def test_an_import_in_the_open_is_fine(text: str, path: str) -> None:
    assert hidden_imports(made(text, path=path)) == []
