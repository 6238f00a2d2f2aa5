"""Teams that the examples of forms are drawn for."""

from bot.domain.identity import PersonId, Place, PlaceId, ProjectId, RegionId, TeamId, TenantId, UserRef
from bot.domain.person import Person
from bot.domain.team import Member, Project, RegionPlan, Team
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LONG, PEOPLE, long_name


def team(number: int, *, name: str, people: tuple[str, ...], projects: tuple[str, ...]) -> Team:
    """A team of these people, all of one region, the third of whom writes the form."""
    return Team(
        id=TeamId(number),
        tenant=TenantId(1),
        place=PlaceId(number),
        where=Place(platform="slack", tenant="T1", kind="public", id=f"C{number}"),
        name=name,
        projects=tuple(Project(id=ProjectId(one), name=each) for one, each in enumerate(projects, start=1)),
        plans=(RegionPlan(id=RegionId(1), name=name, zone=BERLIN, digest_minute=540),),
        members=tuple(_member(one, each) for one, each in enumerate(people, start=1)),
    )


def _member(number: int, name: str) -> Member:
    person = Person(
        id=PersonId(number),
        tenant=TenantId(1),
        user=UserRef(platform="slack", tenant="T1", id=f"U{number}"),
        name=name,
        zone=BERLIN,
        zone_source="profile",
        week=None,
        locale="en",
        eligible=True,
    )
    return Member(person=person, part="writes", region=RegionId(1), joined_at=AT)


ATLAS = team(1, name="Atlas", people=PEOPLE, projects=("Checkout", "Search"))
CROWD = team(
    2,
    name=LONG,
    people=tuple(long_name(number) for number in range(300)),
    projects=tuple(long_name(number) for number in range(120)),
)
ODD = team(3, name=AWKWARD, people=(AWKWARD,) * 5, projects=(AWKWARD,))
