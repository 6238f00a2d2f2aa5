"""What was proved is counted and told at the end."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_COUNTED = pytest.StashKey[list[str]]()

Proved = Callable[..., None]


@pytest.fixture
def proved(request: pytest.FixtureRequest) -> Proved:
    """Note counts, by name, to be printed when all tests are done."""
    lines = request.config.stash.setdefault(_COUNTED, [])

    def note(**counts: object) -> None:
        told = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
        lines.append(f"{request.node.name}: {told}")

    return note


@pytest.fixture
def database_in_memory(sqlite_template: Path) -> Iterator[str]:
    """A file in memory where the machine has such a folder: a year of commits waits for no disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield f"sqlite:///{shutil.copyfile(sqlite_template, Path(folder) / 'sunrelay.db')}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = config.stash.get(_COUNTED, [])
    if lines:
        terminalreporter.section("proved")
        for line in lines:
            terminalreporter.line(line)
