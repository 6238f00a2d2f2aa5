"""Decisions: what is proposed, who decides and how they voted, and what came of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, insert, or_, select, true, update

from bot.domain.decision import Content, Decision, Edit, NewDecision, State, Vote
from bot.domain.identity import DecisionId, PersonId, Place, TenantId
from storage import decision_edits, decision_people, decision_words, digest_decisions, lasting, people
from storage.tables import deciders, decisions, places, tenants, votes
from storage.tables import decision_words as words_table
from storage.tables import people as people_table
from storage.transaction import Tx

_OPEN = decisions.c.state == "open"
_WITH_PLACE = decisions.join(tenants, tenants.c.id == decisions.c.tenant_id).join(
    places, places.c.id == decisions.c.place_id
)


def add(tx: Tx, new: NewDecision, *, now: datetime) -> DecisionId:
    """Keep a new one."""
    row = {
        "tenant_id": select(people_table.c.tenant_id)
        .where(people_table.c.id == new.proposer)
        .scalar_subquery(),
        "proposer_id": new.proposer,
        "content": _written(new.content),
        "label": new.label or None,
        "place_id": people.place(tx, new.place),
        "silence_consents": new.silence_consents,
        "turnout": new.turnout,
        "state": "open",
        "asked_at": now,
        "fair_at": new.fair_at,
        "set_by_id": new.set_by,
        "closes_at": new.closes_at,
    }
    found = DecisionId(int(tx.value(insert(decisions).values(row).returning(decisions.c.id))))
    decision_people.keep(tx, found, new)
    decision_words.keep(tx, [found])
    return found


def change(tx: Tx, one: Decision) -> None:
    """What was edited: its words, who decides and until when are as in `one` now."""
    row = {
        "content": _written(one.content),
        "label": one.label or None,
        "silence_consents": one.silence_consents,
        "turnout": one.turnout,
        "fair_at": one.fair_at,
        "set_by_id": one.set_by,
        "closes_at": one.closes_at,
    }
    tx.run(update(decisions).where(decisions.c.id == one.id, _OPEN).values(row))
    tx.run(delete(deciders).where(deciders.c.decision_id == one.id))
    decision_people.keep(tx, one.id, one)
    decision_words.keep(tx, [one.id])


def get(tx: Tx, decision: DecisionId) -> Decision | None:
    """One of them."""
    return next(iter(_found(tx, decisions.c.id == decision)), None)


def claim(tx: Tx, decision: DecisionId) -> Decision | None:
    """One of them, which nobody else changes until this is over: of two votes at once, both are seen."""
    tx.run(update(decisions).where(decisions.c.id == decision).values(state=decisions.c.state))
    return get(tx, decision)


def open_in(
    tx: Tx, tenant: TenantId, *, reader: PersonId, inside: Collection[str], most: int
) -> list[Decision]:
    """Those of a workspace that are open, what closes first first; at most so many.

    inside: the ids of the private channels that the reader is in; of others, those that they decide.
    """
    where = and_(decisions.c.tenant_id == tenant, _OPEN, _readable(reader, inside))
    return _found(tx, where, order=(decisions.c.closes_at, decisions.c.id), most=most)


def closed_in(
    tx: Tx, tenant: TenantId, *, reader: PersonId, inside: Collection[str], most: int
) -> list[Decision]:
    """The same of those that are not, what was closed last first."""
    where = and_(decisions.c.tenant_id == tenant, ~_OPEN, _readable(reader, inside))
    return _found(tx, where, order=(decisions.c.closed_at.desc(), decisions.c.id.desc()), most=most)


def decided_in(tx: Tx, place: Place, since: datetime, *, most: int) -> list[Decision]:
    """Those that came to an outcome in that channel after that, the newest first; at most so many."""
    return _found(tx, _decided(place, since), order=(decisions.c.closed_at.desc(),), most=most)


def count_decided_in(tx: Tx, place: Place, since: datetime) -> int:
    """How many these are."""
    asked = select(func.count()).select_from(_WITH_PLACE).where(_decided(place, since))
    return int(tx.value(asked))


def _decided(place: Place, since: datetime) -> ColumnElement[bool]:
    over = and_(decisions.c.state.not_in(("open", "withdrawn")), decisions.c.closed_at > since)
    return and_(_at(place), over)


def find_in(
    tx: Tx,
    tenant: TenantId,
    words: Collection[str],
    *,
    reader: PersonId,
    inside: Collection[str],
    before: DecisionId | None,
    most: int,
) -> list[Decision]:
    """Those of a workspace in which each word stands, the newest first; reader, inside: as in `open_in`.

    words: folded. before: only those with a lower number than that one.
    """
    with_words = decisions.join(words_table, words_table.c.decision_id == decisions.c.id)
    with_words = with_words.join(places, places.c.id == decisions.c.place_id)
    older = decisions.c.id < before if before is not None else true()
    theirs = and_(decisions.c.tenant_id == tenant, older, _readable(reader, inside))
    found = select(decisions.c.id).select_from(with_words).where(theirs, decision_words.found_by(words))
    ids = [row.id for row in tx.all(found.order_by(decisions.c.id.desc()).limit(most))]
    return _found(tx, decisions.c.id.in_(ids), order=(decisions.c.id.desc(),)) if ids else []


def after(tx: Tx, tenant: TenantId, last: DecisionId, *, most: int) -> list[Decision]:
    """Those of a workspace with a higher number than that, in their order; at most so many."""
    return _found(tx, and_(decisions.c.tenant_id == tenant, decisions.c.id > last), most=most)


def standing_in(tx: Tx, person: PersonId, place: Place, *, since: datetime) -> list[Decision]:
    """Those in that channel that they decide, or were to: see `standing_with`."""
    return _found(tx, and_(_with(person, since), _at(place)))


def _at(place: Place) -> ColumnElement[bool]:
    return and_(
        places.c.external == place.id,
        tenants.c.platform == place.platform,
        tenants.c.external == place.tenant,
    )


def standing_with(tx: Tx, person: PersonId, *, since: datetime) -> list[Decision]:
    """The open ones that they decide, or were to; and those adopted after that can still be opened again."""
    return _found(tx, _with(person, since))


def _with(person: PersonId, since: datetime) -> ColumnElement[bool]:
    theirs = select(deciders.c.decision_id).where(deciders.c.person_id == person)
    late = and_(
        decisions.c.state == "adopted", decisions.c.reopened_at.is_(None), decisions.c.closed_at > since
    )
    return and_(decisions.c.id.in_(theirs), or_(_OPEN, late))


def waiting_on(tx: Tx, person: PersonId) -> int:
    """How many are open that they decide and have not voted on, nor anyone for their region."""
    since = or_(decisions.c.reopened_at.is_(None), votes.c.at >= decisions.c.reopened_at)
    own = and_(votes.c.person_id == person, since)
    spoken = and_(votes.c.person_id != person, votes.c.region == deciders.c.region)
    said = exists().where(votes.c.decision_id == decisions.c.id, or_(own, spoken))
    theirs = and_(deciders.c.person_id == person, deciders.c.left_out.is_(False))
    joined = decisions.join(deciders, deciders.c.decision_id == decisions.c.id)
    where = and_(theirs, _OPEN, ~said)
    return int(tx.value(select(func.count()).select_from(joined).where(where)))


def let_go(tx: Tx, decision: DecisionId, person: PersonId) -> None:
    """They decide no more; what they have said counts."""
    theirs = and_(deciders.c.decision_id == decision, deciders.c.person_id == person)
    tx.run(delete(deciders).where(theirs))


def vote(tx: Tx, decision: DecisionId, person: PersonId, said: Vote) -> None:
    """What they say now; it takes the place of what they said before."""
    _unsay(tx, decision, person)
    row = {"choice": said.choice, "reason": said.reason or None, "at": said.at, "region": said.region or None}
    tx.run(insert(votes).values(decision_id=decision, person_id=person, **row))
    decision_words.keep(tx, [decision])


def take_back(tx: Tx, decision: DecisionId, person: PersonId) -> None:
    """They have said nothing."""
    _unsay(tx, decision, person)
    decision_words.keep(tx, [decision])


def _unsay(tx: Tx, decision: DecisionId, person: PersonId) -> None:
    tx.run(delete(votes).where(votes.c.decision_id == decision, votes.c.person_id == person))


def close(tx: Tx, decision: DecisionId, state: State, *, now: datetime) -> None:
    """It is over, and this is what came of it."""
    row = {"state": state, "closed_at": now}
    tx.run(update(decisions).where(decisions.c.id == decision, _OPEN).values(row))


def reopen(
    tx: Tx,
    decision: DecisionId,
    by: PersonId,
    *,
    closes_at: datetime,
    fair_at: datetime | None,
    set_by: PersonId | None,
    left_out: Collection[PersonId],
    now: datetime,
) -> None:
    """It is open again, until then; whoever opened it decides, too.

    fair_at: None where no close is fair to anyone. left_out: who is away by now.
    """
    row: dict[str, Any] = {"state": "open", "closed_at": None, "reopened_at": now, "reopened_by_id": by}
    row |= {"closes_at": closes_at, "fair_at": fair_at or now, "set_by_id": set_by}
    tx.run(update(decisions).where(decisions.c.id == decision, ~_OPEN).values(row))
    for some, out in ((list(left_out), True), ([by], False)):
        theirs = and_(deciders.c.decision_id == decision, deciders.c.person_id.in_(some))
        tx.run(update(deciders).where(theirs).values(left_out=out))


def forget(tx: Tx, before: datetime, *, most: int) -> int:
    """Delete those that were closed before, at most so many; returns how many.

    The newest stays: SQLite would give its number to a new one, and a button would act on that.
    """
    newest = select(func.max(decisions.c.id)).correlate(None).scalar_subquery()
    old = and_(~_OPEN, decisions.c.closed_at < before, decisions.c.id < newest)
    ids = [row.id for row in tx.all(select(decisions.c.id).where(old).limit(most))]
    if ids:
        tx.run(delete(votes).where(votes.c.decision_id.in_(ids)))
        tx.run(delete(deciders).where(deciders.c.decision_id.in_(ids)))
        decision_edits.forget(tx, ids)
        decision_words.forget(tx, ids)
        digest_decisions.forget(tx, ids)
        tx.run(delete(decisions).where(decisions.c.id.in_(ids)))
        lasting.forget(tx, lasting.DECISIONS, ids)
    return len(ids)


def _readable(reader: PersonId, inside: Collection[str]) -> ColumnElement[bool]:
    """Who leaves a private channel decides nothing there any more: who decides is inside."""
    theirs = select(deciders.c.decision_id).where(
        deciders.c.person_id == reader, deciders.c.left_out.is_(False)
    )
    decides = and_(_OPEN, decisions.c.id.in_(theirs))
    return or_(places.c.kind != "private", places.c.external.in_(list(inside)), decides)


def _found(
    tx: Tx, where: ColumnElement[bool], *, order: Iterable[Any] = (decisions.c.id,), most: int | None = None
) -> list[Decision]:
    columns = (
        decisions,
        places.c.external.label("place"),
        places.c.kind.label("place_kind"),
        tenants.c.platform,
        tenants.c.external.label("tenant"),
    )
    rows = tx.all(select(*columns).select_from(_WITH_PLACE).where(where).order_by(*order).limit(most))
    ids = [row.id for row in rows]
    who, said, edits = (
        decision_people.deciding(tx, ids),
        decision_people.said(tx, ids),
        decision_edits.of(tx, ids),
    )
    return [_fact(row, who.get(row.id, ()), said.get(row.id, {}), edits.get(row.id, ())) for row in rows]


def _written(content: Content) -> dict[str, Any]:
    """What was filled in."""
    names = ("title", "problem", "proposal", "alternatives", "sooner")
    return {name: value for name in names if (value := getattr(content, name))}


def _read(row: Mapping[str, Any]) -> Content:
    names = ("title", "problem", "proposal", "alternatives", "sooner")
    return Content(**{name: row.get(name, "") for name in names})


def _fact(
    row: Row[Any], who: Sequence[Row[Any]], said: Mapping[PersonId, Vote], edits: tuple[Edit, ...]
) -> Decision:
    return Decision(
        id=DecisionId(row.id),
        tenant=TenantId(row.tenant_id),
        proposer=PersonId(row.proposer_id),
        content=_read(row._mapping["content"]),
        deciders=tuple(PersonId(one.person_id) for one in who if not one.left_out),
        left_out=tuple(PersonId(one.person_id) for one in who if one.left_out),
        place=Place(platform=row.platform, tenant=row.tenant, kind=row.place_kind, id=row.place),
        state=row.state,
        asked_at=row.asked_at,
        closes_at=row.closes_at,
        fair_at=row.fair_at,
        set_by=PersonId(row.set_by_id) if row.set_by_id is not None else None,
        label=row.label or "",
        silence_consents=row.silence_consents,
        turnout=row.turnout,
        closed_at=row.closed_at,
        votes=said,
        reopened_at=row.reopened_at,
        reopened_by=PersonId(row.reopened_by_id) if row.reopened_by_id is not None else None,
        edits=edits,
        regions={PersonId(one.person_id): one.region for one in who if one.region is not None},
        away={
            PersonId(one.person_id): PersonId(one.instead_id) if one.instead_id is not None else None
            for one in who
            if one.left_out and one.went_away
        },
        joined={PersonId(one.person_id): one.joined_at for one in who if one.joined_at is not None},
    )
