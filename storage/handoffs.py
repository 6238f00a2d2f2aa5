"""Hand-offs."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, insert, select, update

from bot.domain.handoff import Content, File, Handoff, State
from bot.domain.identity import HandoffId, PersonId, ProjectId, RegionId, TeamId
from storage.among import Of, among
from storage.tables import handoffs, seen
from storage.transaction import Tx
from storage.types import Day

_SENT = select(handoffs.c.team_id, handoffs.c.author_id, handoffs.c.day).where(
    among(handoffs.c.team_id, "teams"), handoffs.c.day >= bindparam("first", type_=Day)
)

_GET = select(handoffs).where(handoffs.c.id == bindparam("of"))
_MANY = Of(select(handoffs), handoffs.c.id)
_OF_DAY = select(handoffs).where(
    handoffs.c.author_id == bindparam("author"), handoffs.c.day == bindparam("on")
)
_IN_ORDER = _OF_DAY.order_by(handoffs.c.id)
_OF_PROJECT = _OF_DAY.where(handoffs.c.project_id == bindparam("project"))
_ADD = insert(handoffs).returning(handoffs.c.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandoff:
    """A hand-off about to be kept. `to_region`: the region that inherits it, if there is any."""

    team: TeamId
    author: PersonId
    project: ProjectId
    day: date
    state: State
    content: Content
    from_region: RegionId
    to_region: RegionId | None


def get(tx: Tx, handoff: HandoffId) -> Handoff | None:
    """One hand-off."""
    row = tx.one(_GET, of=handoff)
    return _fact(row) if row else None


def many(tx: Tx, ids: Iterable[HandoffId]) -> dict[HandoffId, Handoff]:
    """Several, by id."""
    wanted = list(ids)
    return {one.id: one for one in map(_fact, _MANY.all(tx, wanted) if wanted else ())}


def of_day(tx: Tx, author: PersonId, day: date) -> list[Handoff]:
    """What one person left at the end of one working day, over all teams."""
    return [_fact(row) for row in tx.all(_IN_ORDER, author=author, on=day)]


def sent(tx: Tx, teams: Iterable[TeamId], first: date) -> dict[tuple[PersonId, date], frozenset[TeamId]]:
    """For which of these teams somebody has left a hand-off from that day on, by person and day."""
    found: dict[tuple[PersonId, date], frozenset[TeamId]] = {}
    for team, author, day in tx.each(_SENT, teams=teams, first=first):
        key = (PersonId(author), day)
        found[key] = found.get(key, frozenset()) | {TeamId(team)}
    return found


def of_project(tx: Tx, author: PersonId, day: date, project: ProjectId) -> Handoff | None:
    """The one hand-off that a second sending edits; a project is of one team."""
    row = tx.one(_OF_PROJECT, author=author, on=day, project=project)
    return _fact(row) if row else None


def latest(tx: Tx, team: TeamId, author: PersonId) -> Handoff | None:
    """The one that a person sent last in a team."""
    mine = and_(handoffs.c.team_id == team, handoffs.c.author_id == author)
    row = tx.one(select(handoffs).where(mine).order_by(handoffs.c.day.desc(), handoffs.c.id.desc()).limit(1))
    return _fact(row) if row else None


def written_since(tx: Tx, project: ProjectId, since: datetime, *, most: int) -> list[Handoff]:
    """The project's that were written or changed after that, the newest first."""
    newest = select(handoffs).where(_since(project, since)).order_by(handoffs.c.edited_at.desc()).limit(most)
    return [_fact(row) for row in tx.all(newest)]


def count_since(tx: Tx, project: ProjectId, since: datetime) -> int:
    """How many these are."""
    return int(tx.value(select(func.count()).select_from(handoffs).where(_since(project, since))))


def _since(project: ProjectId, since: datetime) -> ColumnElement[bool]:
    return and_(handoffs.c.project_id == project, handoffs.c.edited_at > since)


def unseen(tx: Tx, team: TeamId, region: RegionId, *, since: date) -> list[Handoff]:
    """The team's hand-offs from that day on which no message has shown to the region."""
    shown = select(seen.c.handoff_id).where(seen.c.region_id == region)
    where = and_(handoffs.c.team_id == team, handoffs.c.day >= since, handoffs.c.id.not_in(shown))
    return [_fact(row) for row in tx.all(select(handoffs).where(where).order_by(handoffs.c.id))]


def inherited(tx: Tx, team: TeamId, heir: RegionId) -> list[Handoff]:
    """What a region inherits and no message has shown in full, however old."""
    inherits = _inherits(team, heir)
    return [_fact(row) for row in tx.all(select(handoffs).where(inherits).order_by(handoffs.c.id))]


def count_inherited(tx: Tx, team: TeamId, heir: RegionId) -> int:
    """How many these are."""
    return int(tx.value(select(func.count()).select_from(handoffs).where(_inherits(team, heir))))


def _inherits(team: TeamId, heir: RegionId) -> ColumnElement[bool]:
    mine = and_(handoffs.c.team_id == team, handoffs.c.to_region_id == heir)
    return and_(mine, handoffs.c.carried_at.is_(None))


def pass_on(tx: Tx, heir: RegionId, to: RegionId) -> bool:
    """What a region inherits and was never shown in full goes to another, to whom it is new again.

    False: there was nothing.
    """
    where = and_(handoffs.c.to_region_id == heir, handoffs.c.carried_at.is_(None))
    ids = [row.id for row in tx.all(select(handoffs.c.id).where(where))]
    if ids:
        tx.run(update(handoffs).where(handoffs.c.id.in_(ids)).values(to_region_id=to))
        tx.run(delete(seen).where(seen.c.handoff_id.in_(ids), seen.c.region_id == to))
    return bool(ids)


def add(tx: Tx, new: NewHandoff, *, now: datetime) -> HandoffId:
    """Keep a new hand-off."""
    values = {
        "team_id": new.team,
        "author_id": new.author,
        "project_id": new.project,
        "day": new.day,
        "state": new.state,
        "content": _written(new.content),
        "revision": 1,
        "sent_at": now,
        "edited_at": now,
        "from_region_id": new.from_region,
        "to_region_id": new.to_region,
    }
    return HandoffId(int(tx.value(_ADD, **values)))


def rewrite(tx: Tx, before: Handoff, *, state: str, content: Content, now: datetime) -> None:
    """Replace what a hand-off says."""
    tx.run(
        update(handoffs)
        .where(handoffs.c.id == before.id)
        .values(
            state=state,
            content=_written(content),
            revision=before.revision + 1,
            edited_at=now,
        )
    )


def carried(tx: Tx, ids: Iterable[HandoffId], *, now: datetime) -> None:
    """Note that a message has shown these in full, the first time."""
    tx.run(
        update(handoffs)
        .where(handoffs.c.id.in_(list(ids)), handoffs.c.carried_at.is_(None))
        .values(carried_at=now)
    )


def not_carried(tx: Tx, ids: Iterable[HandoffId]) -> None:
    """The message that was to show these first never came to be."""
    tx.run(update(handoffs).where(handoffs.c.id.in_(list(ids))).values(carried_at=None))


def _written(content: Content) -> dict[str, Any]:
    return {
        "summary": content.summary,
        "done": list(content.done),
        "watch": content.watch,
        "links": list(content.links),
        "recording": content.recording,
        "files": [asdict(one) for one in content.files],
    }


def _fact(row: Row[Any]) -> Handoff:
    content = row.content
    return Handoff(
        id=HandoffId(row.id),
        team=TeamId(row.team_id),
        author=PersonId(row.author_id),
        project=ProjectId(row.project_id),
        day=row.day,
        state=row.state,
        content=Content(
            summary=content["summary"],
            done=tuple(content["done"]),
            watch=content["watch"],
            links=tuple(content["links"]),
            recording=content["recording"],
            files=tuple(File(**one) for one in content.get("files", ())),
        ),
        revision=row.revision,
        sent_at=row.sent_at,
        edited_at=row.edited_at,
        from_region=row.from_region_id,
        to_region=row.to_region_id,
        carried_at=row.carried_at,
    )
