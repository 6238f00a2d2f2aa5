"""Which working day is asked about next once a clock has changed, and which are passed over."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.asking import Asking, line_up
from bot.domain.week import parse_week
from bot.domain.workday import Calendar

MON, TUE, WED, FRI = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 6)
LEAD = timedelta(minutes=15)
PAGO, HONOLULU, LA, SYDNEY = (
    "Pacific/Pago_Pago",
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "Australia/Sydney",
)
KIRITIMATI = "Pacific/Kiritimati"
DAYS = parse_week("mon-fri 9-17:30")


def local(zone: str, day: date, clock: str) -> datetime:
    there = datetime.combine(day, datetime.strptime(clock, "%H:%M").time())  # noqa: DTZ007  # a wall clock
    return there.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def flown(*legs: tuple[str, datetime], week: str = "mon-fri 9-17:30", after: date = FRI) -> Asking:
    """Where the last of these zones leads, each gone by from an instant on."""
    asking = Asking()
    for zone, at in legs:
        calendar = Calendar(zone=zone, week=parse_week(week))
        asking = line_up(calendar, before=asking, after_day=after, lead=LEAD, now=at)
    return asking


def days(asking: Asking) -> list[tuple[date, datetime]]:
    return [(one.day, one.due_at) for one in asking.waiting]


def test_without_a_change_the_next_day_waits_alone() -> None:
    asking = flown((LA, local(LA, MON, "08:00")))
    assert days(asking) == [(MON, local(LA, MON, "17:15"))]


def test_a_day_in_flight_is_asked_about_by_the_clock_that_was_left() -> None:
    noon = local(LA, MON, "12:00")
    asking = flown((LA, noon), (SYDNEY, noon))
    assert days(asking) == [(MON, local(LA, MON, "17:15")), (TUE, local(SYDNEY, TUE, "17:15"))]
    assert asking.passed == ()


def test_it_is_not_asked_about_after_the_day_that_follows() -> None:
    """From Pago Pago to Kiritimati the clocks gain 25 hours."""
    morning = local(PAGO, MON, "09:05")
    asking = flown((PAGO, morning), (KIRITIMATI, morning))
    evening = local(KIRITIMATI, TUE, "17:15")
    assert evening < local(PAGO, MON, "17:15")
    assert days(asking) == [(MON, evening), (TUE, evening)]


def test_a_day_that_had_not_begun_and_is_over_there_is_passed_over() -> None:
    morning = local(LA, MON, "08:00")
    asking = flown((LA, morning), (SYDNEY, morning))
    assert [one.day for one in asking.waiting] == [TUE]
    assert asking.passed == (MON,)


def test_flying_back_it_is_there_again() -> None:
    morning = local(LA, MON, "08:00")
    asking = flown((LA, morning), (SYDNEY, morning), (LA, morning + LEAD))
    assert days(asking) == [(MON, local(LA, MON, "17:15"))]
    assert asking.passed == ()


def test_a_day_begun_by_one_clock_has_begun_though_by_the_next_it_is_still_to_come() -> None:
    """Worked in Sydney until noon, then in Los Angeles on the evening before, then in Sydney on Wednesday."""
    noon, morning = local(SYDNEY, TUE, "12:00"), local(LA, TUE, "08:00")
    asking = flown((SYDNEY, noon), (LA, noon), (SYDNEY, morning), after=MON)
    assert days(asking) == [(TUE, local(LA, TUE, "17:15")), (WED, local(SYDNEY, WED, "17:15"))]


def test_two_days_in_flight_are_both_asked_about() -> None:
    """Monday begun in Honolulu, Tuesday in Kiritimati, where it then is past at once: the week was short."""
    first = local(HONOLULU, MON, "10:00")
    second = local(KIRITIMATI, TUE, "10:30")
    before = flown((HONOLULU, first), (KIRITIMATI, first))
    assert [one.day for one in before.waiting] == [MON, TUE]
    early = Calendar(zone=KIRITIMATI, week=parse_week("mon-fri 6-9"))
    asking = line_up(early, before=before, after_day=FRI, lead=LEAD, now=second)
    assert [one.day for one in asking.waiting] == [MON, TUE, WED]
    assert asking.passed == ()


@pytest.mark.parametrize("after", [MON, TUE], ids=["that day", "a later one"])
def test_a_day_that_has_had_its_evening_waits_no_more(after: date) -> None:
    noon = local(LA, MON, "12:00")
    before = flown((LA, noon))
    calendar = Calendar(zone=LA, week=DAYS)
    asking = line_up(calendar, before=before, after_day=after, lead=LEAD, now=noon)
    assert [one.day for one in asking.waiting] == [after + timedelta(days=1)]
    assert asking.passed == ()


def test_who_works_no_more_is_still_asked_about_the_day_in_flight() -> None:
    noon = local(LA, MON, "12:00")
    calendar = Calendar(zone=LA, week=parse_week("none"))
    asking = line_up(calendar, before=flown((LA, noon)), after_day=FRI, lead=LEAD, now=noon)
    assert [one.day for one in asking.waiting] == [MON]


def test_a_day_in_flight_whose_second_half_is_off_is_asked_about_once_that_has_begun() -> None:
    noon, later = local(LA, MON, "12:00"), local(LA, MON, "14:00")
    calendar = Calendar(zone=LA, week=DAYS, halves=((MON, "second"),))
    asking = line_up(calendar, before=flown((LA, noon)), after_day=FRI, lead=LEAD, now=later)
    assert [(one.day, one.due_at, one.ends_at) for one in asking.waiting] == [
        (MON, later, local(LA, MON, "13:15")),
        (TUE, local(LA, TUE, "17:15"), local(LA, TUE, "17:30")),
    ]


def test_by_the_clock_of_another_place_half_a_day_hastens_nothing() -> None:
    noon = local(LA, MON, "12:00")
    calendar = Calendar(zone=SYDNEY, week=DAYS, halves=((MON, "second"),))
    asking = line_up(calendar, before=flown((LA, noon)), after_day=FRI, lead=LEAD, now=noon)
    assert days(asking)[0] == (MON, local(LA, MON, "17:15"))
