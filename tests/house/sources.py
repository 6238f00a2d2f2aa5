"""The project's own Python, read as text, for the tests that hold the house in order."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
_QUOTES = '"""'
PRODUCT = ("bot", "handlers", "schedules", "storage", "sandbox")


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file: its path from the project's folder, and what it holds."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def docstring(self) -> str:
        """What it says at its top, "" where that is nothing; no more is parsed than that takes."""
        ends = self.text.find(_QUOTES, len(_QUOTES)) if self.text.startswith(_QUOTES) else -1
        head = self.text[: ends + len(_QUOTES)] if ends > 0 else self.text
        return ast.get_docstring(ast.parse(head)) or ""

    @property
    def lines(self) -> int:
        return self.text.count("\n")


def read(*folders: str) -> list[Source]:
    """Every Python file under these folders, without the migrations, which alembic writes."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [
        Source(path=path.relative_to(ROOT).as_posix(), text=path.read_text(encoding="utf-8"))
        for path in paths
        if "versions" not in path.parts
    ]


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, inner ones too. Looks at statements alone: none is in a value."""
    left: list[ast.AST] = [source.tree]
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            inside = getattr(node, name, ())
            left.extend(inside if isinstance(inside, list) else ())


def made(text: str, *, path: str = "bot/made_up.py") -> Source:
    """A file that does not exist, to show that a check can fail."""
    return Source(path=path, text=text)
