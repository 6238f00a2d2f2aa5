"""A time as people say it, and what is asked where it may mean several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spoken_time import Spoken, Unclear, dated, spoken_time
from bot.domain.spoken_zone import Either
from tests.domain.given import LENA, MAYA, utc

# Monday, 10:00 in Berlin; 01:00 in Los Angeles; 20:00 in Sydney.
NOW = utc("2026-11-02 09:00")
ALSO = {"apac": "Australia/Sydney"}


def said(text: str, *, zone: str = LENA) -> object:
    return spoken_time(text, now=NOW, zone=zone, also=ALSO)


@pytest.mark.parametrize(
    ("text", "at", "name"),
    [
        ("3pm PST thu", "2026-11-05 23:00", "Los Angeles"),
        ("3 p.m. pacific on Thursday", "2026-11-05 23:00", "Los Angeles"),
        ("15:00 Berlin tomorrow", "2026-11-03 14:00", "Berlin"),
        ("tomorrow at 15:00 in Berlin?", "2026-11-03 14:00", "Berlin"),
        ("9:30 my time fri", "2026-11-06 08:30", "Berlin"),
        ("1700 utc", "2026-11-02 17:00", "UTC"),
        ("0800 utc", "2026-11-03 08:00", "UTC"),
        ("1700Z", "2026-11-02 17:00", "UTC"),
        ("9.15", "2026-11-03 08:15", "Berlin"),
        ("11", "2026-11-02 10:00", "Berlin"),
        ("10:00", "2026-11-02 09:00", "Berlin"),
        ("9:00 today", "2026-11-02 08:00", "Berlin"),
        ("3pm CAT", "2026-11-02 13:00", "Maputo"),
        ("noon New York", "2026-11-02 17:00", "New York"),
        ("midnight tokyo", "2026-11-02 15:00", "Tokyo"),
        ("12am utc", "2026-11-03 00:00", "UTC"),
        ("12pm utc", "2026-11-02 12:00", "UTC"),
        ("17h30 Paris", "2026-11-02 16:30", "Paris"),
        ("14:00 UTC+2", "2026-11-02 12:00", "UTC+02:00"),
        ("14:00 gmt -5:30", "2026-11-02 19:30", "UTC-05:30"),
        ("16:00 +0530", "2026-11-02 10:30", "UTC+05:30"),
        ("3pm Asia/Kolkata", "2026-11-02 09:30", "Kolkata"),
        ("9am apac", "2026-11-02 22:00", "Sydney"),
        ("9am apac mon", "2026-11-08 22:00", "Sydney"),
        ("monday 10:00", "2026-11-02 09:00", "Berlin"),
        ("monday 9:59", "2026-11-09 08:59", "Berlin"),
        ("3pm EST on 26 nov", "2026-11-26 20:00", "New York"),
        ("3pm london nov 26th", "2026-11-26 15:00", "London"),
        ("3pm london 2027-07-01", "2027-07-01 14:00", "London"),
        ("1 march 3pm utc", "2027-03-01 15:00", "UTC"),
        ("2:30 Berlin 28 mar 2027", "2027-03-28 01:00", "Berlin"),
        ("2:30 Berlin 25 oct 2026", "2026-10-25 00:30", "Berlin"),
        ("may 4 3pm utc", "2027-05-04 15:00", "UTC"),
        ("3pm pst 1 july 2027", "2027-07-01 22:00", "Los Angeles"),
        ("9am Fri 4 Dec", "2026-12-04 08:00", "Berlin"),
        ("15:00 Los Angeles Thu 3 Dec", "2026-12-03 23:00", "Los Angeles"),
        ("3pm PST Thu, Dec 3", "2026-12-03 23:00", "Los Angeles"),
        ("Thursday, 3 December 2026 at 3pm PST", "2026-12-03 23:00", "Los Angeles"),
        ("3pm utc mon 2026-12-03", "2026-12-03 15:00", "UTC"),
        ("12 noon PST", "2026-11-02 20:00", "Los Angeles"),
        ("12:00 noon utc", "2026-11-02 12:00", "UTC"),
        ("12 midnight", "2026-11-02 23:00", "Berlin"),
        ("8 tonight", "2026-11-02 19:00", "Berlin"),
        ("8:30 tonight", "2026-11-02 19:30", "Berlin"),
        ("20:15 tonight", "2026-11-02 19:15", "Berlin"),
        ("8am tonight", "2026-11-02 07:00", "Berlin"),
        ("midnight tonight", "2026-11-02 23:00", "Berlin"),
        ("2am los angeles tonight", "2026-11-02 10:00", "Los Angeles"),
        ("3pm utc 29 feb", "2028-02-29 15:00", "UTC"),
    ],
)
def test_what_is_meant(text: str, at: str, name: str) -> None:
    found = said(text)
    assert isinstance(found, Spoken)
    assert (found.at, found.by.name) == (utc(at), name)


def test_letters_of_the_other_season_are_taken_for_the_place_and_told_as_they_are_then() -> None:
    found = said("3pm pst 1 july 2027")
    assert isinstance(found, Spoken)
    assert found.by.letters_then(found.at) == "PDT"


def test_days_are_those_of_the_place() -> None:
    assert said("8:00 sydney tomorrow", zone=MAYA) == said("8:00 sydney tue", zone=MAYA)
    found = said("23:00 los angeles today")
    assert isinstance(found, Spoken)
    assert found.at == utc("2026-11-03 07:00")


@pytest.mark.parametrize("text", ["3pm CST", "9 ist tomorrow", "3pm US"])
def test_letters_that_mean_several_places_are_asked_about(text: str) -> None:
    found = said(text)
    assert isinstance(found, Either)
    assert len(found.places) > 1
    assert all(isinstance(said(f"3pm {place}"), Spoken) for place in found.places)


@pytest.mark.parametrize(
    ("text", "what", "typed"),
    [
        ("25:00 Berlin", "time", "25:00"),
        ("13pm", "time", "13pm"),
        ("9:75", "time", "9:75"),
        ("3pm Narnia", "place", "narnia"),
        ("3pm 31 feb", "day", "31 feb"),
        ("3pm thu 31 feb", "day", "31 feb"),
        ("3pm 29 feb 2027", "day", "29 feb 2027"),
        ("3pm 2026-13-01", "day", "2026-13-01"),
        ("14:00 utc+25", "place", "utc+25"),
        ("3pm or 4pm", "place", "or 4pm"),
    ],
)
def test_what_cannot_be_understood_is_named(text: str, what: str, typed: str) -> None:
    assert said(text) == Unclear(what=what, typed=typed)  # type: ignore[arg-type]  # the table's words


@pytest.mark.parametrize("text", ["", "maya", "@Maya Brooks", "tomorrow", "berlin", "r2d2", "next friday"])
def test_where_there_is_no_time_there_is_none(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("today", "Mon 2 Nov"),
        ("tomorrow", "Tue 3 Nov"),
        ("Thu", "Thu 5 Nov"),
        ("by Friday", "by Fri 6 Nov"),
        ("EOD tomorrow", "EOD Tue 3 Nov"),
        ("end of Friday", "end of Fri 6 Nov"),
        ("by end of day Friday", "by end of day Fri 6 Nov"),
        ("Tomorrow morning.", "Tue 3 Nov morning."),
        ("this sunday", "Sun 8 Nov"),
        ("Monday", "Monday"),
        ("next Friday", "next Friday"),
        ("tonight", "tonight"),
        ("tomorrow or Friday", "tomorrow or Friday"),
        ("the day after tomorrow", "the day after tomorrow"),
        ("Friday's release", "Friday's release"),
        ("Friday 13 Nov", "Friday 13 Nov"),
        ("end of day", "end of day"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_day_that_is_named_alone_has_a_date(text: str, shown: str) -> None:
    assert dated(text, now=NOW, zone=LENA) == shown


def test_a_date_is_that_of_the_place() -> None:
    late = utc("2026-11-03 05:00")
    assert dated("tomorrow", now=late, zone=LENA) == "Wed 4 Nov"
    assert dated("tomorrow", now=late, zone="America/Los_Angeles") == "Tue 3 Nov"


@given(text=st.text(max_size=40) | st.sampled_from(["by ", "\u0130 "]).map(lambda one: f"{one}fri"))
def test_a_date_is_that_of_any_text(text: str) -> None:
    assert isinstance(dated(text, now=NOW, zone=LENA), str)


@given(text=st.text(max_size=40) | st.from_regex(r"[0-9:. apmhutc+\-/jfmty]{0,30}", fullmatch=True))
def test_anything_can_be_typed(text: str) -> None:
    assert isinstance(said(text), Spoken | Unclear | Either | None)


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), zone=st.sampled_from(["Berlin", "Tokyo", "utc"]))
def test_what_is_to_come_is_within_a_day(hour: int, minute: int, zone: str) -> None:
    found = said(f"{hour}:{minute:02} {zone}")
    assert isinstance(found, Spoken)
    assert 0 <= (found.at - NOW).total_seconds() < 24 * 3600
    assert f"{found.at.astimezone(found.by.rules):%H:%M}" == f"{hour:02}:{minute:02}"
