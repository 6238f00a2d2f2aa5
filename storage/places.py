"""Channels: of what kind each is, and who has something in one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from bot.domain.identity import Place, PlaceKind, UserRef
from bot.messages.pressing import REMINDED
from storage.tables import (
    deciders,
    decisions,
    held,
    installations,
    members,
    nudge_channels,
    nudges,
    people,
    places,
    pressed,
    publications,
    receivers,
    requests,
    teams,
    tenants,
)
from storage.transaction import Tx

# What stands in a channel, or came from there.
_STANDS = (
    decisions.c.place_id,
    nudge_channels.c.place_id,
    nudges.c.place_id,
    pressed.c.place_id,
    publications.c.place_id,
    requests.c.place_id,
    requests.c.passed_place_id,
    teams.c.place_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a channel. settled: nobody outside is left in it since it turned private."""

    kind: PlaceKind
    settled: bool = True


def kind(tx: Tx, where: Place) -> PlaceKind | None:
    """Of what kind it is as far as is known; None for one that nothing has to do with."""
    found: PlaceKind | None = tx.value(select(places.c.kind).where(_is(where)))
    return found


def known(tx: Tx, where: Place) -> Known | None:
    """As far as is known; None for one that nothing has to do with."""
    row = tx.one(select(places.c.kind, places.c.outside).where(_is(where)))
    return Known(kind=row.kind, settled=row.outside == "gone") if row is not None else None


def set_private(tx: Tx, where: Place) -> None:
    """It has turned private: whoever is outside is to be let go. One that was so already stays as it is."""
    turned = and_(_is(where), places.c.kind != "private")
    tx.run(update(places).where(turned).values(kind="private", outside="there"))


def set_kind(tx: Tx, where: Place, now: PlaceKind) -> None:
    """It is of that kind, and nobody outside is left in it; one that nothing has to do with stays unknown."""
    tx.run(update(places).where(_is(where)).values(kind=now, outside="gone"))


def set_unseen(tx: Tx, where: Place) -> None:
    """The platform does not tell who is in it: it is not asked about in minutes any more."""
    left = and_(_is(where), places.c.outside == "there")
    tx.run(update(places).where(left).values(outside="unseen"))


def channels(tx: Tx) -> list[Place]:
    """Every channel that is kept, of the workspaces where the bot is.

    Without a conversation that is private words' source alone: what stands there is nobody's to lose.
    """
    quoted = exists().where(publications.c.source_id == places.c.id)
    used = [exists().where(column == places.c.id) for column in _STANDS]
    return _channels(tx, or_(~quoted, *used))


def unsettled(tx: Tx) -> list[Place]:
    """Those of them that turned private, and of which nobody could tell yet who is outside."""
    return _channels(tx, places.c.outside == "there")


def _channels(tx: Tx, some: ColumnElement[bool]) -> list[Place]:
    gone = select(installations.c.tenant_id).where(installations.c.removed_at.is_not(None))
    where = and_(places.c.kind != "direct", places.c.tenant_id.not_in(gone), some)
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
