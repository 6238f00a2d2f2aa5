"""Channels: of what kind each is, and who has something in one."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update

from bot.domain.identity import Place, PlaceKind, UserRef
from bot.messages.pressing import REMINDED
from storage.tables import (
    deciders,
    decisions,
    held,
    installations,
    members,
    people,
    places,
    pressed,
    receivers,
    requests,
    teams,
    tenants,
)
from storage.transaction import Tx


def kind(tx: Tx, where: Place) -> PlaceKind | None:
    """Of what kind it is as far as is known; None for one that nothing has to do with."""
    found: PlaceKind | None = tx.value(select(places.c.kind).where(_is(where)))
    return found


def set_kind(tx: Tx, where: Place, now: PlaceKind) -> None:
    """It is of that kind from now on; one that nothing has to do with is left unknown."""
    tx.run(update(places).where(_is(where)).values(kind=now))


def channels(tx: Tx) -> list[Place]:
    """Every channel that is kept, of the workspaces where the bot is."""
    gone = select(installations.c.tenant_id).where(installations.c.removed_at.is_not(None))
    where = and_(places.c.kind != "direct", places.c.tenant_id.not_in(gone))
    columns = (tenants.c.platform, tenants.c.external.label("tenant"), places.c.kind, places.c.external)
    rows = tx.all(select(*columns).join_from(places, tenants).where(where).order_by(places.c.id))
    return [Place(platform=row.platform, tenant=row.tenant, kind=row.kind, id=row.external) for row in rows]


def concerned(tx: Tx, where: Place, *, since: datetime) -> list[UserRef]:
    """Who is in its team, or has something there that waits: a request, a link, an open decision.

    since: of decisions that were adopted after that, too.
    """
    there = select(places.c.id).where(_is(where)).scalar_subquery()
    votes_on = or_(
        decisions.c.state == "open", and_(decisions.c.state == "adopted", decisions.c.closed_at > since)
    )
    waits = and_(held.c.person_id == pressed.c.of_id, held.c.kind == REMINDED)
    some = (
        select(members.c.person_id).join(teams).where(teams.c.place_id == there),
        select(deciders.c.person_id).join(decisions).where(decisions.c.place_id == there, votes_on),
        select(receivers.c.person_id).join(requests).where(requests.c.place_id == there),
        select(pressed.c.of_id).join(held, waits).where(pressed.c.place_id == there),
    )
    theirs = or_(*(people.c.id.in_(one) for one in some))
    columns = (tenants.c.platform, tenants.c.external.label("tenant"), people.c.external)
    rows = tx.all(select(*columns).join_from(people, tenants).where(theirs).order_by(people.c.id))
    return [UserRef(platform=row.platform, tenant=row.tenant, id=row.external) for row in rows]


def _is(where: Place) -> ColumnElement[bool]:
    home = and_(tenants.c.platform == where.platform, tenants.c.external == where.tenant)
    of_home = select(tenants.c.id).where(home).scalar_subquery()
    return and_(places.c.tenant_id == of_home, places.c.external == where.id)
