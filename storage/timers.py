"""Timers: everything that is due at an instant, one row each, claimed by whoever ticks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, bindparam, delete, exists, func, select, tuple_, type_coerce, update

from bot.domain.light import dataclass
from storage.among import among
from storage.bulk import Bulk
from storage.tables import timers
from storage.transaction import Tx
from storage.types import Instant, Json, decoded
from storage.upsert import or_replace

_SET = Bulk(
    timers,
    or_replace(timers, "kind", "subject"),
    *("kind", "subject", "due_at", "ready_at", "payload", "failures"),
)
_COLUMNS = (
    timers.c.id,
    timers.c.kind,
    timers.c.subject,
    timers.c.due_at,
    type_coerce(timers.c.payload, Text),
    timers.c.failures,
    timers.c.ready_at,
)
_READY = (
    select(*_COLUMNS)
    .where(timers.c.kind == bindparam("of_kind"), timers.c.ready_at <= bindparam("now", type_=Instant))
    .order_by(timers.c.ready_at, timers.c.id)
    .limit(bindparam("most"))
)
_CLAIM = _READY.with_for_update(skip_locked=True)
_TAKE = delete(timers).where(among(timers.c.id, "ids"))
_LEASE = update(timers).where(among(timers.c.id, "ids")).values(ready_at=bindparam("until", type_=Instant))
_OF = (timers.c.kind == bindparam("of_kind"), among(timers.c.subject, "subjects"))
_GET_MANY = select(*_COLUMNS).where(*_OF)
_DROP = delete(timers).where(*_OF)
# From kind to kind by the index: asked for the distinct ones, SQLite reads all that will ever be due.
_other = timers.alias("other")
_first_kind = select(func.min(_other.c.kind).label("kind")).cte("kinds", recursive=True)
_next_kind = select(func.min(_other.c.kind)).where(_other.c.kind > _first_kind.c.kind).scalar_subquery()
_kinds = _first_kind.union_all(select(_next_kind).where(_first_kind.c.kind.is_not(None)))
_KINDS_DUE = select(_kinds.c.kind).where(
    exists().where(timers.c.kind == _kinds.c.kind, timers.c.ready_at <= bindparam("now", type_=Instant))
)
# The earliest of each kind, by that index, too: one of the instants alone would be written with every timer.
_earliest = select(func.min(timers.c.ready_at)).where(timers.c.kind == _kinds.c.kind).scalar_subquery()
_NEXT = select(func.min(_earliest, type_=Instant)).select_from(_kinds)
_GET = select(*_COLUMNS).where(timers.c.kind == bindparam("of"), timers.c.subject == bindparam("about"))
_SAME = (timers.c.id == bindparam("same_id"), timers.c.ready_at == bindparam("same_ready"))
_DONE = delete(timers).where(*_SAME)
_MOVE = (
    update(timers)
    .where(among(timers.c.id, "ids"))
    .values(
        due_at=bindparam("then", type_=Instant),
        ready_at=bindparam("then", type_=Instant),
        payload=bindparam("about", type_=Json),
        failures=0,
    )
)
_POSTPONE = update(timers).where(*_SAME).values(ready_at=bindparam("until"), failures=timers.c.failures + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """One thing due. (kind, subject) is unique.

    due_at: when it was due, however often it was leased or postponed since.
    ready_at: when it may be claimed (next); tells a timer from one that was set anew meanwhile.
    """

    id: int
    kind: str
    subject: str
    due_at: datetime
    payload: Mapping[str, Any]
    failures: int
    ready_at: datetime


def set(
    tx: Tx, kind: str, subject: str, due_at: datetime, *, payload: Mapping[str, Any] | None = None
) -> None:
    """Set it, or set it anew: another instant, another payload, no lease and no failures."""
    set_many(tx, kind, [(subject, due_at, payload or {})])


def set_many(tx: Tx, kind: str, rows: Iterable[tuple[str, datetime, Mapping[str, Any]]]) -> None:
    """The same for several: subject, due_at, payload."""
    values = [(kind, subject, due_at, due_at, payload, 0) for subject, due_at, payload in rows]
    if values:
        _SET.run(tx, values)
        tx.wakes("timers")


def move(tx: Tx, some: Iterable[tuple[datetime, Mapping[str, Any], Sequence[int]]]) -> None:
    """Set held timers anew: due_at, payload, and the ids of those that have these from now on."""
    for due_at, payload, ids in some:
        tx.write(_MOVE, then=due_at, about=payload, ids=ids)
        tx.wakes("timers")


def drop(tx: Tx, kind: str, subject: str) -> None:
    """It is not due any more. Nothing happens if it was not set."""
    drop_many(tx, kind, [subject])


def drop_many(tx: Tx, kind: str, subjects: Sequence[str]) -> None:
    """The same for several."""
    if subjects:
        tx.run(_DROP, {"of_kind": kind, "subjects": subjects})


def get(tx: Tx, kind: str, subject: str) -> Timer | None:
    """The timer, if it is set."""
    row = tx.one(_GET, of=kind, about=subject)
    return _fact(row) if row else None


def get_many(tx: Tx, kind: str, subjects: Sequence[str]) -> dict[str, Timer]:
    """Those that are set, by subject."""
    rows = tx.each(_GET_MANY, of_kind=kind, subjects=subjects) if subjects else []
    return {timer.subject: timer for timer in map(_fact, rows)}


def due(tx: Tx, kind: str, *, now: datetime, limit: int = 500) -> list[Timer]:
    """Those that could be claimed, oldest first, left as they are; to be taken in lots with `take`."""
    return list(map(_fact, tx.each(_READY, of_kind=kind, now=now, most=limit)))


def claim(
    tx: Tx, kind: str, *, now: datetime, limit: int = 500, lease: datetime | None = None
) -> list[Timer]:
    """Take those that are due, oldest first, passing over what another transaction is taking.

    They are gone when this transaction commits; the caller sets the next ones in it. With `lease`, an
    instant, they stay and can be claimed again from then, unless `done`.
    """
    rows = tx.each(_CLAIM, of_kind=kind, now=now, most=limit)
    return _taken(tx, list(map(_fact, rows)), lease)


def hold(tx: Tx, kind: str, *, now: datetime, limit: int = 500) -> list[Timer]:
    """Claim them, and leave them in their places, which is half the writing for what comes again and again.

    The caller sets each anew in this transaction, or ends it with `done`.
    """
    return list(map(_fact, tx.each(_CLAIM, of_kind=kind, now=now, most=limit)))


def take(tx: Tx, found: Sequence[Timer], *, lease: datetime | None = None) -> list[Timer]:
    """Claim just these, without those that were taken, dropped or set anew since `due` found them."""
    same = tuple_(timers.c.id, timers.c.ready_at).in_([(timer.id, timer.ready_at) for timer in found])
    rows = tx.all(select(timers.c.id).where(same).with_for_update(skip_locked=True)) if found else []
    there = {row.id for row in rows}
    return _taken(tx, [timer for timer in found if timer.id in there], lease)


def done(tx: Tx, leased: Iterable[Timer]) -> None:
    """Remove leased timers, except those that were set anew meanwhile."""
    rows = [{"same_id": timer.id, "same_ready": timer.ready_at} for timer in leased]
    if rows:
        tx.run(_DONE, rows)


def postpone(tx: Tx, timer: Timer, until: datetime) -> None:
    """Count a failure and look at it again then; `due_at` stays. Nothing happens if it was set anew."""
    tx.run(_POSTPONE, [{"same_id": timer.id, "same_ready": timer.ready_at, "until": until}])
    tx.wakes("timers")


def next_due(tx: Tx) -> datetime | None:
    """When the next timer may be claimed; perhaps already past."""
    found: datetime | None = tx.value(_NEXT)
    return found


def kinds_due(tx: Tx, *, now: datetime) -> frozenset[str]:
    """The kinds of which at least one could be claimed."""
    return frozenset(row.kind for row in tx.all(_KINDS_DUE, now=now))


def _taken(tx: Tx, claimed: list[Timer], lease: datetime | None) -> list[Timer]:
    ids = [timer.id for timer in claimed]
    if not claimed:
        return []
    if lease is None:
        tx.run(_TAKE, {"ids": ids})
        return claimed
    tx.run(_LEASE, {"ids": ids, "until": lease})
    return [_leased(timer, lease) for timer in claimed]


def _leased(timer: Timer, lease: datetime) -> Timer:
    return Timer(
        id=timer.id,
        kind=timer.kind,
        subject=timer.subject,
        due_at=timer.due_at,
        payload=timer.payload,
        failures=timer.failures,
        ready_at=lease,
    )


# Colleagues with the same hours have the same: it is read once, and timers share it.
@lru_cache(maxsize=4096)
def _payload(text: str) -> Mapping[str, Any]:
    found: dict[str, Any] = decoded(text)
    return found


def _fact(row: Sequence[Any]) -> Timer:
    number, kind, subject, due_at, payload, failures, ready_at = row
    return Timer(
        id=number,
        kind=kind,
        subject=subject,
        due_at=due_at,
        payload=_payload(payload),
        failures=failures,
        ready_at=ready_at,
    )
