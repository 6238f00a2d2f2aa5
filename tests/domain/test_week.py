"""A working week is read as people write it, and written so that it reads back."""

import pytest
from hypothesis import given

from bot.domain.week import DEFAULT_WEEK, NAMES, WorkingWeek, parse_week, week_text
from tests.domain.given import thoroughly, weeks

NINE_TO_TWELVE, EVENING = (540, 720), (1140, 1320)


def week(**days: tuple[tuple[int, int], ...]) -> WorkingWeek:
    return WorkingWeek(days=tuple(days.get(name, ()) for name in NAMES))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mon-fri 09:00-17:30", DEFAULT_WEEK),
        ("9-17:30", DEFAULT_WEEK),
        ("Monday – Friday 9:00 – 17:30", DEFAULT_WEEK),
        ("mon-fri: 9am-5.30pm", DEFAULT_WEEK),
        (
            "mon-thu 9-17:30, fri 9-13",
            WorkingWeek(days=(((540, 1050),),) * 4 + (((540, 780),), (), ())),
        ),
        ("tue 9-12, 19-22", week(tue=(NINE_TO_TWELVE, EVENING))),
        ("tue 19-22, 9-12", week(tue=(NINE_TO_TWELVE, EVENING))),
        ("9-12, 19-22", WorkingWeek(days=((NINE_TO_TWELVE, EVENING),) * 5 + ((),) * 2)),
        ("sat, sun 9-12", week(sat=(NINE_TO_TWELVE,), sun=(NINE_TO_TWELVE,))),
        ("sat-mon 9-12", week(sat=(NINE_TO_TWELVE,), sun=(NINE_TO_TWELVE,), mon=(NINE_TO_TWELVE,))),
        ("fri 22:00-06:00", week(fri=((1320, 1800),))),
        ("fri 22-24", week(fri=((1320, 1440),))),
        ("fri 22-0", week(fri=((1320, 1440),))),
        ("fri 0-24", week(fri=((0, 1440),))),
        ("fri 12am-12pm", week(fri=((0, 720),))),
        ("fri 9-12, 12-15", week(fri=((540, 900),))),
        ("mon 22-6, tue 6-9", week(mon=((1320, 1800),), tue=((360, 540),))),
        ("none", WorkingWeek(days=((),) * 7)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_week_is_read_as_written(text: str, meant: WorkingWeek) -> None:
    assert parse_week(text) == meant


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Add the hours"),
        ("mon-fri", "Add the hours"),
        ("mon 9-17, tue", "Add the hours"),
        ("mon 25-26", "“25” is no time of day"),
        ("mon 9:60-17", "“9:60” is no time of day"),
        ("mon 13pm-15", "“13pm” is no time of day"),
        ("mon 9-24:30", "“24:30” is no time of day"),
        ("mon 24-6", "starts at 00:00"),
        ("mon 9-9", "9-9 has no length"),
        ("mon 9-17, 12-13", "hours of Monday overlap"),
        ("mon 22-6, tue 5-9", "hours of Monday and Tuesday overlap"),
        ("sun 22-6, mon 5-9", "hours of Sunday and Monday overlap"),
        ("mon-fri 9-17, fri 9-13", "Friday is there twice"),
        ("mon, mon 9-17", "Monday is there twice"),
        ("tomorrow 9-17", "“tomorrow” is no day"),
        ("m 9-17", "“m” is no day"),
        ("mon-tue-wed 9-17", "is no range of days"),
        ("mon-mon 9-17", "is no range of days"),
        ("nine to five", "is no day and no hours"),
    ],
    ids=lambda value: value,
)
def test_nonsense_is_refused_with_what_to_do(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as refused:
        parse_week(text)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "days",
    [
        ((),) * 6,
        (((1440, 1500),),) + ((),) * 6,
        (((540, 540),),) + ((),) * 6,
        (((540, 2000),),) + ((),) * 6,
        (((350, 1790),),) + ((),) * 6,
    ],
    ids=[
        "six days",
        "starts on the next day",
        "no length",
        "longer than a day",
        "a day, which reads like none",
    ],
)
def test_a_week_that_cannot_be_is_never_made(days: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    with pytest.raises(ValueError):
        WorkingWeek(days=days)


def test_two_stretches_that_meet_to_a_whole_day_are_refused_as_they_could_not_be_read_back() -> None:
    with pytest.raises(ValueError, match="Monday: hours start within the day and last less than 24"):
        parse_week("mon 5:50-12, 12-5:50")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("MON-THU 9-17:30, friday 9-13", "mon-thu 09:00-17:30, fri 09:00-13:00"),
        ("9-12, 19-22", "mon-fri 09:00-12:00, 19:00-22:00"),
        ("sun-thu 22-6", "mon-thu 22:00-06:00, sun 22:00-06:00"),
        ("sat 22-24", "sat 22:00-24:00"),
        ("none", "none"),
    ],
    ids=lambda value: value,
)
def test_a_week_is_written_shortly(written: str, text: str) -> None:
    assert str(parse_week(written)) == text


@thoroughly
@given(made=weeks())
def test_what_is_written_reads_back(made: WorkingWeek) -> None:
    assert parse_week(week_text(made)) == made
