"""Regions are proposed from when people's days start."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identity import RegionId
from bot.domain.region import Region, Worker, city, fits, propose
from tests.domain.given import ALL, ARJUN, CAST, LENA, MAYA, MIA, SAM, moments, thoroughly, utc, worker
from tests.domain.reckoning import DAY

AUTUMN = utc("2026-11-02 12:00")
THREE_HOURS = 180


def proposed(people: Sequence[Worker]) -> dict[str, tuple[int, ...]]:
    return {one.name: one.members for one in propose(people, at=AUTUMN)}


def workers(*places: tuple[str, str]) -> list[Worker]:
    return [worker(number, zone, week) for number, (zone, week) in enumerate(places, start=1)]


USUAL = "mon-fri 9-17:30"


@pytest.mark.parametrize(
    ("places", "regions"),
    [
        ([], {}),
        ([(LENA, USUAL)], {"Berlin": (1,)}),
        (
            [(zone, USUAL) for zone in CAST],
            {"Sydney": (1,), "Kolkata": (2,), "Berlin": (3,), "New York": (4,), "Los Angeles": (5,)},
        ),
        ([("Europe/London", USUAL), (LENA, USUAL), (LENA, USUAL)], {"Berlin": (1, 2, 3)}),
        ([(MAYA, USUAL), ("America/Denver", USUAL), ("America/Chicago", USUAL)], {"New York": (1, 2, 3)}),
        ([(MAYA, USUAL), (SAM, USUAL)], {"New York": (1,), "Los Angeles": (2,)}),
        ([(MAYA, USUAL), (SAM, "mon-fri 8:59-17")], {"New York": (1, 2)}),
        ([(MIA, USUAL), ("Asia/Tokyo", USUAL)], {"Sydney": (1, 2)}),
        (
            [(LENA, "mon-fri 6-14"), (LENA, "mon-fri 22-6"), (LENA, "mon-fri 6:30-14")],
            {"Berlin 06:00": (1, 3), "Berlin 22:00": (2,)},
        ),
        (
            [
                (LENA, "mon-fri 6-14"),
                (LENA, "mon-fri 8:55-17"),
                (LENA, "mon-fri 9-17"),
                (LENA, "mon-fri 9:05-17"),
            ],
            {"Berlin 06:00": (1,), "Berlin 08:55": (2, 3, 4)},
        ),
        ([(LENA, "none"), ("Europe/London", USUAL)], {"Berlin": (1, 2)}),
        ([(LENA, "mon 6-9, tue-fri 9-17"), (LENA, "mon-fri 11:30-17")], {"Berlin": (1, 2)}),
    ],
    ids=[
        "nobody",
        "one",
        "the cast",
        "most common zone",
        "two hours apart",
        "three hours apart",
        "a minute less",
        "over midnight of UTC",
        "one city twice",
        "the narrowest of two ways",
        "who never works goes by the usual week",
        "by the usual start",
    ],
)
def test_regions_are_proposed(places: list[tuple[str, str]], regions: dict[str, tuple[int, ...]]) -> None:
    assert proposed(workers(*places)) == regions
    assert list(proposed(workers(*places))) == list(regions)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("Asia/Calcutta", "Kolkata"),
        ("UTC", "UTC"),
    ],
    ids=lambda value: value,
)
def test_a_zone_is_called_by_its_city(zone: str, name: str) -> None:
    assert city(zone) == name


def start(member: Worker, at: datetime) -> int:
    """When each day of a member's week starts, in minutes of UTC's clock."""
    offset = at.astimezone(ZoneInfo(member.calendar.zone)).utcoffset()
    assert offset is not None
    written = next(stretches[0][0] for stretches in member.calendar.week.days if stretches)
    return (written - int(offset.total_seconds()) // 60) % DAY


def spread(minutes: set[int]) -> int:
    """How far apart they are on the circle of hours."""
    around = sorted(minutes)
    return DAY - max(after - before for before, after in pairwise([around[-1] - DAY, *around]))


HOURS = st.integers(0, 23).map(lambda hour: f"mon-fri {hour}:15-{(hour + 8) % 24}")
PLACES = st.lists(st.tuples(st.sampled_from(ALL), st.just(USUAL) | HOURS), max_size=30)


@thoroughly
@given(data=st.data(), places=PLACES)
def test_everyone_is_in_exactly_one_region_of_close_starts(
    data: st.DataObject, places: list[tuple[str, str]]
) -> None:
    at = data.draw(moments(LENA))
    people = {member.person: member for member in workers(*places)}
    regions = propose(list(people.values()), at=at)
    starts = [{start(people[person], at) for person in one.members} for one in regions]
    assert sorted(person for one in regions for person in one.members) == sorted(people)
    assert all(spread(minutes) < THREE_HOURS for minutes in starts)
    assert all(spread(one | other) >= THREE_HOURS for one, other in pairwise(starts))
    assert len({one.name for one in regions}) == len(regions)
    for one in regions:
        zones = [people[person].calendar.zone for person in one.members]
        assert zones.count(one.zone) == max(map(zones.count, zones))


@pytest.mark.parametrize(
    ("members", "newcomer", "close"),
    [
        ([(LENA, USUAL)], ("Europe/London", USUAL), True),
        ([(LENA, USUAL)], ("America/New_York", USUAL), False),
        ([(MAYA, USUAL)], (SAM, USUAL), False),
        ([(MAYA, USUAL)], (SAM, "mon-fri 8:59-17"), True),
        ([(LENA, USUAL), (LENA, "mon-fri 10-18")], (LENA, "mon-fri 7-15"), False),
        ([(MIA, USUAL)], ("Asia/Tokyo", USUAL), True),
        ([], (ARJUN, USUAL), True),
    ],
    ids=[
        "an hour",
        "six hours",
        "three hours",
        "a minute less",
        "too far from one",
        "over midnight",
        "empty",
    ],
)
def test_a_newcomer_fits_a_region_of_close_starts(
    members: list[tuple[str, str]], newcomer: tuple[str, str], close: bool
) -> None:
    one = Region(id=RegionId(1), name="", zone=LENA, digest_minute=540, members=tuple(workers(*members)))
    assert fits(one, worker(99, *newcomer), AUTUMN) == close
