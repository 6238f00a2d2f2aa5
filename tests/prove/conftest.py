"""What was proved is counted, to be told at the end; the longest proofs begin first."""

from collections.abc import Callable

import pytest

Proved = Callable[..., None]


@pytest.fixture
def proved(request: pytest.FixtureRequest) -> Proved:
    """Note counts, by name, to be printed when all tests are done."""

    def note(**counts: object) -> None:
        told = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
        request.node.user_properties.append(("proved", f"{request.node.name}: {told}"))

    return note


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first: two are at work side by side, and none is to wait for one at the end."""
    items.sort(key=lambda item: -_allowed_seconds(item))


def _allowed_seconds(item: pytest.Item) -> float:
    """What its own time limit says; others are short."""
    limit = item.get_closest_marker("timeout")
    return float(limit.args[0]) if limit is not None and limit.args else 0.0
