"""Days off: which reason is given, and what a half day leaves of a working day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from bot.domain.dayoff import Absence, DaysOff, Half
from bot.domain.workday import Calendar, next_prompt, parse_week
from tests.domain.given import utc

MON = date(2026, 11, 9)
TUE = date(2026, 11, 10)


@dataclass(frozen=True)
class Always:
    """Somewhere with a holiday each day."""

    def name(self, day: date, /) -> str | None:
        return "Diwali"


@pytest.mark.parametrize(
    ("off", "reason"),
    [
        (DaysOff(), None),
        (DaysOff(holidays=Always()), "holiday: Diwali"),
        (DaysOff(off=((MON, "Founders' day"),), holidays=Always()), "holiday: Founders' day"),
        (DaysOff(away=(Absence(first=MON, last=TUE),), holidays=Always()), "away"),
        (DaysOff(company=frozenset({MON}), away=(Absence(first=MON, last=MON),)), "company day"),
        (DaysOff(worked=frozenset({MON}), company=frozenset({MON}), holidays=Always()), None),
        (DaysOff(worked=frozenset({MON}), away=(Absence(first=MON, last=MON),)), "away"),
        (DaysOff(away=(Absence(first=MON, last=MON, half="first"),)), None),
        (DaysOff(away=(Absence(first=TUE, last=TUE),)), None),
    ],
    ids=[
        "nothing",
        "a holiday",
        "a day of their own before the country's",
        "away before a holiday",
        "a company day before all",
        "a day they say they work",
        "away on it all the same",
        "half a day is a working day",
        "another day",
    ],
)
def test_of_several_reasons_the_first_is_given(off: DaysOff, reason: str | None) -> None:
    assert off.reason(MON) == reason
    assert (MON in off) == (reason is not None)


@pytest.mark.parametrize(
    ("first", "last", "half", "says"),
    [(TUE, MON, None, "swap the two"), (MON, TUE, "first", "name that day alone")],
    ids=["backwards", "half of two days"],
)
def test_an_absence_that_cannot_be_is_refused(first: date, last: date, half: Half | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Absence(first=first, last=last, half=half)


@pytest.mark.parametrize(
    ("week", "half", "starts", "ends"),
    [
        ("mon 9-17", "first", "2026-11-09 13:00", "2026-11-09 17:00"),
        ("mon 9-17", "second", "2026-11-09 09:00", "2026-11-09 13:00"),
        ("mon 9-12, 13-17", "first", "2026-11-09 13:00", "2026-11-09 17:00"),
        ("mon 9-12, 13-17", "second", "2026-11-09 09:00", "2026-11-09 12:00"),
        ("mon 22-6", "first", "2026-11-10 02:00", "2026-11-10 06:00"),
        ("mon 22-6", "second", "2026-11-09 22:00", "2026-11-10 02:00"),
    ],
)
def test_half_a_day_leaves_the_other_half(week: str, half: Half, starts: str, ends: str) -> None:
    shift = Calendar(zone="UTC", week=parse_week(week), halves=((MON, half),)).shift(MON)
    assert shift is not None
    assert (shift.day, shift.starts_at, shift.ends_at) == (MON, utc(starts), utc(ends))
    assert (shift.stretches[0][0], shift.stretches[-1][1]) == (utc(starts), utc(ends))


def test_whose_afternoon_is_off_is_asked_before_it_begins() -> None:
    calendar = Calendar(zone="UTC", week=parse_week("mon-fri 9-17"), halves=((MON, "second"),))
    asked = next_prompt(
        calendar, after_day=None, lead=timedelta(minutes=15), not_before=utc("2026-11-09 08:00")
    )
    assert asked is not None
    assert asked.due_at == utc("2026-11-09 12:45")


def test_as_written_a_day_off_is_there_and_half_a_day_is_half() -> None:
    off = DaysOff(company=frozenset({MON}), away=(Absence(first=TUE, last=TUE, half="first"),))
    calendar = Calendar(zone="UTC", week=parse_week("mon-fri 9-17"), days_off=off, halves=off.halves)
    assert calendar.shift(MON) is None
    assert calendar.written.shift(MON) is not None
    tuesday = calendar.written.shift(TUE)
    assert tuesday is not None
    assert tuesday.starts_at == utc("2026-11-10 13:00")
