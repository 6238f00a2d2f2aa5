"""What a picture of a team's day shows, in words."""

from datetime import date

from bot.messages.chart import MOST_ROWS, MOST_WORDS, Row, day_chart
from tests.domain.given import LENA, utc

DAY = date(2026, 11, 2)
NOW = utc("2026-11-02 09:00")
NINE_TO_FIVE = ((utc("2026-11-02 08:00"), utc("2026-11-02 16:00")),)


def rows(count: int, name: str = "Lena") -> list[Row]:
    return [Row(name=f"{name} {number}", region="Berlin", spans=NINE_TO_FIVE) for number in range(count)]


def test_every_row_is_told_under_its_region() -> None:
    some = [*rows(2), Row(name="Maya", region="New York", spans=()), *rows(0)]
    one = day_chart(team="Atlas", rows=some, zone=LENA, day=DAY, now=NOW)
    assert one.title == "Atlas: Mon 2 Nov, Berlin time"
    assert one.alt == (
        "Who works when in Atlas, Mon 2 Nov, Berlin time, a row a person. Berlin: Lena 0 "
        "09:00 to 17:00. Lena 1 09:00 to 17:00. New York: Maya does not work in these hours."
    )


def test_work_that_goes_on_past_midnight_ends_with_the_day() -> None:
    late = ((utc("2026-11-02 21:00"), utc("2026-11-02 23:00")),)
    one = day_chart(
        team="Atlas",
        rows=[Row(name="Lena", region="Berlin", spans=late)],
        zone=LENA,
        day=DAY,
        now=NOW,
    )
    assert one.alt.endswith("Lena 22:00 to 24:00.")


def test_of_many_the_first_are_drawn_and_the_others_counted() -> None:
    one = day_chart(team="Atlas", rows=rows(52), zone=LENA, day=DAY, now=NOW)
    assert len(one.rows) == MOST_ROWS
    assert "12 more are not drawn" in one.title


def test_words_that_are_too_many_are_counted() -> None:
    one = day_chart(team="Atlas", rows=rows(200, name="A" * 80), zone=LENA, day=DAY, now=NOW)
    assert len(one.alt) < MOST_WORDS + 40
    assert one.alt.endswith("more rows.")
