"""Steps, and what happened to each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, exists, func, insert, or_, select, true, update

from bot.domain.handoff import (
    Awake,
    Me,
    OnePerson,
    OneRegion,
    Owner,
    Step,
    StepDraft,
    Waits,
    owner_from,
    owner_text,
)
from bot.domain.identity import HandoffId, PersonId, QuestionId, RegionId, StepId, TeamId
from storage.among import Of, among
from storage.tables import digests, handoffs, seen, shown, step_events, steps
from storage.transaction import Tx

_READ = select(steps).order_by(steps.c.handoff_id, steps.c.position, steps.c.id)
_GET = select(steps).where(steps.c.id == bindparam("of"))
_MANY = Of(_READ, steps.c.id)
_OF_HANDOFFS = Of(_READ.where(steps.c.state != "withdrawn"), steps.c.handoff_id)
_HELD_BY = _READ.where(
    steps.c.state == "picked_up", steps.c.holder_id == bindparam("by"), steps.c.team_id == bindparam("team")
)
_ADD = insert(steps).returning(steps.c.id)
_CHANGE = update(steps).where(steps.c.id == bindparam("of"))
_RECORD = insert(step_events)
_SHOWN = select(shown.c.key).distinct().order_by(shown.c.key)
_SHOWING = Of(_SHOWN, shown.c.step_id)
_SHOWING_SINCE = (
    _SHOWN.where(among(shown.c.step_id, "ids"))
    .join(digests, digests.c.key == shown.c.key)
    .where(digests.c.composed_at >= bindparam("since"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to a step: `picked_up`, `done`, `moved`, …; `person` is None where nobody did it.

    before: how it stood, to go back to on Undo: state, region, person, holder, read_back, question.
    """

    id: int
    step: StepId
    person: PersonId | None
    what: str
    before: Mapping[str, Any]
    at: datetime


def get(tx: Tx, step: StepId) -> Step | None:
    """One step."""
    return next(map(fact, tx.all(_GET, of=step)), None)


def many(tx: Tx, ids: Iterable[StepId]) -> dict[StepId, Step]:
    """Several, by id."""
    return {one.id: one for one in map(fact, _MANY.all(tx, ids))}


def of_handoffs(tx: Tx, ids: Sequence[HandoffId]) -> dict[HandoffId, list[Step]]:
    """The steps of each hand-off in the author's order, without those withdrawn."""
    found: dict[HandoffId, list[Step]] = {one: [] for one in ids}
    for step in map(fact, _OF_HANDOFFS.all(tx, ids) if found else ()):
        found[step.handoff].append(step)
    return found


def waiting(
    tx: Tx, team: TeamId, region: RegionId, people: Sequence[PersonId], *, besides: Collection[HandoffId] = ()
) -> list[Step]:
    """The team's unfinished steps of a region and its people; those returned wait for their author, too.

    besides: without those of these hand-offs.
    """
    ids = list(people)
    written = select(handoffs.c.id).where(handoffs.c.team_id == team, handoffs.c.author_id.in_(ids))
    free = and_(steps.c.state.in_(("open", "returned")), steps.c.holder_id.is_(None))
    theirs = or_(
        and_(free, steps.c.region_id == region),
        and_(free, steps.c.person_id.in_(ids)),
        and_(steps.c.state.in_(("picked_up", "returned")), steps.c.holder_id.in_(ids)),
        and_(steps.c.state == "returned", steps.c.handoff_id.in_(written)),
    )
    apart = steps.c.handoff_id.not_in(list(besides)) if besides else true()
    return _read(tx, and_(steps.c.team_id == team, theirs, apart))


def open_in(tx: Tx, region: RegionId) -> list[Step]:
    """The steps that wait in a region for anyone."""
    return _read(tx, and_(steps.c.state == "open", steps.c.region_id == region))


def returned_in(tx: Tx, region: RegionId) -> list[Step]:
    """The steps that were asked about before anyone of the region had picked them up."""
    free = and_(steps.c.state == "returned", steps.c.holder_id.is_(None))
    return _read(tx, and_(free, steps.c.region_id == region))


def returned_to(tx: Tx, author: PersonId, team: TeamId) -> list[Step]:
    """The steps of someone's hand-offs to a team that wait for their answer."""
    written = select(handoffs.c.id).where(handoffs.c.team_id == team, handoffs.c.author_id == author)
    return _read(tx, and_(steps.c.state == "returned", steps.c.handoff_id.in_(written)))


def held_by(tx: Tx, person: PersonId, team: TeamId) -> list[Step]:
    """What a person has picked up in a team and not finished."""
    return [fact(row) for row in tx.all(_HELD_BY, by=person, team=team)]


def for_person(tx: Tx, person: PersonId, team: TeamId) -> list[Step]:
    """What a person holds, what they asked about while they did, and what waits for them alone."""
    free = and_(steps.c.state.in_(("open", "returned")), steps.c.holder_id.is_(None))
    theirs = or_(
        and_(steps.c.state == "returned", steps.c.holder_id == person),
        and_(free, steps.c.person_id == person),
    )
    return [*held_by(tx, person, team), *_read(tx, and_(steps.c.team_id == team, theirs))]


def add(
    tx: Tx, *, handoff: HandoffId, team: TeamId, position: int, draft: StepDraft, waits: Waits, now: datetime
) -> StepId:
    """Keep a new step."""
    row = {
        "handoff_id": handoff,
        "team_id": team,
        "position": position,
        "text": draft.text,
        "owner": owner_text(draft.owner),
        "state": "open",
        "region_id": waits.region,
        "person_id": waits.person,
        "created_at": now,
        "changed_at": now,
    }
    return StepId(int(tx.value(_ADD, **row)))


def change(tx: Tx, step: StepId, *, now: datetime, **columns: Any) -> None:
    """Set columns of one step."""
    tx.write(_CHANGE, of=step, changed_at=now, **columns)


def record(
    tx: Tx,
    before: Step,
    what: str,
    *,
    by: PersonId | None,
    question: QuestionId | None = None,
    now: datetime,
) -> None:
    """Note what happened, with what to go back to on Undo; `question` is the one that was open."""
    tx.write(_RECORD, **_happened(before, what, by=by, question=question, now=now))


def move(tx: Tx, some: Sequence[Step], to: RegionId, *, now: datetime) -> None:
    """Let these wait in another region, and note that each moved: two statements, however many they are."""
    if some:
        tx.run(
            insert(step_events), [_happened(one, "moved", by=None, question=None, now=now) for one in some]
        )
        there = steps.c.id.in_([one.id for one in some])
        tx.run(update(steps).where(there).values(region_id=to, changed_at=now))


def last_event(tx: Tx, step: StepId) -> Event | None:
    """The newest happening that has not been undone; that it moved on is none."""
    return last_events(tx, [step]).get(step)


def last_events(tx: Tx, ids: Iterable[StepId]) -> dict[StepId, Event]:
    """The same of several."""
    newest = (
        select(func.max(step_events.c.id))
        .where(step_events.c.step_id.in_(list(ids)), step_events.c.what != "moved")
        .group_by(step_events.c.step_id)
    )
    rows = tx.all(select(step_events).where(step_events.c.id.in_(newest)))
    return {StepId(row.step_id): _event(row) for row in rows}


def forget_event(tx: Tx, event: int) -> None:
    """It was undone."""
    tx.run(delete(step_events).where(step_events.c.id == event))


def actors(tx: Tx, ids: Iterable[StepId], what: str) -> dict[StepId, PersonId]:
    """Who did that to each of these last: `done`, `passed_on`."""
    rows = tx.all(
        select(step_events.c.step_id, step_events.c.person_id)
        .where(step_events.c.step_id.in_(list(ids)), step_events.c.what == what)
        .order_by(step_events.c.id)
    )
    return {StepId(row.step_id): PersonId(row.person_id) for row in rows if row.person_id is not None}


def show(tx: Tx, key: str, region: RegionId | None, ids: Iterable[StepId]) -> None:
    """Note that the message of that key shows these to a region, or (None) to one person.

    Those it showed before are no error.
    """
    new = set(ids) - set(shown_in(tx, key))
    if new:
        tx.run(insert(shown), [{"key": key, "step_id": one, "region_id": region} for one in sorted(new)])


def shown_in(tx: Tx, key: str) -> list[StepId]:
    """What that message shows."""
    return [StepId(row.step_id) for row in tx.all(select(shown.c.step_id).where(shown.c.key == key))]


def showing(tx: Tx, ids: Iterable[StepId], *, since: datetime | None = None) -> list[str]:
    """The keys of the messages that show any of these; of those composed `since`, if that is given."""
    if not (wanted := list(ids)):
        return []
    rows = tx.all(_SHOWING_SINCE, ids=wanted, since=since) if since else _SHOWING.all(tx, wanted)
    return [row.key for row in rows]


def shown_to(tx: Tx, region: RegionId, ids: Iterable[StepId]) -> set[StepId]:
    """Those of these that some message has shown to the region."""
    where = and_(shown.c.region_id == region, shown.c.step_id.in_(list(ids)))
    return {StepId(row.step_id) for row in tx.all(select(shown.c.step_id).where(where))}


def mornings(
    tx: Tx, region: RegionId, ids: Iterable[StepId], *, people: Collection[PersonId], before: date
) -> dict[StepId, int]:
    """In how many of a region's digests of earlier days each of these stood for it or its `people`.

    The one that told its hand-off in full does not count for what was addressed elsewhere.
    """
    of_region = and_(digests.c.region_id == region, digests.c.kind == "digest", digests.c.day < before)
    inside = exists().where(
        seen.c.key == shown.c.key, seen.c.handoff_id == steps.c.handoff_id, seen.c.in_full.is_(True)
    )
    owners: list[Owner] = [Awake(), OneRegion(region=region), *(OnePerson(person=one) for one in people)]
    mine = and_(steps.c.owner == owner_text(Me()), steps.c.person_id.in_(list(people)))
    theirs = or_(steps.c.owner.in_([owner_text(one) for one in owners]), mine)
    counted = (
        select(shown.c.step_id, func.count().label("mornings"))
        .join(digests, digests.c.key == shown.c.key)
        .join(steps, steps.c.id == shown.c.step_id)
        .where(of_region, shown.c.step_id.in_(list(ids)), or_(theirs, ~inside))
        .group_by(shown.c.step_id)
    )
    return {StepId(row.step_id): row.mornings for row in tx.all(counted)}


def unshow(tx: Tx, key: str) -> None:
    """That message never came to be."""
    tx.run(delete(shown).where(shown.c.key == key))


def _read(tx: Tx, where: Any) -> list[Step]:
    return [fact(row) for row in tx.all(_READ.where(where))]


def _happened(
    before: Step, what: str, *, by: PersonId | None, question: QuestionId | None, now: datetime
) -> dict[str, Any]:
    was = {
        "state": before.state,
        "region": before.region,
        "person": before.person,
        "holder": before.holder,
        "read_back": before.read_back,
        "question": question,
    }
    return {"step_id": before.id, "person_id": by, "what": what, "before": was, "at": now}


def _event(row: Row[Any]) -> Event:
    return Event(
        id=row.id,
        step=StepId(row.step_id),
        person=row.person_id,
        what=row.what,
        before=row.before,
        at=row.at,
    )


def fact(row: Row[Any]) -> Step:
    """One step, as it is kept."""
    return Step(
        id=StepId(row.id),
        handoff=HandoffId(row.handoff_id),
        team=TeamId(row.team_id),
        position=row.position,
        text=row.text,
        owner=owner_from(row.owner) or Me(),
        state=row.state,
        region=row.region_id,
        person=row.person_id,
        holder=row.holder_id,
        read_back=row.read_back or "",
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
