"""What `/when` says of a time that falls on another day of the reader's, and of who has no hours."""

from datetime import datetime, timedelta

import pytest

from bot.domain.focus import Focus
from bot.messages import focus, when, when_team
from bot.messages.document import plain_text
from bot.messages.when import Shared, Someone
from bot.messages.when_team import RegionNow, TeamNow
from tests.domain.given import utc
from tests.services.given import text_of

NEW_YORK, SYDNEY = "America/New_York", "Australia/Sydney"
NOW = utc("2026-11-02 16:21")
NINE = utc("2026-11-02 22:00")
HALF_PAST_FIVE = utc("2026-11-03 06:30")


def mia(at: datetime = NOW, until_at: datetime | None = None) -> Someone:
    return Someone(
        name="Mia",
        zone=SYDNEY,
        at=at,
        state="working" if until_at else "rest",
        until_at=until_at,
        next_hours=((NINE, HALF_PAST_FIVE),),
    )


def said(one: Someone, *, zone: str = NEW_YORK) -> str:
    return text_of(when.person(one, Shared(), zone=zone, locale="en"))


def test_hours_that_end_on_the_readers_next_day_say_so() -> None:
    assert (
        "09:00 to 17:30 in Sydney, for you Mon 2 Nov, 17:00 (New York) to Tue 3 Nov, 01:30 (New York)"
        in said(mia())
    )


def test_within_one_day_of_the_readers_the_day_is_said_once() -> None:
    text = said(mia(), zone="Asia/Tokyo")
    assert "for you Tue 3 Nov, 07:00 (Tokyo) to 15:30 (Tokyo)" in text


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        (NINE, NEW_YORK, "until 17:30 there, Tue 3 Nov, 01:30 (New York) for you"),
        (NINE, "Asia/Tokyo", "until 17:30 there, 15:30 (Tokyo) for you"),
        (NINE - timedelta(hours=10), SYDNEY, "until Tue 17:30"),
    ],
    ids=["the reader's next day", "one day for both", "their own next day"],
)
def test_when_it_ends_has_a_day_where_that_is_another(now: datetime, zone: str, until: str) -> None:
    assert f"at work {until}" in said(mia(now, HALF_PAST_FIVE), zone=zone)


def test_a_region_at_work_beyond_the_readers_midnight_says_the_day() -> None:
    sydney = RegionNow(name="Sydney", zone=SYDNEY, at=NINE, members=1, working=1, until_at=HALF_PAST_FIVE)
    told = text_of(
        when_team.team(TeamNow(name="Atlas", members=1, regions=(sydney,)), zone=NEW_YORK, locale="en")
    )
    assert "1 of 1 at work, until Tue 3 Nov, 01:30 (New York)" in told


def test_who_has_no_hours_has_no_days_off() -> None:
    nora = Someone(name="Nora", zone="Europe/Berlin", at=NOW, state="rest")
    text = said(nora)
    assert "none that I know of" in text
    assert "Days off" not in text


@pytest.mark.parametrize(
    ("hours", "told"), [(2, "until 13:21 (New York)"), (14, "until Tue 3 Nov, 01:21 (New York)")]
)
def test_a_focus_beyond_midnight_says_its_day(hours: int, told: str) -> None:
    one = Focus(starts_at=NOW, ends_at=NOW + timedelta(hours=hours), reason="")
    assert plain_text(focus.told_to(one, zone=NEW_YORK)) == told
