"""A team knows its members, their calendars and its regions."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.digest import arranged, look_back, off_on
from bot.domain.handoff import State
from bot.domain.identity import PersonId, Place, PlaceId, ProjectId, RegionId, TeamId, TenantId, UserRef
from bot.domain.person import Person
from bot.domain.team import Member, Part, Policy, Project, RegionPlan, Team
from bot.domain.workday import DEFAULT_WEEK, WorkingWeek, parse_week
from tests.domain.given import LENA, MAYA, utc

EARLY = parse_week("mon-thu 7-15")
BERLIN, NEW_YORK, EMPTY = RegionId(1), RegionId(2), RegionId(3)


def member(
    number: int, zone: str, region: RegionId, week: WorkingWeek | None = None, part: Part = "writes"
) -> Member:
    person = Person(
        id=PersonId(number),
        tenant=TenantId(1),
        user=UserRef(platform="slack", tenant="T1", id=f"U{number}"),
        name=f"Person {number}",
        zone=zone,
        zone_source="profile",
        week=week,
        locale="en-US",
        eligible=True,
    )
    return Member(person=person, part=part, region=region, joined_at=utc("2026-11-01 12:00"))


def plan(region: RegionId, zone: str) -> RegionPlan:
    return RegionPlan(id=region, name=zone, zone=zone, digest_minute=540)


TEAM = Team(
    id=TeamId(1),
    tenant=TenantId(1),
    place=PlaceId(1),
    where=Place(platform="slack", tenant="T1", kind="public", id="C1"),
    name="Core",
    projects=(Project(id=ProjectId(1), name="Core", page="https://pages.example/core"),),
    plans=(plan(EMPTY, "Asia/Tokyo"), plan(BERLIN, LENA), plan(NEW_YORK, MAYA)),
    members=(
        member(1, LENA, BERLIN),
        member(2, MAYA, NEW_YORK, EARLY),
        member(3, LENA, BERLIN, part="receives"),
    ),
)


def test_a_member_is_found_by_person() -> None:
    assert TEAM.member(PersonId(2)) == TEAM.members[1]
    assert TEAM.member(PersonId(9)) is None


def test_a_project_is_found_if_it_is_the_teams() -> None:
    assert TEAM.project(ProjectId(1)) == TEAM.projects[0]
    assert TEAM.project(ProjectId(9)) is None


def test_only_who_writes_is_asked() -> None:
    assert [one.writes for one in TEAM.members] == [True, True, False]


@pytest.mark.parametrize(
    ("policy", "weeks"),
    [
        (Policy(), [DEFAULT_WEEK, EARLY]),
        (Policy(week=parse_week("sun-thu 9-17")), [parse_week("sun-thu 9-17"), EARLY]),
    ],
    ids=["the usual week", "the team's week"],
)
def test_a_members_own_week_goes_before_the_teams(policy: Policy, weeks: list[WorkingWeek]) -> None:
    team = replace(TEAM, policy=policy)
    assert [team.calendar(one).week for one in team.members[:2]] == weeks


def test_a_region_has_its_members_with_their_calendars() -> None:
    region = TEAM.region(BERLIN)
    assert [one.person for one in region.members] == [1, 3]
    assert {one.calendar.zone for one in region.members} == {LENA}
    assert TEAM.region(EMPTY).members == ()


def test_an_empty_region_is_none_of_the_teams_regions() -> None:
    assert [one.id for one in TEAM.regions] == [BERLIN, NEW_YORK]


def test_who_is_off_on_a_date_is_known_for_each_region() -> None:
    friday, monday = date(2026, 11, 6), date(2026, 11, 2)
    assert off_on(TEAM, NEW_YORK, friday) == [2]
    assert off_on(TEAM, NEW_YORK, monday) == []
    assert off_on(TEAM, BERLIN, friday) == []


def test_a_first_digest_looks_back_to_yesterday_and_later_ones_a_week_before_the_last() -> None:
    assert look_back(date(2026, 11, 2), None) == date(2026, 11, 1)
    assert look_back(date(2026, 11, 9), date(2026, 11, 6)) == date(2026, 10, 30)


def test_what_is_urgent_comes_first_and_projects_stay_together() -> None:
    items: list[tuple[str, State, int]] = [
        ("alpha", "on_track", 1),
        ("beta", "at_risk", 2),
        ("alpha", "at_risk", 3),
        ("gamma", "blocked", 4),
        ("gamma", "on_track", 5),
        ("beta", "at_risk", 6),
    ]
    found = arranged(items, project=lambda one: one[0], state=lambda one: one[1])
    assert [number for _, _, number in found] == [4, 5, 3, 1, 2, 6]


def test_colleagues_who_work_alike_share_a_calendar() -> None:
    alike = replace(TEAM, members=tuple(member(number, LENA, BERLIN) for number in (1, 2, 3)))
    assert [one.person for one in alike.region(BERLIN).members] == [1, 2, 3]
    assert list(alike.region(BERLIN).calendars) == [alike.calendar(alike.members[0])]


def test_who_works_otherwise_has_a_calendar_of_their_own() -> None:
    members = (member(1, LENA, BERLIN), member(2, LENA, BERLIN, EARLY), member(3, MAYA, BERLIN))
    mixed = replace(TEAM, members=members)
    assert list(mixed.region(BERLIN).calendars) == [mixed.calendar(one) for one in members]
