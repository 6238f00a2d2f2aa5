"""Every zone, every change of its clocks from 2024 to 2037: one prompt a working day, at its instant."""

import gc
import tracemalloc
from datetime import timedelta
from random import Random

import pytest

from bot.domain.workday import Calendar, next_prompt, parse_week
from tests.domain.every_zone import LEADS, changes, near_a_change, random_week, reckoned, walked
from tests.domain.given import ALL, LENA, MAYA, MIA, utc


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


@pytest.mark.prove
def test_people_leave_nothing_behind_once_their_next_prompt_is_known() -> None:
    def ask(people: int) -> None:
        for number in range(people):
            week = parse_week("mon-fri 9-17:30" if number % 2 else "sun-thu 22-6")
            calendar = Calendar(zone=(LENA, MIA, MAYA)[number % 3], week=week)
            at = utc("2027-03-26 12:00")
            assert next_prompt(calendar, after_day=None, lead=timedelta(minutes=15), not_before=at)

    def grown() -> int:
        """Bytes that 2,000 people leave."""
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        ask(2000)
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before

    ask(6)
    tracemalloc.start()
    try:
        ask(2000)  # what the interpreter keeps ready for itself is there by then
        # Other threads of the test process leave something of their own now and then, but not each time.
        assert min(grown() for _ in range(4)) < 2000  # less than a byte a person
    finally:
        tracemalloc.stop()
