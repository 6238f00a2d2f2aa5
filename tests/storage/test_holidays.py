"""Holidays are those of the place: as its authorities state them, by country and by its parts."""

from datetime import date
from zoneinfo import available_timezones

import pytest

from storage import holidays as holiday
from tests.storage.official import WHOLE
from tests.storage.official_days import NOT, SOME

# Where the library differs from what the authorities state, and why. Nothing else may, and these must.
# For a place and year: what is lacking, what is there besides, the reason.
_SUNDAYS = "the library counts the Sundays of Easter and Whitsun as holidays"
_RECOGNISED = "the law on terms recognises Good Friday, but it is worked unless agreed otherwise"
_STATUTORY = "the default is what the Employment Ordinance names; the general holidays besides are `optional`"
_UNITY = "the first Sunday of November is a national day, worked by whoever works on Sundays"
KNOWN_DIFFERENCES: dict[tuple[str, int], tuple[str, str, str]] = {
    ("BE", 2026): ("", "04-05 05-24", _SUNDAYS),
    ("BE", 2027): ("", "03-28 05-16", _SUNDAYS),
    ("NL", 2026): ("", "04-03", _RECOGNISED),
    ("NL", 2027): ("", "03-26", _RECOGNISED),
    ("HK", 2026): ("04-03 04-04", "", _STATUTORY),
    ("HK", 2027): ("03-26 03-27", "", _STATUTORY),
    ("IT", 2027): ("", "11-07", _UNITY),
}
# Single days that are off by the library and worked by the law.
KNOWN_WORKED = {("US-TX", date(2027, 12, 31)): "Texas moves no holiday that falls on a weekend"}


@pytest.mark.parametrize(("where", "year"), WHOLE, ids=str)
def test_a_year_has_the_holidays_that_its_authorities_state(where: str, year: int) -> None:
    lacking, more, _ = KNOWN_DIFFERENCES.get((where, year), ("", "", ""))
    found = {f"{day:%m-%d}" for day in holiday.names(where, year)}
    official = {f"{day:%m-%d}" for day in WHOLE[where, year]}
    assert official - found == set(lacking.split())
    assert found - official == set(more.split())


@pytest.mark.parametrize(("where", "day", "name"), SOME, ids=str)
def test_a_day_is_off_there_and_called_by_its_name(where: str, day: str, name: str) -> None:
    on = date.fromisoformat(day)
    assert name in holiday.names(where, on.year).get(on, "a working day")


@pytest.mark.parametrize(("where", "day"), NOT, ids=str)
def test_a_day_off_elsewhere_is_worked_there(where: str, day: str) -> None:
    on = date.fromisoformat(day)
    assert on not in holiday.names(where, on.year)


@pytest.mark.parametrize(("where", "day"), KNOWN_WORKED, ids=str)
def test_a_known_difference_is_still_one(where: str, day: date) -> None:
    assert day in holiday.names(where, day.year)


def test_twenty_countries_and_more_are_checked() -> None:
    places = {where for where, _ in WHOLE} | {where for where, _, _ in SOME}
    assert len({where[:2] for where in places}) >= 30


def test_what_depends_on_the_moon_being_seen_is_named_as_estimated() -> None:
    foreseen = holiday.names("AE", 2027).values()
    assert {name for name in foreseen if "Eid" in name} == {
        name for name in foreseen if "Eid" in name and name.endswith("(estimated)")
    }


def every_place() -> list[str]:
    parts = {country: holiday.subdivisions(country) for country in sorted(holiday.countries())}
    return [*parts, *(f"{country}-{part}" for country, those in parts.items() for part in those)]


@pytest.mark.parametrize("part", range(4))
def test_a_year_holds_its_dates_whole_observed_ones_at_its_edges_included(part: int) -> None:
    for where in every_place()[part::4]:
        for year in (2026, 2027, 2028):
            around = [holiday.names(where, one) for one in (year - 1, year, year + 1)]
            by_any = {day for those in around for day in those if day.year == year}
            assert by_any == set(around[1]), (where, year)


@pytest.mark.parametrize(
    ("where", "day", "also"),
    [
        ("DE-BY", date(2026, 8, 15), "catholic"),
        ("HK", date(2026, 4, 3), "optional"),
        ("BR", date(2026, 2, 17), "optional"),
        ("GB", date(2026, 12, 25), ""),
    ],
    ids=["a part of a state", "general holidays", "Carnival", "by default"],
)
def test_what_is_optional_counts_where_it_is_asked_for(where: str, day: date, also: str) -> None:
    assert (day in holiday.names(where, 2026)) == (not also)
    assert day in holiday.names(where, 2026, also=frozenset(also.split()))
    assert set(holiday.names(where, 2026)) <= set(holiday.names(where, 2026, also=frozenset(also.split())))


def test_what_a_country_has_besides_is_listed() -> None:
    assert holiday.categories("DE") == ("catholic", "school")
    assert holiday.categories("GB") == ()


def test_the_parts_of_a_country_are_listed_by_name() -> None:
    cantons = holiday.subdivisions("CH")
    assert (cantons["VD"], cantons["ZH"], next(iter(cantons))) == ("Vaud", "Zürich", "AG")
    assert holiday.subdivisions("JP") == {}


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("XX", "“XX” is no country known here"),
        ("", "“” is no country known here"),
        ("de", "“de” is no country known here"),
        ("DE-XX", "“XX” is no subdivision of DE known here: choose one of Augsburg, BB"),
        ("DE-", "“” is no subdivision of DE known here"),
        ("JP-13", "write JP alone"),
    ],
)
def test_a_place_that_is_not_known_is_told_with_what_to_write(where: str, says: str) -> None:
    for asked in (holiday.check, lambda place: holiday.names(place, 2027)):
        with pytest.raises(holiday.Unknown, match=says):
            asked(where)


def test_a_category_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(holiday.Unknown, match=r"“bank” here\. There are: catholic, school"):
        holiday.names("DE", 2027, also=frozenset({"bank"}))
    with pytest.raises(holiday.Unknown):
        holiday.subdivisions("XX")
    with pytest.raises(holiday.Unknown):
        holiday.categories("XX")


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("Europe/Oslo", "NO"),
        ("Europe/Zurich", "CH"),
        ("America/New_York", "US"),
        ("Australia/Lord_Howe", "AU"),
        ("Asia/Hong_Kong", "HK"),
        ("US/Arizona", "US"),
        ("Canada/Eastern", "CA"),
        ("GB-Eire", "GB"),
        ("NZ-CHAT", "NZ"),
        ("Japan", "JP"),
        ("ROK", "KR"),
        ("Asia/Calcutta", "IN"),
        ("Asia/Saigon", "VN"),
        ("Atlantic/Jan_Mayen", None),
        ("CET", None),
        ("EST", None),
        ("EST5EDT", None),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("Nowhere/Nothing", None),
        ("", None),
    ],
)
def test_a_country_is_guessed_from_a_zone_of_one_country(zone: str, country: str | None) -> None:
    assert holiday.country_of(zone) == country


def test_nearly_every_place_gives_a_country_and_always_a_known_one() -> None:
    guesses = {zone: holiday.country_of(zone) for zone in available_timezones()}
    assert {one for one in guesses.values() if one is not None} <= holiday.countries()
    assert sum(guess is None for zone, guess in guesses.items() if "/" in zone and "Etc/" not in zone) < 20
