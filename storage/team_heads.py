"""Teams without those who are in them: what most of what is done at a step has to know."""

from sqlalchemy import bindparam, select

from bot.domain.identity import Place, PlaceId, TeamId, TenantId
from bot.domain.team import TeamAt
from storage.policies import policy_from
from storage.tables import places, teams, tenants
from storage.transaction import Tx

_HEAD = (
    select(
        *(teams.c.id, teams.c.tenant_id, teams.c.place_id, teams.c.name, teams.c.policy),
        *(tenants.c.platform, tenants.c.external.label("tenant"), places.c.kind, places.c.external),
    )
    .join(places, places.c.id == teams.c.place_id)
    .join(tenants, tenants.c.id == teams.c.tenant_id)
    .where(teams.c.id == bindparam("of"))
)


def get(tx: Tx, team: TeamId) -> TeamAt | None:
    """One team; loads nobody."""
    row = tx.one(_HEAD, of=team)
    if row is None:
        return None
    return TeamAt(
        id=TeamId(row.id),
        tenant=TenantId(row.tenant_id),
        place=PlaceId(row.place_id),
        where=Place(platform=row.platform, tenant=row.tenant, kind=row.kind, id=row.external),
        name=row.name,
        policy=policy_from(row.policy),
    )
