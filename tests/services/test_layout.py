"""Regions as they are proposed: everyone has one, and its days start less than three hours apart."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identity import PersonId, RegionId
from bot.domain.region import Worker
from bot.domain.team import Policy
from bot.domain.workday import Calendar, parse_week
from bot.services import layout
from bot.services.candidate import Candidate
from bot.services.layout import Spot
from tests.services.given import at, user

NOW = at("lena", "Mon 10:00")
ZONES = (
    "Pacific/Auckland",
    "Australia/Sydney",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/Helsinki",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
)
WEEKS = ("mon-fri 9-17:30", "mon-fri 7-15", "mon-fri 22-6")


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Candidate, ...]:
    days = draw(st.lists(st.tuples(st.sampled_from(ZONES), st.sampled_from(WEEKS)), min_size=1, max_size=14))
    return tuple(_candidate(number, *one) for number, one in enumerate(days, start=1))


def _candidate(number: int, zone: str, week: str) -> Candidate:
    calendar = Calendar(zone=zone, week=parse_week(week))
    return Candidate(
        user=user(f"p{number}"),
        name=f"P{number}",
        part="writes",
        worker=Worker(person=PersonId(number), calendar=calendar),
        hours=calendar,
        calendar=calendar,
        lead=timedelta(minutes=15),
    )


@given(crowds())
def test_everyone_has_one_region_that_suits_them(everyone: tuple[Candidate, ...]) -> None:
    spots = layout.lay_out(None, everyone, Policy(), now=NOW)
    assert sorted(one.user.id for spot in spots for one in spot.members) == sorted(
        one.user.id for one in everyone
    )
    assert [layout.too_far(spot, now=NOW) for spot in spots] == [None] * len(spots)
    assert len({spot.key for spot in spots}) == len({spot.name for spot in spots}) == len(spots)


@given(crowds())
def test_whichever_region_one_of_them_could_be_in_they_can_be_put_there(
    everyone: tuple[Candidate, ...],
) -> None:
    spots = layout.lay_out(None, everyone, Policy(), now=NOW)
    for one in everyone:
        options = layout.could_be_in(spots, one, now=NOW)
        assert any(spot.has(one) for spot in options)
        for spot in options:
            moved = layout.moved(spots, {one.user: spot.key})
            there = next(each for each in moved if each.key == spot.key)
            assert there.has(one)
            assert layout.too_far(there, now=NOW) is None


@given(crowds(), st.data())
def test_two_too_far_apart_are_found_exactly_when_a_region_is_too_wide(
    everyone: tuple[Candidate, ...], data: st.DataObject
) -> None:
    some = tuple(data.draw(st.lists(st.sampled_from(everyone), unique_by=lambda one: one.user)))
    spot = Spot(key="r", name="R", zone="UTC", digest_minute=540, members=some, id=RegionId(1))
    wide = len(layout.lay_out(None, some, Policy(), now=NOW)) > 1
    assert (layout.too_far(spot, now=NOW) is not None) == wide


def test_one_who_was_put_nowhere_stays() -> None:
    everyone = (_candidate(1, "Europe/Berlin", WEEKS[0]),)
    spots = layout.lay_out(None, everyone, Policy(), now=NOW)
    assert layout.moved(spots, {user("p1"): "nowhere"}) == spots
