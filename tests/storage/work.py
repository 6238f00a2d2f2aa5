"""A team of two regions with a hand-off and two steps, for the tests of their shelves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.handoff import Awake, Content, Me, StepDraft, Waits
from bot.domain.identity import HandoffId, PersonId, Place, ProjectId, RegionId, StepId, TeamId, TenantId
from bot.domain.team import Policy
from storage import handoffs, people, steps, teams
from storage.handoffs import NewHandoff
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
MONDAY = date(2026, 11, 2)
CONTENT = Content(
    summary="<!channel> *bold* שלום 👍🏽\n\nsecond line",
    done=("One", "Two"),
    watch="If x, then y",
    links=("https://example.com",),
    recording="https://example.com/clip",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Their ids; the hand-off goes from `home` to `heir`."""

    team: TeamId
    project: ProjectId
    author: PersonId
    home: RegionId
    heir: RegionId
    handoff: HandoffId
    awake: StepId
    own: StepId


def work(tx: Tx, tenant: TenantId, author: PersonId) -> Work:
    """Made in one transaction."""
    place = people.place(tx, Place(platform="slack", tenant="T1", kind="public", id="C1"))
    team = teams.add(tx, tenant=tenant, place=place, name="Atlas", policy=Policy(), now=NOW)
    project = teams.add_project(tx, team, name="Atlas", page="")
    home = teams.add_region(tx, team, name="Berlin", zone="Europe/Berlin", digest_minute=540)
    heir = teams.add_region(tx, team, name="New York", zone="America/New_York", digest_minute=540)
    handoff = handoffs.add(tx, new(team, project, author, MONDAY, home, heir), now=NOW)
    drafts = [
        (StepDraft(text="Watch it", owner=Awake()), Waits(region=heir)),
        (StepDraft(text="Write it up", owner=Me()), Waits(person=author)),
    ]
    made = [
        steps.add(tx, handoff=handoff, team=team, position=row, draft=draft, waits=where, now=NOW)
        for row, (draft, where) in enumerate(drafts)
    ]
    return Work(
        team=team,
        project=project,
        author=author,
        home=home,
        heir=heir,
        handoff=handoff,
        awake=made[0],
        own=made[1],
    )


def new(team: TeamId, project: ProjectId, author: PersonId, day: date, *regions: RegionId) -> NewHandoff:
    """A hand-off about to be kept, from one region to another."""
    return NewHandoff(
        team=team,
        author=author,
        project=project,
        day=day,
        state="at_risk",
        content=CONTENT,
        from_region=regions[0],
        to_region=regions[1],
    )
