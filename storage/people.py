"""People, and the workspaces and channels they are in, under their local ids."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, insert, select, update

from bot.domain.dayoff import NOWHERE, OwnDays
from bot.domain.identity import PersonId, Place, PlaceId, TenantId, TenantRef, UserRef
from bot.domain.person import Person, Profile, Travel, ZoneSource
from bot.domain.workday import WorkingWeek, parse_week, week_text
from storage.among import Of
from storage.days import company_from, days_from, days_text
from storage.holidays import Holidays
from storage.tables import installations, members, people, places, tenants
from storage.transaction import Tx

# The same few weeks are read with everyone of a team, many times a second.
_week = lru_cache(maxsize=1000)(parse_week)


_ROW = ("id", "tenant_id", "external", "name", "locale", "eligible", "admin")
_CLOCK = ("zone", "zone_source", "zone_at", "week", "week_at", "days", "home_zone", "travel", "promise")
_EVERYONE = select(
    *(people.c[name] for name in _ROW),
    *(tenants.c.platform, tenants.c.external.label("tenant"), tenants.c.company_days),
    *(people.c[name] for name in _CLOCK),
).join_from(people, tenants, tenants.c.id == people.c.tenant_id)
_MANY = Of(_EVERYONE, people.c.id)
_BY_REF = _EVERYONE.where(
    tenants.c.platform == bindparam("on"),
    tenants.c.external == bindparam("home"),
    people.c.external == bindparam("named"),
)

# Where a profile names no zone, until someone says better.
FALLBACK_ZONE = "UTC"


def tenant(tx: Tx, ref: TenantRef) -> TenantId:
    """The workspace's id, made when it is new."""
    same = and_(tenants.c.platform == ref.platform, tenants.c.external == ref.id)
    found = tx.value(select(tenants.c.id).where(same))
    if found is None:
        row = {"platform": ref.platform, "external": ref.id}
        found = tx.value(insert(tenants).values(row).returning(tenants.c.id))
    return TenantId(found)


def place(tx: Tx, where: Place) -> PlaceId:
    """The channel's id, made when it is new; one that is said to be private is so from now on."""
    home = tenant(tx, TenantRef(platform=where.platform, id=where.tenant))
    same = and_(places.c.tenant_id == home, places.c.external == where.id)
    found = tx.one(select(places.c.id, places.c.kind).where(same))
    if found is None:
        row = {"tenant_id": home, "external": where.id, "kind": where.kind}
        return PlaceId(tx.value(insert(places).values(row).returning(places.c.id)))
    if where.kind == "private" and found.kind == "public":
        tx.run(update(places).where(places.c.id == found.id).values(kind="private", outside="there"))
    return PlaceId(found.id)


def get(tx: Tx, person: PersonId) -> Person | None:
    """One person."""
    return many(tx, [person]).get(person)


def many(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
    """Several, by id."""
    return {one.id: one for one in map(fact, rows(tx, ids))}


def rows(tx: Tx, ids: Iterable[PersonId]) -> list[tuple[Any, ...]]:
    """The same as they are kept, the id first: `fact` reads one."""
    return _MANY.each(tx, ids)


def of_tenant(tx: Tx, tenant: TenantId) -> list[PersonId]:
    """Everyone of a workspace whom the bot has met."""
    rows = tx.all(select(people.c.id).where(people.c.tenant_id == tenant).order_by(people.c.id))
    return [PersonId(row.id) for row in rows]


def in_teams(tx: Tx) -> list[UserRef]:
    """Everyone who is in a team where the bot is, as their platforms name them."""
    joined = people.join(tenants, tenants.c.id == people.c.tenant_id)
    gone = select(installations.c.tenant_id).where(installations.c.removed_at.is_not(None))
    inside = and_(people.c.id.in_(select(members.c.person_id)), people.c.tenant_id.not_in(gone))
    columns = (tenants.c.platform, tenants.c.external.label("tenant"), people.c.external)
    rows = tx.all(select(*columns).select_from(joined).where(inside).order_by(people.c.id))
    return [UserRef(platform=row.platform, tenant=row.tenant, id=row.external) for row in rows]


def by_ref(tx: Tx, user: UserRef) -> Person | None:
    """The person whom a platform names so, once the bot has met them."""
    row = tx.one(_BY_REF, on=user.platform, home=user.tenant, named=user.id)
    return fact(row) if row else None


def keep(tx: Tx, profiles: Sequence[Profile], *, now: datetime) -> list[Person]:
    """Remember these profiles, new or changed, and return the people in the same order.

    A zone set by hand outlives what the profile says; a profile without a zone changes none.
    """
    known = by_refs(tx, [one.user for one in profiles])
    kept: list[Person] = []
    for profile in profiles:
        person = _keep(tx, profile, known.get(profile.user), now)
        known[profile.user] = person
        kept.append(person)
    return kept


def set_week(tx: Tx, person: PersonId, week: WorkingWeek | None, *, now: datetime) -> None:
    """Give them a week of their own; None: their team's again."""
    text = week_text(week) if week is not None else None
    tx.run(update(people).where(people.c.id == person).values(week=text, week_at=now))


def set_zone(tx: Tx, person: PersonId, zone: str, source: ZoneSource, *, now: datetime) -> None:
    """Where they are, and who says so."""
    row = {"zone": zone, "zone_source": source, "zone_at": now}
    tx.run(update(people).where(people.c.id == person).values(row))


def set_travel(tx: Tx, person: PersonId, *, home_zone: str | None, travel: Travel | None) -> None:
    """Where they lived before their zone changed, and how far the question about it has come."""
    tx.run(update(people).where(people.c.id == person).values(home_zone=home_zone, travel=travel))


def set_days(tx: Tx, person: PersonId, days: OwnDays) -> None:
    """What they have said of their days, all of it."""
    tx.run(update(people).where(people.c.id == person).values(days=days_text(days)))


def set_promise(tx: Tx, person: PersonId, length: timedelta | None) -> None:
    """How long their answers may take; None: as their team has it."""
    seconds = round(length.total_seconds()) if length is not None else None
    tx.run(update(people).where(people.c.id == person).values(promise=seconds))


def by_refs(tx: Tx, users: Sequence[UserRef]) -> dict[UserRef, Person]:
    """Those of them whom the bot has met, in a statement a workspace."""
    found: dict[UserRef, Person] = {}
    for platform, home in sorted({(one.platform, one.tenant) for one in users}):
        ids = [one.id for one in users if (one.platform, one.tenant) == (platform, home)]
        there = and_(tenants.c.platform == platform, tenants.c.external == home, people.c.external.in_(ids))
        found |= {one.user: one for one in map(fact, tx.each(_EVERYONE.where(there)))}
    return found


def _keep(tx: Tx, profile: Profile, before: Person | None, now: datetime) -> Person:
    words: dict[str, Any] = {
        "name": profile.name,
        "locale": profile.locale,
        "eligible": profile.eligible,
        "admin": profile.admin,
    }
    if before is None:
        zone = {
            "zone": profile.zone or FALLBACK_ZONE,
            "zone_source": "profile" if profile.zone else "default",
            "zone_at": now,
        }
        home = tenant(tx, TenantRef(platform=profile.user.platform, id=profile.user.tenant))
        tx.run(insert(people).values(tenant_id=home, external=profile.user.id, **zone, **words))
    else:
        if profile.zone and before.zone_source != "hand" and profile.zone != before.zone:
            words |= {"zone": profile.zone, "zone_source": "profile", "zone_at": now}
        elif all(getattr(before, name) == value for name, value in words.items()):
            return before  # two hundred are looked up for one form, and few have changed
        tx.run(update(people).where(people.c.id == before.id).values(words))
    after = by_ref(tx, profile.user)
    assert after is not None
    return after


def fact(row: Sequence[Any]) -> Person:
    """One person, as they are kept."""
    number, tenant_id, external, name, locale, eligible, admin, *others = row
    platform, workspace, company_days, *clock = others
    zone, zone_source, zone_at, week, week_at, kept, home_zone, travel, promise = clock
    days = days_from(kept)
    return Person(
        id=number,
        tenant=tenant_id,
        user=UserRef(platform=platform, tenant=workspace, id=external),
        name=name,
        zone=zone,
        zone_source=zone_source,
        week=_week(week) if week else None,
        locale=locale,
        eligible=eligible,
        admin=admin,
        zone_at=zone_at,
        week_at=week_at,
        days=days,
        holidays=Holidays(where=days.country, also=days.also) if days.country else NOWHERE,
        company=company_from(company_days),
        home_zone=home_zone,
        travel=travel,
        promise=timedelta(seconds=promise) if promise is not None else None,
    )
