"""What people say of their days comes back as it was said."""

from datetime import date

import pytest

from bot.domain.dayoff import NOTHING_SAID, Absence, OwnDays
from storage.days import company_from, days_from, days_text

DAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    "days",
    [
        NOTHING_SAID,
        OwnDays(country=""),
        OwnDays(asked=True),
        OwnDays(
            country="DE-BY",
            also=frozenset({"catholic"}),
            away=(
                Absence(id=1, first=DAY, last=date(2026, 11, 20)),
                Absence(id=2, first=DAY, last=DAY, half="first"),
                Absence(
                    id=5,
                    first=DAY,
                    last=DAY,
                    replaced=(
                        Absence(id=4, first=DAY, last=DAY, half="second"),
                        Absence(id=3, first=DAY, last=DAY, replaced=(Absence(id=1, first=DAY, last=DAY),)),
                    ),
                ),
            ),
            off=((DAY, "Founders' day"),),
            worked=frozenset({date(2027, 5, 1)}),
        ),
    ],
    ids=["nothing", "no country's holidays", "asked", "everything"],
)
def test_it_comes_back_as_it_was_said(days: OwnDays) -> None:
    assert days_from(days_text(days)) == days


def test_who_has_said_nothing_takes_no_room() -> None:
    assert days_text(NOTHING_SAID) is None


def test_a_workspace_without_days_of_its_own_has_none() -> None:
    assert company_from(None) == frozenset()
    assert company_from('{"2026-12-24": "Company day"}') == {date(2026, 12, 24)}
