"""Changes of a team's set-up, with what was before and after each, so that it can be undone once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.change import Seat, Snapshot
from bot.domain.identity import ChangeId, PersonId, ProjectId, RegionId, TeamId
from bot.domain.team import Project, RegionPlan
from storage.policies import policy_from, policy_json
from storage.tables import outbox, team_changes
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `by`: None where that person is no longer known."""

    id: ChangeId
    team: TeamId
    by: PersonId | None
    at: datetime
    before: Snapshot
    after: Snapshot
    undone_at: datetime | None


def add(
    tx: Tx, team: TeamId, *, by: PersonId | None, before: Snapshot, after: Snapshot, now: datetime
) -> ChangeId:
    """Keep a change."""
    row = {
        "team_id": team,
        "by_id": by,
        "at": now,
        "before": _written(before),
        "after": _written(after),
    }
    return ChangeId(int(tx.value(insert(team_changes).values(row).returning(team_changes.c.id))))


def get(tx: Tx, change: ChangeId) -> Change | None:
    """That change; None for one that never was."""
    row = tx.one(select(team_changes).where(team_changes.c.id == change))
    if row is None:
        return None
    return Change(
        id=ChangeId(row.id),
        team=TeamId(row.team_id),
        by=PersonId(row.by_id) if row.by_id is not None else None,
        at=row.at,
        before=_read(row.before),
        after=_read(row.after),
        undone_at=row.undone_at,
    )


def undo(tx: Tx, change: ChangeId, *, now: datetime) -> bool:
    """Mark it undone; False when it was before."""
    fresh = update(team_changes).where(team_changes.c.id == change, team_changes.c.undone_at.is_(None))
    return tx.run(fresh.values(undone_at=now)).rowcount == 1


def newest_key(tx: Tx, start: str) -> str | None:
    """The key of the last letter whose key starts so, while the outbox remembers it."""
    found = select(outbox.c.key).where(outbox.c.key.startswith(start, autoescape=True))
    key: str | None = tx.value(found.order_by(outbox.c.id.desc()).limit(1))
    return key


def _written(one: Snapshot) -> dict[str, Any]:
    return {
        "name": one.name,
        "policy": policy_json(one.policy),
        "projects": [[each.id, each.name, each.page] for each in one.projects],
        "regions": [[each.id, each.name, each.zone, each.digest_minute] for each in one.regions],
        "seats": [
            [
                each.person,
                each.part,
                each.region,
                each.steward,
                each.joined_at.isoformat(),
                each.welcomed_at.isoformat() if each.welcomed_at else None,
            ]
            for each in one.seats
        ],
    }


def _read(stored: dict[str, Any]) -> Snapshot:
    return Snapshot(
        name=stored["name"],
        policy=policy_from(stored["policy"]),
        projects=tuple(
            Project(id=ProjectId(number), name=name, page=page) for number, name, page in stored["projects"]
        ),
        regions=tuple(
            RegionPlan(id=RegionId(number), name=name, zone=zone, digest_minute=minute)
            for number, name, zone, minute in stored["regions"]
        ),
        seats=tuple(map(_seat, stored["seats"])),
    )


def _seat(stored: list[Any]) -> Seat:
    person, part, region, steward, joined_at, welcomed_at = stored
    return Seat(
        person=PersonId(person),
        part=part,
        region=RegionId(region),
        steward=steward,
        joined_at=datetime.fromisoformat(joined_at),
        welcomed_at=datetime.fromisoformat(welcomed_at) if welcomed_at else None,
    )
