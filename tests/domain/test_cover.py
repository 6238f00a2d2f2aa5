"""Gaps, checked against a look at each quarter of an hour; and who would take over, were they not off."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cover import gaps, passed_over
from bot.domain.dayoff import Absence, DaysOff
from bot.domain.identity import PersonId, RegionId
from bot.domain.region import Region, Worker, at_work
from bot.domain.workday import Calendar, parse_week
from tests.domain.given import utc

QUARTER = timedelta(minutes=15)
MON = date(2026, 11, 9)
NINE = parse_week("mon-fri 9-17:30")
START = utc("2026-11-09 00:00")


def region(number: int, zone: str, *off: DaysOff, week: str = "mon-fri 9-17:30") -> Region:
    calendars = [Calendar(zone=zone, week=parse_week(week), days_off=one) for one in off or (DaysOff(),)]
    members = tuple(
        Worker(person=PersonId(number * 10 + at), calendar=one) for at, one in enumerate(calendars)
    )
    return Region(id=RegionId(number), name=zone, zone=zone, digest_minute=540, members=members)


rosters = st.lists(
    st.tuples(
        st.sampled_from(["Asia/Kolkata", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC"]),
        st.sampled_from(["mon-fri 9-17:30", "mon 22-6, thu 9-12, 19-22", "sat-sun 0-24", "none"]),
        st.frozensets(st.sampled_from([MON + timedelta(days=n) for n in range(-1, 8)]), max_size=4),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(rosters)
def test_in_a_gap_nobody_works_and_outside_gaps_somebody_does(
    roster: list[tuple[str, str, frozenset[date]]],
) -> None:
    regions = [
        region(at + 1, zone, DaysOff(company=off), week=week) for at, (zone, week, off) in enumerate(roster)
    ]
    last = START + timedelta(days=7)
    found = gaps(regions, first=START, last=last)
    for number in range(7 * 96):
        at = START + number * QUARTER
        inside = any(one.starts_at <= at < one.ends_at for one in found)
        working = any(at_work(one, at) for one in regions)
        following = any(at_work(one, at + step * QUARTER) for one in regions for step in (-1, 1))
        assert inside != working or (not inside and following)


@dataclass(frozen=True)
class Festival:
    """Somewhere with one holiday."""

    def name(self, day: date, /) -> str | None:
        return "Diwali" if day == MON else None


DIWALI = DaysOff(holidays=Festival())
OWN = DaysOff(off=((MON, "Moving house"),))
AWAY = DaysOff(away=(Absence(first=MON, last=MON),))


@pytest.mark.parametrize(
    ("kolkata", "found"),
    [
        ((DIWALI,), [(2, "Diwali")]),
        ((DIWALI, DIWALI), [(2, "Diwali")]),
        ((DIWALI, AWAY), [(2, "")]),
        ((AWAY,), [(2, "")]),
        ((OWN,), [(2, "")]),
        ((DIWALI, DaysOff()), []),
        ((DaysOff(),), []),
    ],
    ids=[
        "a holiday",
        "of all",
        "for several reasons",
        "away",
        "a day of their own, whose name is theirs",
        "half of them work",
        "all work",
    ],
)
def test_who_would_take_over_and_is_off_is_told_with_the_reason(
    kolkata: tuple[DaysOff, ...], found: list[tuple[int, str]]
) -> None:
    regions = [
        region(1, "Pacific/Auckland"),
        region(2, "Asia/Kolkata", *kolkata),
        region(3, "Europe/Berlin"),
    ]
    ends = utc("2026-11-09 04:30")
    told = passed_over(regions, own=RegionId(1), shift_ends_at=ends, sent_at=ends)
    assert [(one.region.id, one.why) for one in told] == found
