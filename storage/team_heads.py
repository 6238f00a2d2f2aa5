"""Teams without those who are in them: what most of what is done at a step has to know."""

from typing import Any

from sqlalchemy import Row, Text, bindparam, select, type_coerce

from bot.domain.identity import Place, PlaceId, TeamId, TenantId
from bot.domain.team import TeamAt
from storage.policies import policy_of
from storage.tables import places, teams, tenants
from storage.transaction import Tx

# Where `fact` finds them in a row, beside the team's number.
COLUMNS = (
    *(teams.c.tenant_id, teams.c.place_id, teams.c.name, type_coerce(teams.c.policy, Text).label("policy")),
    *(tenants.c.platform, tenants.c.external.label("tenant"), places.c.kind, places.c.external),
)
_HEAD = (
    select(teams.c.id.label("team_id"), *COLUMNS)
    .join(places, places.c.id == teams.c.place_id)
    .join(tenants, tenants.c.id == teams.c.tenant_id)
    .where(teams.c.id == bindparam("of"))
)


def get(tx: Tx, team: TeamId) -> TeamAt | None:
    """One team; loads nobody."""
    row = tx.one(_HEAD, of=team)
    return fact(row) if row is not None else None


def fact(row: Row[Any]) -> TeamAt:
    """The team that a row with its `team_id` and `COLUMNS` tells of."""
    return TeamAt(
        id=TeamId(row.team_id),
        tenant=TenantId(row.tenant_id),
        place=PlaceId(row.place_id),
        where=Place(platform=row.platform, tenant=row.tenant, kind=row.kind, id=row.external),
        name=row.name,
        policy=policy_of(row.policy),
    )
