"""A database of many people, for measuring: teams of fifty in five zones, their prompts set."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, insert

from bot.domain.identity import PersonId
from bot.services import prompt
from storage.store import Store, open_store
from storage.tables import members, metadata, people, places, projects, regions, teams, tenants
from storage.transaction import Tx

ZONES = ("Australia/Sydney", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "America/Los_Angeles")
TEAM_SIZE = 50

# A Monday, before anyone's day has begun.
START = datetime(2026, 11, 2, tzinfo=UTC) - timedelta(hours=14)


def build(folder: Path, *, count: int, one_zone: bool = False) -> Store:
    """A store with so many people; in one zone, all are asked in the same minute."""
    url = f"sqlite:///{folder / f'{count}.db'}"
    engine = create_engine(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        fill(Tx(connection), count, ZONES[2:3] if one_zone else ZONES)
    engine.dispose()
    return open_store(url)


def plan_all(tx: Tx, *, count: int) -> None:
    """Set everyone's next prompt."""
    prompt.plan(tx, [PersonId(one) for one in range(1, count + 1)], not_before=START)


def fill(tx: Tx, count: int, zones: tuple[str, ...]) -> None:
    """Put in so many people, numbered from 1 as their teams are, the teams one zone after the other."""
    tx.run(insert(tenants).values(id=1, platform="slack", external="T1"))
    numbers = range(1, count // TEAM_SIZE + 1)
    tx.run(
        insert(places),
        [{"id": one, "tenant_id": 1, "external": f"C{one}", "kind": "public"} for one in numbers],
    )
    tx.run(
        insert(teams),
        [
            {
                "id": one,
                "tenant_id": 1,
                "place_id": one,
                "name": f"Team {one}",
                "policy": {},
                "created_at": START,
            }
            for one in numbers
        ],
    )
    tx.run(insert(projects), [{"id": one, "team_id": one, "name": "Main"} for one in numbers])
    tx.run(insert(regions), [_region(one, zones[one % len(zones)]) for one in numbers])
    everyone = range(1, count + 1)
    tx.run(insert(people), [_person(one, zones[(one // TEAM_SIZE) % len(zones)]) for one in everyone])
    tx.run(insert(members), [_member(one, (one - 1) // TEAM_SIZE + 1) for one in everyone])


def _region(number: int, zone: str) -> dict[str, object]:
    return {"id": number, "team_id": number, "name": "Home", "zone": zone, "digest_minute": 540}


def _person(number: int, zone: str) -> dict[str, object]:
    return {
        "id": number,
        "tenant_id": 1,
        "external": f"U{number}",
        "name": f"Person {number}",
        "zone": zone,
        "zone_source": "profile",
        "zone_at": START,
        "locale": "en-US",
        "eligible": True,
    }


def _member(person: int, team: int) -> dict[str, object]:
    return {
        "team_id": team,
        "person_id": person,
        "part": "writes",
        "region_id": team,
        "joined_at": START,
        "welcomed_at": START,
    }
