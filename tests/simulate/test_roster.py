"""A roster is read field by field; what is wrong is told with its line and field, and what to write."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.week import parse_week
from bot.simulate.roster import WrongRoster, read

WHOLE = """\
team: {name: Core, lead: 20m, reminder: 1h30m, digest: "08:30"}
people:
  - name: sydney-1
    zone: Australia/Sydney
    week: {mon: "22:00-06:00", sat: "10:00-14:00"}
    holidays: AU-NSW
    away: [{from: 2027-03-01, to: 2027-03-05}]
  - name: berlin-1
    zone: Europe/Berlin
company_days: [2027-12-24]
"""


def roster(*lines: str) -> str:
    return "\n".join(("people:", "  - name: lena", *(f"    {line}" for line in lines)))


def test_a_whole_roster_is_read() -> None:
    found = read(WHOLE, file="roster.yaml")
    assert (found.team.name, found.team.lead, found.team.reminder, found.team.digest) == (
        "Core", timedelta(minutes=20), timedelta(minutes=90), 8 * 60 + 30,
    )  # fmt: skip
    sydney, berlin = found.people
    assert sydney.week == parse_week("mon 22-6, sat 10-14")
    assert (sydney.holidays, sydney.away[0].first, sydney.away[0].last) == (
        "AU-NSW", date(2027, 3, 1), date(2027, 3, 5),
    )  # fmt: skip
    assert (berlin.week, berlin.holidays, berlin.away) == (parse_week("mon-fri 9-17:30"), None, ())
    assert found.company_days == (date(2027, 12, 24),)


def lena(*lines: str) -> str:
    return roster("zone: Europe/Berlin", *lines)


@pytest.mark.parametrize(
    ("week", "means"),
    [
        ('{mon-fri: "09:00-17:30"}', "mon-fri 9-17:30"),
        ('{sun-thu: "08:00-16:00"}', "sun-thu 8-16"),
        ('{fri-mon: "08:00-16:00"}', "fri-mon 8-16"),
        ('{mon: "09:00-12:00, 19:00-22:00"}', "mon 9-12, 19-22"),
        ('{mon: "22:00-06:00"}', "mon 22-6"),
        ('"mon-thu 9-17:30, fri 9-13"', "mon-thu 9-17:30, fri 9-13"),
        ('{mon: "19:00-22:00, 09:00-12:00"}', "mon 9-12, 19-22"),
        ('{"mon, wed": "9am-5pm"}', "mon, wed 9-17"),
        ('{mon: "00:00-24:00"}', "mon 0-24"),
        ("{}", "none"),
    ],
)
def test_a_week_is_read_as_it_is_written(week: str, means: str) -> None:
    (someone,) = read(lena(f"week: {week}"), file="r").people
    assert someone.week == parse_week(means)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (roster("zone: Mars/Phobos"), "line 3, people[1].zone: “Mars/Phobos” is no time zone"),
        (roster("zone: [Europe/Berlin]"), "is no time zone"),
        (roster("zone: europe/berlin"), "“europe/berlin” is no time zone"),
        (roster("week: {}"), "people[1].zone: it is missing"),
        (lena('week: {mon: "25:00-26:00"}'), "“25:00” is no time of day"),
        (lena('week: {mon: "09:00-09:00"}'), "line 4, people[1].week: 09:00-09:00 has no length"),
        (lena('week: {mon: "9-12, 11-14"}'), "The hours of Monday overlap"),
        (lena('week: {mon: "22-6", tue: "5-9"}'), "The hours of Monday and Tuesday overlap"),
        (lena('week: {mon-wed: "9-12", tue: "13-14"}'), "Tuesday is there twice"),
        (lena('week: {moon: "9-12"}'), "“moon” is no day"),
        (lena("week: [1, 2]"), "write a week as"),
        (lena('week: {mon: ["09:00-12:00", "19:00-22:00"]}'), "write the hours of a day as"),
        (lena("week: {mon: 9}"), "write the hours of a day as"),
        (lena('week: {mon: "9-12, tue 13-14"}'), "write the hours of a day as"),
        (lena("week: {none: ''}"), "write the hours of a day as"),
        (lena('week: {"": "9-12"}'), "write the days before the hours"),
        (lena('week: {"mon 9-12, tue": "9-12"}'), "write the days before the hours"),
        (lena("holidays: DE-"), "“” is no subdivision of DE known here"),
        (lena("holidays:"), "“” is no country known here"),
        (roster("zone: Europe/Paris").replace("lena", "'  '"), "line 2, people[1].name: it is empty"),
        (roster("zone: Europe/Paris").replace("lena", "''"), "line 2, people[1].name: it is empty"),
        (roster("zone: Europe/Paris").replace("lena", '"\\ud83c"'), "line 2: there is half a character"),
        ("people:\n  - name: a\x01b", "line 2: there is a character that YAML does not allow"),
        (lena("holidays: XX"), "“XX” is no country known here"),
        (lena("holidays: DE-XX"), "“XX” is no subdivision of DE known here: choose one of"),
        (lena("away: [{from: 2027-03-05, to: 2027-03-01}]"), "ends on 2027-03-01, before it starts"),
        (lena("away: [{from: 2027-02-31, to: 2027-03-01}]"), "“2027-02-31” is no day"),
        (lena("away: [{from: 2027-02-01}]"), "people[1].away[1].to: it is missing"),
        (lena("away: 2027-02-01"), "write a list here"),
        (lena("holiday: DE"), "line 4, people[1].holiday: there is no field “holiday”"),
        (lena("zone: Europe/Paris"), "line 4: “zone” is there twice"),
        (
            lena() + "\n  - {name: lena, zone: Europe/Paris}",
            "line 4, people[2].name: “lena” is there twice, first on line 2",
        ),
        (lena() + "\ncompany_days: [31-12-2027]", "company_days[1]: “31-12-2027” is no day"),
        (lena() + "\nteam: {lead: soon}", "team.lead: “soon” is no length of time"),
        (lena() + "\nteam: {lead: ''}", "team.lead: “” is no length of time"),
        (lena() + "\nteam: {digest: '9 sharp'}", "team.digest: “9 sharp” is no time of day"),
        ("people: []", "line 1, people: nobody is there"),
        ("", "line 1, people: it is missing"),
        ("- a\n- b", "write fields here"),
        ("people: {a: b}", "line 1, people: write a list here"),
        ("people:\n  - lena", "line 2, people[1]: write fields here"),
        ("people: [", "this is no YAML"),
        ("people: &a [*a]", "write it out instead of referring"),
        ("people:\n\t- name: lena", "line 2: this is no YAML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_field(text: str, says: str) -> None:
    with pytest.raises(WrongRoster) as wrong:
        read(text, file="roster.yaml")
    (line,) = wrong.value.lines
    assert line.startswith("roster.yaml, line ")
    assert says in line


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(WrongRoster) as wrong:
        read(roster("zone: Nowhere", "holidays: XX", "color: blue"), file="roster.yaml")
    assert len(wrong.value.lines) == 3


def test_names_are_told_apart_letter_by_letter() -> None:
    found = read(lena() + "\n  - {name: Lena, zone: Europe/Paris}", file="r").people
    assert [one.name for one in found] == ["lena", "Lena"]


def test_a_roster_may_be_json() -> None:
    text = (
        '{"people": [{"name": "Zo\\u00eb \\ud83c\\udf0d", "zone": "Europe/Paris", "week": {"mon": "9-12"}}]}'
    )
    (someone,) = read(text, file="r").people
    assert someone.name == "Zoë \N{EARTH GLOBE EUROPE-AFRICA}"


anything = st.recursive(
    st.text(max_size=8) | st.sampled_from(["mon-fri", "9-17", "2027-02-28", "DE-BE", "15m", "UTC", "null"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
someone = st.fixed_dictionaries(
    {"name": anything | st.just("a"), "zone": anything | st.just("UTC")},
    optional={
        "week": anything | st.dictionaries(st.sampled_from(["mon", "tue-sat", "sun-mon"]), anything),
        "holidays": anything,
        "away": anything | st.lists(st.fixed_dictionaries({"from": anything, "to": anything})),
        "other": anything,
    },
)
rosters = anything | st.fixed_dictionaries(
    {"people": anything | st.lists(someone, max_size=3)},
    optional={
        "team": st.dictionaries(st.sampled_from(["name", "lead", "reminder", "digest"]), anything),
        "company_days": anything,
    },
)


@settings(max_examples=300, deadline=None)
@given(value=rosters)
def test_whatever_is_written_is_read_or_refused_with_its_line(value: object) -> None:
    told: list[str] = ["r, line 1: nothing is wrong"]
    try:
        read(json.dumps(value, indent=1), file="r")
    except WrongRoster as wrong:
        told = wrong.lines
    assert told
    assert all(line.startswith("r, line ") and len(line) > len("r, line 1: ") for line in told)
