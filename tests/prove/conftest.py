"""What was proved is counted and told at the end."""

from collections.abc import Callable

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = config.stash.get(_COUNTED, [])
    if lines:
        terminalreporter.section("proved")
        for line in lines:
            terminalreporter.line(line)
