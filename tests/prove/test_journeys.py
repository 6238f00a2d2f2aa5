"""The core journey twenty times over."""

import re
import sys
from pathlib import Path
from subprocess import run

import pytest

from tests.prove.again import TIMES
from tests.prove.conftest import Proved

pytestmark = pytest.mark.prove

ROOT = Path(__file__).parents[2]
ROAD = "tests/journeys/test_relay.py::test_a_step_goes_from_the_prompt_to_done"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.prove.again")


@pytest.mark.timeout(900)
def test_the_main_road_twenty_times(proved: Proved) -> None:
    """Each way of it, over Slack and the awkward platform, on both databases, in random order."""
    done = run([*PYTEST, ROAD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    found = re.search(r"(\d+) passed", done.stdout)
    assert found is not None, done.stdout
    assert int(found[1]) % TIMES == 0
    proved(journeys=int(found[1]))
