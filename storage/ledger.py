"""The nightly looks at the ledger: what was expected of a day, what it came to, and what differs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from bot.domain.identity import PersonId, TeamId, TenantId
from storage.tables import ledger_checks, members, team_changes, teams
from storage.transaction import Tx
from storage.types import Day, Instant
from storage.upsert import unless_there

_KEEP = unless_there(ledger_checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One person-day that is not as it should be: `missing`, `unexpected` or `not sent`."""

    person: PersonId
    day: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one workspace's evenings of a date came to.

    expected: those that were to be; each of them was prompted, skipped, or answered before the prompt.
    """

    tenant: TenantId
    day: date
    expected: int
    prompted: int
    skipped: int
    answered: int
    differences: tuple[Difference, ...]


def keep(tx: Tx, one: Check, *, now: datetime) -> bool:
    """Remember it. False: that day was looked at before, and stays as it was found."""
    values = {
        "tenant_id": one.tenant,
        "day": one.day,
        "expected": one.expected,
        "prompted": one.prompted,
        "skipped": one.skipped,
        "answered": one.answered,
        "differences": [[each.person, f"{each.day}", each.what] for each in one.differences],
        "checked_at": now,
    }
    return tx.run(_KEEP[tx.dialect], values).rowcount == 1


def get(tx: Tx, tenant: TenantId, day: date) -> Check | None:
    """That of one day."""
    row = tx.one(select(ledger_checks).where(ledger_checks.c.tenant_id == tenant, ledger_checks.c.day == day))
    if row is None:
        return None
    differences = tuple(
        Difference(person=PersonId(person), day=date.fromisoformat(on), what=what)
        for person, on, what in row.differences
    )
    return Check(
        tenant=tenant,
        day=row.day,
        expected=row.expected,
        prompted=row.prompted,
        skipped=row.skipped,
        answered=row.answered,
        differences=differences,
    )


def last_days(tx: Tx) -> dict[TenantId, date | None]:
    """The newest day that was looked at of every workspace with a team; None: none yet."""
    newest = func.max(ledger_checks.c.day, type_=Day).label("day")
    same = ledger_checks.c.tenant_id == teams.c.tenant_id
    query = select(teams.c.tenant_id, newest).outerjoin(ledger_checks, same).group_by(teams.c.tenant_id)
    return {TenantId(row.tenant_id): row.day for row in tx.all(query)}


def writing(tx: Tx, tenant: TenantId) -> list[PersonId]:
    """Everyone of a workspace who is asked for hand-offs."""
    query = select(members.c.person_id).join(teams, teams.c.id == members.c.team_id)
    mine = query.where(teams.c.tenant_id == tenant, members.c.part == "writes").distinct()
    return [PersonId(row.person_id) for row in tx.all(mine.order_by(members.c.person_id))]


def changed(tx: Tx, ids: Collection[TeamId]) -> Mapping[TeamId, datetime]:
    """When each of these teams was last set up anew, of those that were."""
    newest = func.max(team_changes.c.at, type_=Instant).label("at")
    query = select(team_changes.c.team_id, newest).where(team_changes.c.team_id.in_(list(ids)))
    return {TeamId(row.team_id): row.at for row in tx.all(query.group_by(team_changes.c.team_id))}
