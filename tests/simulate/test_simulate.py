"""`sunrelay simulate` prints every evening of the dates, in order, by the rules that the bot goes by."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from bot.__main__ import main
from bot.simulate.evening import Evening, evenings
from bot.simulate.roster import read

NIGHT = 'people: [{name: night, zone: Europe/Berlin, week: {sat: "22:00-03:05"}}]'
YEAR = """\
team: {name: Core}
people:
  - {name: sydney-1, zone: Australia/Sydney, holidays: AU-NSW, away: [{from: 2027-01-04, to: 2027-01-27}]}
  - {name: apia, zone: Pacific/Apia}
  - {name: berlin-1, zone: Europe/Berlin, holidays: DE-BE}
company_days: [2027-12-24, 2027-12-27, 2027-01-26]
"""


def between(text: str, first: date, last: date) -> list[Evening]:
    return list(evenings(read(text, file="r"), first=first, last=last))


def reasons(person: str, first: date, last: date) -> dict[date, str | None]:
    return {one.day: one.reason for one in between(YEAR, first, last) if one.person == person}


def test_the_lead_is_elapsed_time_from_the_instant_at_which_the_shift_ends() -> None:
    (one,) = between(NIGHT, date(2027, 10, 30), date(2027, 10, 31))
    assert (one.day, one.at) == (date(2027, 10, 30), datetime(2027, 10, 31, 1, 50, tzinfo=UTC))


def test_both_days_are_included_and_days_that_are_not_worked_are_not_listed() -> None:
    found = reasons("berlin-1", date(2027, 10, 29), date(2027, 11, 1))  # Friday to Monday
    assert list(found) == [date(2027, 10, 29), date(2027, 11, 1)]


def test_of_several_reasons_the_first_is_given() -> None:
    found = reasons("sydney-1", date(2027, 1, 25), date(2027, 1, 28))
    assert found == {
        date(2027, 1, 25): "away",
        date(2027, 1, 26): "company day",  # and Australia Day, and away
        date(2027, 1, 27): "away",
        date(2027, 1, 28): None,
    }


def test_holidays_have_their_english_names_and_observed_days_are_among_them() -> None:
    assert reasons("berlin-1", date(2027, 3, 8), date(2027, 3, 8)) == {
        date(2027, 3, 8): "holiday: Women's Day"
    }
    observed = reasons("sydney-1", date(2027, 12, 27), date(2027, 12, 28))
    assert observed[date(2027, 12, 27)] == "company day"
    assert str(observed[date(2027, 12, 28)]).startswith("holiday: ")


def test_a_date_that_a_zone_never_had_has_no_evening() -> None:
    found = between(YEAR, date(2011, 12, 29), date(2011, 12, 31))
    assert [one.day for one in found if one.person == "apia"] == [date(2011, 12, 29)]


def test_they_come_in_order_of_their_instant_then_of_the_name() -> None:
    found = between(YEAR, date(2027, 1, 1), date(2027, 2, 28))
    assert found == sorted(found, key=lambda one: (one.at, one.person))
    assert len(found) > 100


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "roster.yaml"
    file.write_text(YEAR, encoding="utf-8")
    return file


def asked(roster: Path, first: str, last: str, *others: str) -> int:
    return main(["simulate", "--roster", str(roster), "--from", first, "--to", last, *others])


def test_a_line_of_json_for_every_evening(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(roster, "2027-01-26", "2027-01-26", "--format", "jsonl") == 0
    off = {"day": "2027-01-26", "kind": "skip", "reason": "company day"}
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"person": person, "at": at, "local": local, **off}
        for person, at, local in (
            ("apia", "2027-01-26T04:15:00Z", "2027-01-26T17:15:00+13:00"),
            ("sydney-1", "2027-01-26T06:15:00Z", "2027-01-26T17:15:00+11:00"),
            ("berlin-1", "2027-01-26T16:15:00Z", "2027-01-26T17:15:00+01:00"),
        )
    ]  # fmt: skip
    assert asked(roster, "2027-02-01", "2027-02-01", "--format", "jsonl") == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["kind"], first["reason"]) == ("prompt", None)


def test_as_text_it_reads_day_by_day(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(roster, "2027-01-28", "2027-01-28") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Thu 28 Jan 2027, UTC",
        "  04:15  apia  Thu 17:15 Pacific/Apia  asked",
        "  06:15  sydney-1  Thu 17:15 Australia/Sydney  asked",
        "  16:15  berlin-1  Thu 17:15 Europe/Berlin  asked",
        "3 asked, 0 not asked.",
    ]


ODD = (
    "Ada, Lovelace; née \\\\ Byron",
    "two\nlines",
    "\N{EARTH GLOBE EUROPE-AFRICA}" * 60,
    "دانا",
    "right\u202eleft",
    "a\u2028b\x85c",
)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    file = tmp_path / "odd.yaml"
    people = [{"name": name, "zone": "Asia/Tehran"} for name in ODD]
    file.write_text(json.dumps({"people": people}), encoding="utf-8")
    return file


def test_odd_names_are_whole_in_json_each_on_its_line(odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(odd, "2027-01-04", "2027-01-04", "--format", "jsonl") == 0
    lines = capsys.readouterr().out.splitlines()  # at whatever counts as the end of a line anywhere
    assert sorted(json.loads(line)["person"] for line in lines) == sorted(ODD)


def test_odd_names_keep_to_their_line_and_turn_nothing_round_in_text(
    odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(odd, "2027-01-04", "2027-01-04") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(ODD) + 1
    assert all(line.endswith("  Mon 17:15 Asia/Tehran  asked") for line in lines[1:-1])
    assert sum(f"\u2068{ODD[3]}\u2069" in line for line in lines) == 1
    assert not any("\u202e" in line for line in lines)


def test_odd_names_are_escaped_and_folded_in_a_calendar(
    odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(odd, "2027-01-04", "2027-01-04", "--format", "ics") == 0
    out = capsys.readouterr().out
    assert all(len(line.encode()) <= 75 for line in out.split("\r\n"))
    assert "\n" not in out.replace("\r\n", "")
    said = {str(one["summary"]).removesuffix(": hand-off") for one in Calendar.from_ical(out).walk("VEVENT")}
    assert {ODD[0], ODD[2], ODD[3], "two lines"} <= said
    assert len(said) == len(ODD)


def test_a_lead_may_be_longer_than_the_shift_and_the_day_stays_that_of_its_start() -> None:
    text = "team: {lead: 99h}\npeople: [{name: a, zone: UTC, week: {mon: '09:00-10:00'}}]"
    (one,) = between(text, date(2027, 1, 4), date(2027, 1, 4))
    assert (one.day, one.at) == (date(2027, 1, 4), datetime(2026, 12, 31, 7, tzinfo=UTC))


def test_a_year_of_fifty_three_weeks_has_as_many_thursdays_as_the_calendar() -> None:
    thursdays = "{name: a, zone: Asia/Tokyo, week: {thu: '9-17'}}"
    wrapped = "{name: b, zone: UTC, week: {fri-mon: '9-17'}}"
    found = between(f"people: [{thursdays}, {wrapped}]", date(2026, 1, 1), date(2026, 12, 31))
    assert sum(one.person == "a" for one in found) == 53
    assert {one.day.weekday() for one in found if one.person == "b"} == {4, 5, 6, 0}


def test_an_observed_day_at_the_edge_of_a_year_is_off() -> None:
    text = "people: [{name: a, zone: America/New_York, holidays: US}]"
    (one,) = between(text, date(2027, 12, 31), date(2027, 12, 31))
    assert one.reason == "holiday: New Year's Day (observed)"


def test_as_a_calendar_other_programs_read_it(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(roster, "2027-01-25", "2027-01-29", "--format", "ics") == 0
    events = Calendar.from_ical(capsys.readouterr().out).walk("VEVENT")
    assert len(events) == 15
    assert len({str(one["uid"]) for one in events}) == 15


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2027-02-01", "2027-01-01", "--to 2027-01-01 is before --from 2027-02-01: swap the two."),
        ("2000-01-01", "2027-01-01", "more than twenty years"),
        ("1969-12-31", "1970-01-01", "Days are known from 1970-01-01 to 2099-12-31"),
        ("9999-12-31", "9999-12-31", "Days are known from 1970-01-01 to 2099-12-31"),
    ],
)
def test_dates_that_make_no_sense_are_refused(
    roster: Path, capsys: pytest.CaptureFixture[str], first: str, last: str, says: str
) -> None:
    assert asked(roster, first, last) == 2
    said = capsys.readouterr()
    assert (said.out, says in said.err) == ("", True)


def test_a_roster_that_is_wrong_or_not_there_prints_nothing_but_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(tmp_path / "none.yaml", "2027-01-01", "2027-01-02") == 2
    assert "There is no file" in capsys.readouterr().err
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("people: [{name: a, zone: Mars}]", encoding="utf-8")
    assert asked(wrong, "2027-01-01", "2027-01-02") == 2
    said = capsys.readouterr()
    assert (said.out, "wrong.yaml, line 1, people[1].zone" in said.err) == ("", True)
    wrong.write_bytes(b"\xff\xfe\x00people")
    assert asked(wrong, "2027-01-01", "2027-01-02") == 2
    assert "cannot be read as text" in capsys.readouterr().err
