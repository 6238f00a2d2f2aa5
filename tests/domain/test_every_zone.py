"""Every zone, every change of its clocks from 2024 to 2037: one prompt a working day, at its instant."""

from random import Random

import pytest

from tests.domain.every_zone import LEADS, changes, near_a_change, random_week, reckoned, walked
from tests.domain.given import ALL


def check(zone: str, rng: Random) -> int:
    """Random weeks and leads around every change of one zone; returns how many prompts there were."""
    count = 0
    for first, last in near_a_change(zone, rng):
        week, lead = random_week(rng), rng.choice(LEADS)
        found = list(walked(zone, week, lead, first=first, last=last))
        assert found == reckoned(zone, week, lead, first=first, last=last), (zone, str(week), lead, first)
        count += len(found)
    return count


@pytest.mark.parametrize("part", range(6))
def test_around_every_change_of_every_zone_each_working_day_has_its_one_prompt(part: int) -> None:
    zones = ALL[part::6]
    assert sum(check(zone, Random(zone)) for zone in zones) > 2 * sum(len(changes(zone)) for zone in zones)


def test_there_are_changes_to_speak_of() -> None:
    assert len(ALL) > 590
    assert sum(len(changes(zone)) for zone in ALL) > 5000
