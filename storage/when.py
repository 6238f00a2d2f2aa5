"""Who can be asked about: the people of a workspace, by name."""

from sqlalchemy import select

from bot.domain.called import Known
from bot.domain.identity import PersonId, TenantId
from storage.tables import people
from storage.transaction import Tx


def known(tx: Tx, tenant: TenantId) -> list[Known]:
    """Everyone whom the bot has met there and who may take part; one statement, their names alone."""
    them = (people.c.tenant_id == tenant, people.c.eligible.is_(True))
    rows = tx.all(select(people.c.id, people.c.external, people.c.name).where(*them).order_by(people.c.id))
    return [Known(id=PersonId(row.id), external=row.external, name=row.name) for row in rows]
