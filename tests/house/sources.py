"""The project's own Python, read as text, for the tests that hold the house in order."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
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
    """Every function and method of a file, inner ones too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def made(text: str, *, path: str = "bot/made_up.py") -> Source:
    """A file that does not exist, to show that a check can fail."""
    return Source(path=path, text=text)
