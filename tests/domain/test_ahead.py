"""Which days somebody is off, in the words that anyone may read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.ahead import days_ahead, stops, why_off
from bot.domain.dayoff import Absence, OwnDays
from bot.domain.identity import PersonId, TenantId, UserRef
from bot.domain.person import Person
from bot.domain.workday import DEFAULT_WEEK, parse_week
from storage.holidays import Holidays

LENA = Person(
    id=PersonId(1),
    tenant=TenantId(1),
    user=UserRef(platform="slack", tenant="T1", id="ULENA"),
    name="Lena",
    zone="Europe/Berlin",
    zone_source="profile",
    week=None,
    locale="",
    eligible=True,
    holidays=Holidays(where="DE"),
)
DECEMBER = date(2026, 12, 21)


def november(day: int) -> date:
    return date(2026, 11, day)


def ahead(person: Person, first: date, days: int = 14) -> list[tuple[date, date, str]]:
    found = days_ahead(person, person.calendar(DEFAULT_WEEK), first=first, days=days)
    return [(one.first, one.last, one.why) for one in found]


def away(*absences: Absence) -> Person:
    return replace(LENA, days=OwnDays(away=absences))


def test_an_absence_over_a_weekend_is_one() -> None:
    one = away(Absence(first=november(5), last=november(10)))
    assert ahead(one, november(2)) == [(november(5), november(10), "away")]


def test_one_that_began_before_is_told_from_today_on() -> None:
    one = away(Absence(first=november(1), last=november(4)))
    assert ahead(one, november(3)) == [(november(3), november(4), "away")]


def test_two_for_different_reasons_are_two() -> None:
    one = away(Absence(first=date(2026, 12, 24), last=date(2026, 12, 24)))
    assert ahead(one, DECEMBER) == [
        (date(2026, 12, 24), date(2026, 12, 24), "away"),
        (date(2026, 12, 25), date(2026, 12, 25), "Christmas Day"),
        (date(2027, 1, 1), date(2027, 1, 1), "New Year's Day"),
    ]


def test_half_a_day_is_told_as_half() -> None:
    one = away(Absence(first=november(4), last=november(4), half="first"))
    assert ahead(one, november(2)) == [(november(4), november(4), "away for half the day")]


def test_what_they_call_their_own_days_stays_theirs() -> None:
    one = replace(LENA, days=OwnDays(off=((november(4), "Surgery"),)))
    assert why_off(one, one.calendar(DEFAULT_WEEK), november(4)) == "away"
    assert "Surgery" not in repr(ahead(one, november(2)))


@pytest.mark.parametrize(
    "day", [date(2026, 10, 3), november(4)], ids=["a holiday on a Saturday", "a workday"]
)
def test_a_day_that_is_not_worked_anyway_or_is_worked_is_none(day: date) -> None:
    assert why_off(LENA, LENA.calendar(DEFAULT_WEEK), day) == ""


def test_a_company_day_says_so() -> None:
    one = replace(LENA, company=frozenset({november(4)}))
    assert ahead(one, november(2)) == [(november(4), november(4), "company day")]


def test_work_ends_with_its_stretch_and_a_break_with_the_next_one() -> None:
    split = replace(LENA, week=parse_week("mon-fri 9-12, 19-22")).calendar(DEFAULT_WEEK)
    ends = [stops(split, datetime(2026, 11, 2, hour, tzinfo=UTC)) for hour in (7, 8, 12, 18, 21)]
    noon, seven, ten = (datetime(2026, 11, 2, hour, tzinfo=UTC) for hour in (11, 18, 21))
    assert ends == [None, noon, seven, ten, None]
