"""A project's landing page as somebody stood up for it: when it was known to be current, and who said so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select, update

from bot.domain.identity import PersonId, Place, ProjectId
from storage.tables import people, places, projects, teams, tenants
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """at: everything until then is on it. by: the name of who said so."""

    at: datetime
    by: str


def confirmed(tx: Tx, ids: Iterable[ProjectId]) -> dict[ProjectId, Confirmed]:
    """Those of these projects whose page somebody has confirmed since it was last moved."""
    rows = tx.all(
        select(projects.c.id, projects.c.page_at, people.c.name)
        .join(people, people.c.id == projects.c.page_by_id)
        .where(projects.c.id.in_(list(ids)), projects.c.page_at.is_not(None))
    )
    return {ProjectId(row.id): Confirmed(at=row.page_at, by=row.name) for row in rows}


def confirm(tx: Tx, project: ProjectId, *, by: PersonId, at: datetime) -> None:
    """It is current as of then. Nothing happens where somebody has said so of that or a later instant."""
    older = or_(projects.c.page_at.is_(None), projects.c.page_at < at)
    there = projects.c.page.is_not(None)
    tx.run(update(projects).where(projects.c.id == project, there, older).values(page_at=at, page_by_id=by))


def of_channel(tx: Tx, place: Place) -> list[tuple[str, str]]:
    """The projects of the team of that channel, each with the address of its landing page or ""."""
    joined = (
        projects.join(teams, teams.c.id == projects.c.team_id)
        .join(places, places.c.id == teams.c.place_id)
        .join(tenants, tenants.c.id == places.c.tenant_id)
    )
    here = and_(
        places.c.external == place.id,
        tenants.c.platform == place.platform,
        tenants.c.external == place.tenant,
    )
    asked = select(projects.c.name, projects.c.page).select_from(joined).where(here).order_by(projects.c.id)
    return [(row.name, row.page or "") for row in tx.all(asked)]
