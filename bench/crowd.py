"""Databases of very many people: some of whom are asked in the same minute, or all of whom are asleep."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import and_, create_engine, not_, update

from bench import town
from bot.domain.identity import PersonId
from storage.store import Store, open_store
from storage.tables import metadata, people
from storage.transaction import Tx
from storage.types import EPOCH, MICROSECOND

TOGETHER = 10  # of a team have the same hours
LOT = 500
ZONE = "Europe/Berlin"
WEEKEND = "sat-sun 09:00-17:30"

# Everyone with a prompt in the minutes of the day to come, written as fast as SQLite can.
_ASLEEP = (
    "INSERT INTO tenants (id, platform, external) VALUES (1, 'slack', 'T1')",
    "CREATE TEMP TABLE every AS WITH RECURSIVE every(n) AS "
    "(SELECT 1 UNION ALL SELECT n + 1 FROM every WHERE n < :count) SELECT n FROM every",
    "INSERT INTO people (id, tenant_id, external, name, zone, zone_source, zone_at, locale, eligible) "
    "SELECT n, 1, 'U' || n, 'Person ' || n, 'Europe/Berlin', 'profile', :now, 'en-US', 1 FROM every",
    "INSERT INTO timers (kind, subject, due_at, ready_at, payload) "
    "SELECT 'prompt', n, :now + (1 + n % 1440) * 60000000, :now + (1 + n % 1440) * 60000000, "
    """'{"day":"2026-11-02","ends_at":"2026-11-02T16:30:00+00:00",'"""
    """ || '"starts_at":"2026-11-02T08:00:00+00:00"}' """
    "FROM every",
)


def asleep(file: Path, *, count: int) -> Store:
    """A store with so many people, the first of whom is asked a minute after `town.START`."""
    engine = create_engine(f"sqlite:///{file}")
    values = {"count": count, "now": (town.START - EPOCH) // MICROSECOND}
    with engine.connect() as connection:
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "cache_size = -500000"):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        metadata.create_all(connection)
        for statement in _ASLEEP:
            given = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.exec_driver_sql(statement, given)
        connection.commit()
    engine.dispose()
    return open_store(f"sqlite:///{file}")


def evening(file: Path, *, count: int, due: int) -> Store:
    """So many people of one zone, of whom `due` end their weekdays at half past five, ten of a team.

    The others work at weekends. Nobody's prompt is set.
    """
    engine = create_engine(f"sqlite:///{file}")
    metadata.create_all(engine)
    step = count * TOGETHER // (town.TEAM_SIZE * due)
    number = people.c.id - 1
    together = and_(number % town.TEAM_SIZE < TOGETHER, number / town.TEAM_SIZE % step == 0)
    with engine.begin() as connection:
        town.fill(Tx(connection), count, (ZONE,))
        connection.execute(update(people).where(not_(together)).values(week=WEEKEND))
    engine.dispose()
    return open_store(f"sqlite:///{file}")


def lots(count: int) -> Iterator[list[PersonId]]:
    """Everyone, five hundred at a time."""
    for first in range(1, count + 1, LOT):
        yield [PersonId(one) for one in range(first, min(first + LOT, count + 1))]
