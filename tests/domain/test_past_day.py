"""Which day is asked about."""

from datetime import date, timedelta

import pytest

from bot.domain.past_day import past_day

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", TODAY),
        ("Today", TODAY),
        ("yesterday", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 26)),
        ("wed", TODAY),
        ("Thursday", date(2026, 11, 19)),
        ("22 nov", date(2026, 11, 22)),
        ("22. November", date(2026, 11, 22)),
        ("Nov  22", date(2026, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("3 jan", date(2027, 1, 3)),
        ("31 feb", None),
        ("2026-02-31", None),
        ("soon", None),
        ("22 nope", None),
        ("thurs", date(2026, 11, 19)),
        ("22 sept", date(2026, 9, 22)),
        ("Friedman", None),
        ("Montoya", None),
        ("3 Marchetti", None),
        ("th", None),
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: date | None) -> None:
    assert past_day(text, today=TODAY) == day


def test_a_date_is_the_nearest_over_a_new_year() -> None:
    assert past_day("30 dec", today=date(2027, 1, 4)) == date(2026, 12, 30)
    assert past_day("29 feb", today=date(2028, 3, 1)) == date(2028, 3, 1) - timedelta(days=1)
