"""How long somebody wants to be left alone, as people write it; and their calendar without that time."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.focus import MOST_REASON, Focus, UnclearFocus, names_length, spoken_focus, without
from bot.domain.promise import expect_by
from tests.domain.given import CAST, calendar, utc

BERLIN = "Europe/Berlin"
# A Monday, 14:00 in Berlin.
NOW = utc("2026-11-02 13:00")
MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE

READ = {
    "2h": (120, ""),
    "2 h": (120, ""),
    "2 hours": (120, ""),
    "1hr": (60, ""),
    "1.5h": (90, ""),
    "1,5 h": (90, ""),
    "90m": (90, ""),
    "45 min": (45, ""),
    "45 minutes": (45, ""),
    "1h30": (90, ""),
    "1h30m": (90, ""),
    "1h 30m": (90, ""),
    "1 hour and 30 minutes": (90, ""),
    "for 2h": (120, ""),
    "an hour": (60, ""),
    "Half an hour": (30, ""),
    "5m": (5, ""),
    "8h": (480, ""),
    "until 15:30": (90, ""),
    "till 15.30": (90, ""),
    "until 3pm": (60, ""),
    "until 3:30 pm": (90, ""),
    "until 22": (480, ""),
    "2h release notes": (120, "release notes"),
    "2H Release notes": (120, "Release notes"),
    "90m: the 2h outage": (90, "the 2h outage"),
    "1h 30": (90, ""),
    "1h 30 release": (90, "release"),
    "1 hour 05, reviews": (65, "reviews"),
    "for 2h 59: reviews": (179, "reviews"),
    "1h 3 tickets": (60, "3 tickets"),
    "1h 04 tickets": (60, "04 tickets"),
    "1h 60 tickets": (60, "60 tickets"),
    "1h 300 tickets": (60, "300 tickets"),
    "1h 30% discounts": (60, "30% discounts"),
    "1h 15:30 sync": (60, "15:30 sync"),
    "1h 30-day plan": (60, "30-day plan"),
    "1h, 30 tickets": (60, "30 tickets"),
    "1.5h 30 tickets": (90, "30 tickets"),
    "2h, mostly reading": (120, "mostly reading"),
    "2h - reviews": (120, "reviews"),
    "until 15:30 reviews\nand more": (90, "reviews and more"),
    "until 3pm pm review": (60, "pm review"),
    "2h " + "x" * 300: (120, "x" * (MOST_REASON - 1) + "\u2026"),
}


@pytest.mark.parametrize(("text", "read"), READ.items(), ids=[one[:20] for one in READ])
def test_a_length_and_what_for_are_read(text: str, read: tuple[int, str]) -> None:
    minutes, reason = read
    wanted = Focus(starts_at=NOW, ends_at=NOW + minutes * MINUTE, reason=reason)
    assert spoken_focus(text, zone=BERLIN, now=NOW) == wanted
    assert names_length(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("90", "minutes or hours"),
        ("1:30", "minutes or hours"),
        ("2 reviews", "minutes or hours"),
        ("4m", "five minutes at least"),
        ("0h", "five minutes at least"),
        ("until 14:04", "five minutes at least"),
        ("8h 1m", "8 h 1 min from now, and a focus lasts eight hours at most"),
        ("8h15", "8 h 15 min from now"),
        ("8h30m", "8 h 30 min from now"),
        ("8,01h", "8 h 1 min from now"),
        ("9h", "9 hours from now"),
        ("24h", "24 hours from now"),
        ("999h", "more than a day"),
        ("until 13:00", "eight hours at most"),
        ("until 14:00", "24 hours from now"),
        ("until 25:00", "no time of day"),
        ("until lunch", "time of day after"),
        ("release notes", "for how long"),
        ("to 3 customers before the launch", "for how long"),
        ("2hx", "for how long"),
        ("-2h", "for how long"),
    ],
)
def test_other_words_say_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(UnclearFocus, match=why):
        spoken_focus(text, zone=BERLIN, now=NOW)


@pytest.mark.parametrize(
    ("zone", "now", "text", "ends_at"),
    [
        (BERLIN, "2026-11-02 22:30", "until 1:00", "2026-11-03 00:00"),
        (BERLIN, "2026-11-02 21:00", "until midnight", "2026-11-02 23:00"),
        ("America/New_York", "2026-11-02 15:00", "until noon", "2026-11-02 17:00"),
        # The clocks skip 02:30, and read it twice.
        (BERLIN, "2026-03-29 00:00", "until 2:30", "2026-03-29 01:00"),
        (BERLIN, "2026-10-24 23:00", "until 2:30", "2026-10-25 00:30"),
        # The first 02:45 is over, the second is not.
        (BERLIN, "2026-10-25 01:15", "until 2:45", "2026-10-25 01:45"),
        (BERLIN, "2026-10-25 00:50", "until 2:45", "2026-10-25 01:45"),
    ],
)
def test_a_time_is_the_next_on_their_own_clock(zone: str, now: str, text: str, ends_at: str) -> None:
    assert spoken_focus(text, zone=zone, now=utc(now)).ends_at == utc(ends_at)


def test_a_few_seconds_more_than_the_longest_are_said_to_be_more() -> None:
    with pytest.raises(UnclearFocus, match="That is 8 h 1 min from now"):
        spoken_focus("until 22:00", zone=BERLIN, now=NOW - timedelta(seconds=10))


def test_a_few_seconds_less_than_a_day_are_said_in_hours() -> None:
    with pytest.raises(UnclearFocus, match="That is 24 hours from now"):
        spoken_focus("until 14:00", zone=BERLIN, now=NOW + timedelta(seconds=10))


def test_to_a_number_of_others_is_no_time() -> None:
    assert not names_length("to 3 customers before the launch")


WORDS = (
    "2",
    "90",
    "h",
    "m",
    "min",
    "hours",
    "until",
    "for",
    "15:30",
    "3pm",
    ".",
    ":",
    "-",
    " ",
    " ",
    "x",
    "99",
)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_any_text_is_a_focus_or_told_why_not(text: str) -> None:
    try:
        one = spoken_focus(text, zone=BERLIN, now=NOW)
    except UnclearFocus:
        return
    assert 5 * MINUTE <= one.ends_at - one.starts_at <= 480 * MINUTE
    assert len(one.reason) <= MOST_REASON


@given(
    zone=st.sampled_from(CAST),
    week=st.sampled_from(["mon-fri 9-17", "sun-thu 22-6", "mon-fri 9-12, 19-22"]),
    quarters=st.integers(0, 14 * 96),
    length=st.integers(1, 32),
)
@settings(max_examples=60, deadline=None)
def test_a_focus_is_no_time_in_which_an_answer_is_promised(
    zone: str, week: str, quarters: int, length: int
) -> None:
    now = utc("2026-10-19 00:00") + quarters * QUARTER
    one = Focus(starts_at=now, ends_at=now + length * QUARTER)
    plain = calendar(zone, week)
    busy = without(plain, one)
    for number in range(-8, 40):
        at = now + number * QUARTER
        assert busy.working_at(at) == (plain.working_at(at) and not one.holds(at))
    worked = sum(busy.working_at(now + number * QUARTER) for number in range(96))
    answered, otherwise = expect_by(busy, now), expect_by(plain, now)
    assert answered is not None
    assert otherwise is not None
    assert answered >= otherwise
    assert answered == otherwise or worked < 16, "only who has too little time left for it needs longer"
