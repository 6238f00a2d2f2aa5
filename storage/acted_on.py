"""A step with what has to be known to act on it, read in one statement."""

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select

from bot.domain.handoff import Step
from bot.domain.identity import PersonId, StepId
from bot.domain.team import TeamAt
from storage import steps, team_heads
from storage.tables import handoffs, members, places, teams, tenants
from storage.tables import steps as step
from storage.transaction import Tx

_inside = exists().where(members.c.team_id == step.c.team_id, members.c.person_id == bindparam("by"))
_GET = (
    select(*step.c, handoffs.c.author_id, *team_heads.COLUMNS, _inside.label("inside"))
    .select_from(step)
    .join(handoffs, handoffs.c.id == step.c.handoff_id)
    .join(teams, teams.c.id == step.c.team_id)
    .join(places, places.c.id == teams.c.place_id)
    .join(tenants, tenants.c.id == teams.c.tenant_id)
    .where(step.c.id == bindparam("of"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedOn:
    """author: who left it. inside: whether the one who acts is in the team."""

    step: Step
    author: PersonId
    team: TeamAt
    inside: bool


def get(tx: Tx, number: StepId, *, by: PersonId | None) -> ActedOn | None:
    """One step, for that person; None: for somebody the bot has not met, who is in no team."""
    row = tx.one(_GET, of=number, by=by)
    if row is None:
        return None
    return ActedOn(
        step=steps.fact(row),
        author=PersonId(row.author_id),
        team=team_heads.fact(row),
        inside=row.inside,
    )
