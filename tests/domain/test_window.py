"""The fair window: eight own working hours for everyone who decides, 24 hours in all, and no longer."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dayoff import Absence, DaysOff
from bot.domain.window import LEAST_OPEN, LEAST_OWN, MOST_MISSED, own_time, share, window
from bot.domain.workday import Calendar, parse_week
from tests.domain.given import LENA, MAYA, MIA, SAM, calendar, utc
from tests.domain.roster import QUARTER, workers

START = utc("2026-10-01 00:00")


def by_the_quarter(one: Calendar, asked_at: datetime) -> datetime:
    """When they have had eight hours, by counting every quarter of an hour."""
    at, worked = asked_at, timedelta()
    while worked < LEAST_OWN:
        worked += QUARTER if one.working_at(at) else timedelta()
        at += QUARTER
    return at


def missed_by_the_day(one: Calendar, asked_at: datetime, until: datetime) -> int:
    """Of the days around, those whose hours lie between and are not worked."""
    days = [asked_at.date() + timedelta(days=number) for number in range(-2, (until - asked_at).days + 3)]
    written = [shift for day in days if (shift := one.written.shift(day)) is not None]
    return sum(s.ends_at > asked_at and s.starts_at < until and one.shift(s.day) is None for s in written)


@given(roster=st.lists(workers(), min_size=1, max_size=4), quarters=st.integers(0, 30 * 96))
@settings(max_examples=40, deadline=None)
def test_it_closes_as_soon_as_counting_every_quarter_finds_it_fair_and_no_sooner(
    roster: list[Calendar], quarters: int
) -> None:
    asked_at = START + quarters * QUARTER
    counted = {who: by_the_quarter(one, asked_at) for who, one in enumerate(roster)}
    missed = {who: missed_by_the_day(roster[who], asked_at, at) for who, at in counted.items()}
    there = {who: at for who, at in counted.items() if missed[who] <= MOST_MISSED}
    found = window(dict(enumerate(roster)), asked_at)
    if not there:
        assert found is None
        return
    assert found is not None
    assert found.there == there
    assert set(found.away) == set(counted) - set(there)
    assert found.closes_at == max(asked_at + LEAST_OPEN, *there.values())
    assert all(own_time(roster[who], asked_at, found.closes_at) >= LEAST_OWN for who in there)
    sooner = found.closes_at - QUARTER
    short = [who for who in there if own_time(roster[who], asked_at, sooner) < LEAST_OWN]
    assert short or sooner < asked_at + LEAST_OPEN
    assert (found.set_by in short) if found.set_by is not None else sooner < asked_at + LEAST_OPEN


@given(who=workers(), quarters=st.integers(0, 30 * 96), length=st.integers(0, 10 * 96))
@settings(max_examples=40, deadline=None)
def test_own_time_is_what_counting_every_quarter_finds(who: Calendar, quarters: int, length: int) -> None:
    asked_at = START + quarters * QUARTER
    counted = sum(who.working_at(asked_at + number * QUARTER) for number in range(length))
    assert own_time(who, asked_at, asked_at + length * QUARTER) == counted * QUARTER


@pytest.mark.parametrize(
    ("asked", "closes", "set_by"),
    [
        ("2026-11-02 08:00", "2026-11-03 08:00", None),
        ("2026-11-02 16:00", "2026-11-03 16:00", None),
        ("2026-11-06 15:00", "2026-11-09 14:30", "lena"),
        ("2026-11-07 12:00", "2026-11-10 01:00", "sam"),
    ],
    ids=["24 hours", "asked in the evening", "over a weekend", "on a Saturday"],
)
def test_examples(asked: str, closes: str, set_by: str | None) -> None:
    some = {"mia": calendar(MIA), "lena": calendar(LENA), "maya": calendar(MAYA), "sam": calendar(SAM)}
    found = window(some, utc(asked))
    assert found is not None
    assert (found.closes_at, found.set_by, found.away) == (utc(closes), set_by, ())
    assert found.fair(utc(closes))
    assert not found.fair(utc(closes) - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("last", "away"),
    [(date(2026, 11, 5), False), (date(2026, 11, 6), True), (date(2028, 11, 6), True)],
    ids=["three working days", "four", "two years"],
)
def test_who_misses_more_than_three_working_days_is_left_out_and_named(last: date, *, away: bool) -> None:
    off = DaysOff(away=(Absence(first=date(2026, 11, 3), last=last),))
    one = Calendar(zone=LENA, week=parse_week("mon-fri 9-17"), days_off=off)
    asked_at = utc("2026-11-02 12:00")
    assert share(one, asked_at).away is away
    found = window({"lena": one, "maya": calendar(MAYA)}, asked_at)
    assert found is not None
    assert found.away == (("lena",) if away else ())


def test_where_nobody_is_there_no_close_is_fair() -> None:
    assert window({"lena": calendar(LENA, "none")}, START) is None
    assert window(dict[str, Calendar](), START) is None
