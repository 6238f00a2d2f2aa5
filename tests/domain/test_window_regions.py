"""The fair window where one of each region decides: one and the same member of each has had eight hours."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dayoff import Absence, DaysOff
from bot.domain.window import LEAST_OPEN, LEAST_OWN, own_time, share, soonest, window
from bot.domain.workday import Calendar, parse_week
from tests.domain.given import LENA, MAYA, calendar, utc
from tests.domain.roster import QUARTER, workers
from tests.domain.test_window import START

# Each with the region that they are of.
REGIONAL = st.lists(st.tuples(workers(), st.sampled_from("ABC")), min_size=1, max_size=6)


@given(roster=REGIONAL, quarters=st.integers(0, 30 * 96))
@settings(max_examples=40, deadline=None)
def test_it_closes_once_somebody_of_each_region_has_had_their_hours_and_no_sooner(
    roster: list[tuple[Calendar, str]], quarters: int
) -> None:
    asked_at = START + quarters * QUARTER
    calendars = {who: one for who, (one, _) in enumerate(roster)}
    regions = {who: region for who, (_, region) in enumerate(roster)}
    there = {who for who, one in calendars.items() if not share(one, asked_at).away}
    picked = soonest(calendars, regions, asked_at)
    assert {*picked} == {*regions.values()}
    assert all(regions[who] == region for region, who in picked.items())
    found = window({who: calendars[who] for who in picked.values()}, asked_at)
    if not there:
        assert found is None
        return
    assert found is not None
    assert {regions[who] for who in found.there} == {regions[who] for who in there}
    assert {regions[who] for who in found.away} == {*regions.values()} - {regions[who] for who in there}

    def fair(region: str, closes_at: datetime) -> bool:
        some = (who for who in there if regions[who] == region)
        return any(own_time(calendars[who], asked_at, closes_at) >= LEAST_OWN for who in some)

    asked = {regions[who] for who in there}
    assert all(fair(region, found.closes_at) for region in asked)
    sooner = found.closes_at - QUARTER
    assert sooner < asked_at + LEAST_OPEN or not all(fair(region, sooner) for region in asked)


def test_a_colleague_who_is_away_holds_no_region_up() -> None:
    off = DaysOff(away=(Absence(first=date(2026, 11, 2), last=date(2026, 11, 20)),))
    away = Calendar(zone=LENA, week=parse_week("mon-fri 9-17"), days_off=off)
    some = {"lena": away, "nora": calendar(LENA), "maya": calendar(MAYA)}
    regions = {"lena": "Berlin", "nora": "Berlin", "maya": "New York"}
    asked_at = utc("2026-11-02 08:00")
    assert soonest(some, regions, asked_at) == {"Berlin": "nora", "New York": "maya"}
    alone = {"lena": away, "maya": calendar(MAYA)}
    found = window(
        {who: alone[who] for who in soonest(alone, {**regions, "nora": "-"}, asked_at).values()}, asked_at
    )
    assert found is not None
    assert found.away == ("lena",), "of hers nobody is there"
    assert found.closes_at == asked_at + timedelta(hours=24)
