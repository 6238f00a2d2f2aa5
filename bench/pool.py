"""A hand-off as one would store it with SQLAlchemy's ORM over aiosqlite: the same rows, without the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import registry

from storage import tables
from storage.types import EPOCH, MICROSECOND

Row = Any  # a class that the ORM makes columns of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a person has sent. text: what goes to them afterwards, as it is kept."""

    person: str
    token: str
    state: str
    content: Mapping[str, Any]
    step: str
    text: Mapping[str, Any]


def _mapped(name: str) -> Row:
    made = type(name.title(), (), {})
    _rows.map_imperatively(made, tables.metadata.tables[name])
    return made


_rows = registry()
_Form, _Person, _Member, _Team, _Place = map(_mapped, ("forms", "people", "members", "teams", "places"))
_Project, _Region, _Handoff, _Step = map(_mapped, ("projects", "regions", "handoffs", "steps"))
_Evening, _Timer, _Letter = map(_mapped, ("evenings", "timers", "outbox"))


class Pool:
    """As many connections as SQLAlchemy's pool has by itself; a session and a transaction a hand-off."""

    def __init__(self, file: Path) -> None:
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{file}", connect_args={"timeout": 30})
        event.listen(self._engine.sync_engine, "connect", _connected)
        event.listen(self._engine.sync_engine, "begin", _began)
        self._sessions = async_sessionmaker(self._engine)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._engine.dispose()

    async def keep(self, sent: Sent, *, now: datetime) -> None:
        """Read what such a hand-off takes to be addressed, and write it with its step, receipt and clock."""
        async with self._sessions() as session, session.begin():
            form = await session.get_one(_Form, sent.token)
            person = (await session.scalars(select(_Person).where(_Person.external == sent.person))).one()
            mine = await session.scalars(select(_Member).where(_Member.person_id == person.id))
            team = await session.get_one(_Team, mine.one().team_id)
            await session.get_one(_Place, team.place_id)
            project = (await session.scalars(select(_Project).where(_Project.team_id == team.id))).one()
            region = (await session.scalars(select(_Region).where(_Region.team_id == team.id))).one()
            await _everyone(session, team.id)
            day = date.fromisoformat(form.subject["day"])
            same = (_Handoff.author_id == person.id, _Handoff.day == day)
            await session.scalars(select(_Handoff).where(*same, _Handoff.project_id == project.id))
            await session.scalars(select(_Step).where(_Step.holder_id == person.id))
            where = {"from_region_id": region.id, "to_region_id": region.id}
            handoff = _made(_Handoff, author_id=person.id, project_id=project.id, day=day, **where)
            _set(handoff, team_id=team.id, state=sent.state, content=sent.content, revision=1)
            _set(handoff, sent_at=now, edited_at=now)
            session.add(handoff)
            await session.flush()
            step = _made(_Step, handoff_id=handoff.id, team_id=team.id, position=0, text=sent.step)
            session.add(
                _set(step, owner="me", state="open", region_id=region.id, created_at=now, changed_at=now)
            )
            await session.scalars(
                select(_Timer).where(_Timer.kind == "handover", _Timer.subject == str(region.id))
            )
            await session.get(_Evening, (person.id, day))
            await session.scalars(select(_Handoff).where(*same))
            form.used_at = now
            session.add(_receipt(sent, person.id, team.tenant_id, now=now))


async def _everyone(session: AsyncSession, team: int) -> None:
    """The team's members, whose working days say who is awake next."""
    joined = select(_Member, _Person).join(_Person, _Person.id == _Member.person_id)
    (await session.execute(joined.where(_Member.team_id == team))).all()


def _receipt(sent: Sent, person: int, tenant: int, *, now: datetime) -> Row:
    key = f"receipt/{person}/{(now - EPOCH) // MICROSECOND}"
    letter = _made(
        _Letter, key=key, tenant_id=tenant, lane=sent.person, kind="receipt", act="post", urgency=0
    )
    return _set(letter, letter=sent.text, state="waiting", put_at=now, not_before=now)


def _made(row: Row, /, **columns: object) -> Row:
    return _set(row(), **columns)


def _set(row: Row, /, **columns: object) -> Row:
    for name, value in columns.items():
        setattr(row, name, value)
    return row


def _connected(connection: Any, _: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _began(connection: Connection) -> None:
    """A transaction that reads first and writes later would lose what another has written meanwhile."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
