"""Requests: what people ask of each other, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, or_, select, update

from bot.domain.handoff import File
from bot.domain.identity import PersonId, Place, RequestId, TenantId
from bot.domain.promise import Promise
from bot.domain.request import Content, NewRequest, Request
from storage import lasting, people
from storage.tables import people as people_table
from storage.tables import places, receivers, requests, tenants
from storage.transaction import Tx

_PASSED = places.alias("passed")
_OPEN = requests.c.state.in_(("waiting", "overdue"))


def add(tx: Tx, new: NewRequest, *, now: datetime) -> RequestId:
    """Keep a new one."""
    row = {
        "tenant_id": select(people_table.c.tenant_id).where(people_table.c.id == new.asker).scalar_subquery(),
        "asker_id": new.asker,
        "shape": new.shape,
        "content": _written(new.content),
        "label": new.label or None,
        "place_id": people.place(tx, new.place) if new.place is not None else None,
        "thread": new.place.thread if new.place is not None else None,
        "state": "waiting",
        "urgent": new.urgent,
        "asked_at": now,
    }
    if new.promised is not None:
        first, when = new.promised
        row |= {
            "first_id": first,
            "waited_at": when.waited_at,
            "wait_of": when.of,
            "worked_at": when.worked_at,
            "due_at": when.at,
        }
    found = RequestId(int(tx.value(insert(requests).values(row).returning(requests.c.id))))
    rows = [
        {"request_id": found, "person_id": one, "off_hours": one in new.off_hours}
        for one in dict.fromkeys(new.to)
    ]
    tx.run(insert(receivers), rows)
    return found


def get(tx: Tx, request: RequestId) -> Request | None:
    """One of them."""
    return many(tx, [request]).get(request)


def many(tx: Tx, ids: Iterable[RequestId]) -> dict[RequestId, Request]:
    """Several, by id."""
    return {one.id: one for one in _found(tx, requests.c.id.in_(list(ids)))}


def on(tx: Tx, person: PersonId) -> list[Request]:
    """Those that wait for their answer, the oldest first."""
    theirs = select(receivers.c.request_id).where(receivers.c.person_id == person)
    return _found(tx, and_(requests.c.id.in_(theirs), _OPEN))


def standing_in(tx: Tx, person: PersonId, place: Place) -> list[Request]:
    """All that are for them and stand in that channel, waiting or not, the oldest first."""
    theirs = select(receivers.c.request_id).where(receivers.c.person_id == person)
    there = and_(
        places.c.external == place.id,
        tenants.c.platform == place.platform,
        tenants.c.external == place.tenant,
    )
    return _found(tx, and_(requests.c.id.in_(theirs), there))


def passed_into(tx: Tx, person: PersonId, place: Place) -> list[RequestId]:
    """Those that they asked or were asked, and that a region of that private channel's team has now."""
    theirs = select(receivers.c.request_id).where(receivers.c.person_id == person)
    mine = or_(requests.c.asker_id == person, requests.c.id.in_(theirs))
    there = and_(
        _PASSED.c.external == place.id,
        _PASSED.c.kind == "private",
        tenants.c.platform == place.platform,
        tenants.c.external == place.tenant,
    )
    return [one.id for one in _found(tx, and_(mine, there))]


def let_go(tx: Tx, request: RequestId, person: PersonId) -> None:
    """It is for them no more."""
    tx.run(delete(receivers).where(receivers.c.request_id == request, receivers.c.person_id == person))


def of(tx: Tx, person: PersonId, *, since: datetime) -> list[Request]:
    """Their own that wait, and those that were answered since, the oldest first."""
    there = or_(_OPEN, and_(requests.c.state == "answered", requests.c.answered_at >= since))
    return _found(tx, and_(requests.c.asker_id == person, there))


def reword(tx: Tx, request: RequestId, content: Content) -> None:
    """It says something else."""
    tx.run(update(requests).where(requests.c.id == request).values(content=_written(content)))


def answer(tx: Tx, request: RequestId, *, by: PersonId, text: str, now: datetime) -> None:
    """It is answered; another answer takes the place of the one there was."""
    row = {"state": "answered", "answerer_id": by, "answer": text, "answered_at": now}
    tx.run(update(requests).where(requests.c.id == request).values(row))


def withdraw(tx: Tx, request: RequestId, *, now: datetime) -> None:
    """It needs no answer any more."""
    row = {"state": "withdrawn", "withdrawn_at": now}
    tx.run(update(requests).where(requests.c.id == request).values(row))


def overdue(tx: Tx, request: RequestId) -> None:
    """It still waits, and the promise has ended."""
    tx.run(
        update(requests)
        .where(requests.c.id == request, requests.c.state == "waiting")
        .values(state="overdue")
    )


def offer(tx: Tx, request: RequestId, *, now: datetime) -> None:
    """Whoever asked may pass it on from now on."""
    tx.run(update(requests).where(requests.c.id == request).values(offered_at=now))


def pass_on(tx: Tx, request: RequestId, *, to: str, place: Place) -> None:
    """A region has it now, in its team's channel: those whom it was for need not answer."""
    row = {"state": "passed", "passed_to": to, "passed_place_id": people.place(tx, place)}
    tx.run(update(requests).where(requests.c.id == request).values(row))


def forget(tx: Tx, before: datetime, *, most: int) -> int:
    """Delete those that nobody waits for any more and were asked before, at most so many; returns how many.

    The newest stays: SQLite would give its number to a new one, and a button would act on that.
    """
    newest = select(func.max(requests.c.id)).correlate(None).scalar_subquery()
    old = and_(~_OPEN, requests.c.asked_at < before, requests.c.id < newest)
    ids = [row.id for row in tx.all(select(requests.c.id).where(old).limit(most))]
    if ids:
        tx.run(delete(receivers).where(receivers.c.request_id.in_(ids)))
        tx.run(delete(requests).where(requests.c.id.in_(ids)))
        lasting.forget(tx, lasting.REQUESTS, ids)
    return len(ids)


def _found(tx: Tx, where: ColumnElement[bool]) -> list[Request]:
    joined = (
        requests.join(tenants, tenants.c.id == requests.c.tenant_id)
        .outerjoin(places, places.c.id == requests.c.place_id)
        .outerjoin(_PASSED, _PASSED.c.id == requests.c.passed_place_id)
    )
    columns = (
        requests,
        places.c.external.label("place"),
        places.c.kind.label("place_kind"),
        _PASSED.c.external.label("passed_place"),
        _PASSED.c.kind.label("passed_kind"),
        tenants.c.platform,
        tenants.c.external.label("tenant"),
    )
    rows = tx.all(select(*columns).select_from(joined).where(where).order_by(requests.c.id))
    theirs = _receivers(tx, [row.id for row in rows])
    return [_fact(row, theirs.get(row.id, {})) for row in rows]


def _receivers(tx: Tx, ids: Sequence[int]) -> Mapping[int, Mapping[PersonId, bool]]:
    """Whom each is for, and whether it came outside their hours."""
    found: dict[int, dict[PersonId, bool]] = {}
    where = receivers.c.request_id.in_(ids)
    for row in tx.all(select(receivers).where(where).order_by(receivers.c.person_id)) if ids else ():
        found.setdefault(row.request_id, {})[PersonId(row.person_id)] = row.off_hours
    return found


def _written(content: Content) -> dict[str, Any]:
    """What was filled in."""
    at = content.by_at.isoformat() if content.by_at is not None else ""
    row = {
        "about": content.about,
        "proposal": content.proposal,
        "need": content.need,
        "error": content.error,
        "tried": content.tried,
        "by": content.by,
        "by_at": at,
        "ticket": content.ticket,
        "recording": content.recording,
        "links": list(content.links),
        "files": [asdict(one) for one in content.files],
        "urgent": content.urgent,
    }
    return {name: value for name, value in row.items() if value}


def _read(row: Mapping[str, Any]) -> Content:
    texts = ("proposal", "need", "error", "tried", "by", "ticket", "recording", "urgent")
    return Content(
        about=row.get("about", ""),
        by_at=datetime.fromisoformat(row["by_at"]) if row.get("by_at") else None,
        links=tuple(row.get("links", ())),
        files=tuple(File(**one) for one in row.get("files", ())),
        **{name: row.get(name, "") for name in texts},
    )


def _fact(row: Row[Any], to: Mapping[PersonId, bool]) -> Request:
    place = (
        Place(
            platform=row.platform,
            tenant=row.tenant,
            kind=row.place_kind,
            id=row.place,
            thread=row.thread,
        )
        if row.place is not None
        else None
    )
    passed_place = (
        Place(platform=row.platform, tenant=row.tenant, kind=row.passed_kind, id=row.passed_place)
        if row.passed_place is not None
        else None
    )
    promised = (
        Promise(at=row.due_at, waited_at=row.waited_at, worked_at=row.worked_at, of=row.wait_of)
        if row.due_at is not None
        else None
    )
    return Request(
        id=RequestId(row.id),
        tenant=TenantId(row.tenant_id),
        asker=PersonId(row.asker_id),
        shape=row.shape,
        content=_read(row._mapping["content"]),
        to=tuple(to),
        place=place,
        label=row.label or "",
        state=row.state,
        asked_at=row.asked_at,
        first=PersonId(row.first_id) if row.first_id is not None else None,
        promise=promised,
        answerer=PersonId(row.answerer_id) if row.answerer_id is not None else None,
        answer=row.answer or "",
        answered_at=row.answered_at,
        withdrawn_at=row.withdrawn_at,
        offered_at=row.offered_at,
        passed_to=row.passed_to or "",
        passed_place=passed_place,
        urgent=row.urgent,
        off_hours=tuple(one for one, off in to.items() if off),
    )
