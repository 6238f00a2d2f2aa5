"""Fourteen years in every zone, day by day: nobody is asked twice, missed, or asked at another instant."""

from calendar import timegm
from random import Random

import pytest

from tests.domain.every_zone import (
    FIRST_YEAR,
    LAST_YEAR,
    LEADS,
    near_a_change,
    random_week,
    reckoned,
    walked,
)
from tests.domain.given import ALL

pytestmark = [pytest.mark.prove, pytest.mark.timeout(900)]

PARTS = 16
ROUNDS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_each_working_day_of_fourteen_years_has_its_one_prompt(part: int) -> None:
    first, last = timegm((FIRST_YEAR, 1, 1, 0, 0, 0)), timegm((LAST_YEAR + 1, 1, 1, 0, 0, 0))
    count = 0
    for zone in ALL[part::PARTS]:
        rng = Random(f"years in {zone}")
        week, lead = random_week(rng), rng.choice(LEADS)
        found = list(walked(zone, week, lead, first=first, last=last))
        assert found == reckoned(zone, week, lead, first=first, last=last), (zone, str(week), lead)
        count += len(found)
    assert count > len(ALL[part::PARTS]) * 14 * 150


@pytest.mark.parametrize("part", range(PARTS))
def test_around_every_change_whatever_the_week_and_the_lead(part: int) -> None:
    for zone in ALL[part::PARTS]:
        rng = Random(f"changes in {zone}")
        for first, last in (span for _ in range(ROUNDS) for span in near_a_change(zone, rng)):
            week, lead = random_week(rng), rng.choice(LEADS)
            found = list(walked(zone, week, lead, first=first, last=last))
            assert found == reckoned(zone, week, lead, first=first, last=last), (zone, str(week), lead)
