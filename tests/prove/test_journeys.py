"""The core journeys twenty times over, each time in another order."""

import re
import sys
from pathlib import Path
from subprocess import run

import pytest

from tests.prove.conftest import Proved

pytestmark = pytest.mark.prove

TIMES = 20
ROOT = Path(__file__).parents[2]
CORE = ("tests/journeys/test_relay.py::test_a_step_goes_from_the_prompt_to_done",)


@pytest.mark.timeout(900)
def test_the_main_road_twenty_times(proved: Proved) -> None:
    """Every way of it, over Slack and the awkward platform, on both databases, in one run a session."""
    done = run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CORE * TIMES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    found = re.search(r"(\d+) passed", done.stdout)
    assert found is not None, done.stdout
    proved(journeys=int(found[1]))
