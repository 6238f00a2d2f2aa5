"""What every test stands on: the pinned time zones decide, not the machine's; databases are real."""

import logging
import zoneinfo
from collections.abc import Iterator

import pytest
import structlog

zoneinfo.reset_tzpath(())

pytest_plugins = ["tests.support.databases"]


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """A test that starts a command sets up its log, and leaves the next test's lines where they belong."""
    root = logging.getLogger()
    level = root.level
    yield
    if structlog.is_configured():
        structlog.reset_defaults()
        root.handlers[:] = [one for one in root.handlers if type(one) is not logging.StreamHandler]
        root.setLevel(level)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What proofs have counted comes with their reports. Whoever gathers those loads this file alone."""
    reports = [one for some in terminalreporter.stats.values() for one in some]
    properties = [one for report in reports for one in getattr(report, "user_properties", ())]
    lines = [told for name, told in properties if name == "proved"]
    if lines:
        terminalreporter.section("proved")
        for line in dict.fromkeys(lines):
            terminalreporter.line(line)
