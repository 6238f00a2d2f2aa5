"""A plugin for pytest, `-p tests.prove.again`: every test twenty times."""

import pytest

TIMES = 20


@pytest.fixture
def again(request: pytest.FixtureRequest) -> int:
    """Which time it is."""
    return int(request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.fixturenames.append("again")
    metafunc.parametrize("again", range(TIMES), indirect=True)
