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
