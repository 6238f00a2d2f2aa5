"""The outbox's statements, built once: they run for every message."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    Boolean,
    Table,
    Text,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    null,
    or_,
    select,
    update,
)

from storage.bulk import Bulk
from storage.lanes import earliest, sendable, waits
from storage.tables import outbox, senders, tenants
from storage.types import Instant
from storage.upsert import on_both, or_replace, unless_there

PUT = Bulk(
    outbox,
    unless_there(outbox),
    *("key", "tenant_id", "lane", "letter"),  # what differs where many are told the same
    *("after", "kind", "act", "urgency", "state", "put_at", "not_before"),
)
_untouched = and_(outbox.c.leased_until.is_(None), outbox.c.uncertain.is_(False))
DROP = (
    update(outbox)
    .where(outbox.c.key == bindparam("of"), waits(), _untouched)
    .values(state="dropped", why="no longer needed", settled_at=outbox.c.put_at)
)
LEASE = or_replace(senders, "tenant_id")
HURRY = (
    update(outbox)
    .where(
        outbox.c.tenant_id == bindparam("of"),
        outbox.c.lane == bindparam("in_lane"),
        waits(),
        outbox.c.urgency > bindparam("to"),
    )
    .values(urgency=bindparam("to"))
)
IS_DUE = select(exists().where(sendable()))
NEXT_DUE = earliest()
NEXT_AFTER = earliest(after=True)

_leased = and_(senders.c.leased_until > bindparam("now", type_=Instant), senders.c.tenant_id == tenants.c.id)
_something = exists().where(outbox.c.tenant_id == tenants.c.id, sendable())
_others = exists().where(_leased, senders.c.holder != bindparam("holder"))
TENANTS = select(tenants.c.id).where(_something, ~_others)

_COLUMNS = (
    outbox.c.id,
    outbox.c.key,
    outbox.c.tenant_id,
    outbox.c.letter,
    outbox.c.kind,
    outbox.c.urgency,
    outbox.c.attempts,
    outbox.c.uncertain,
    outbox.c.revision,
    outbox.c.put_at,
    outbox.c.not_before,
    outbox.c.leased_until,
    outbox.c.blocks_until,
)
_mine = exists().where(
    senders.c.tenant_id == outbox.c.tenant_id,
    senders.c.leased_until > bindparam("now", type_=Instant),
    senders.c.holder == bindparam("holder"),
)
HEADS = (
    select(*_COLUMNS)
    .where(
        outbox.c.tenant_id == bindparam("tenant"),
        outbox.c.act.in_(bindparam("acts", expanding=True)),
        outbox.c.urgency <= bindparam("upto"),
        outbox.c.lane.not_in(bindparam("resting", expanding=True)),
        sendable(),
        _mine,
    )
    .order_by(outbox.c.urgency, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)))
    .values(
        uncertain=or_(outbox.c.uncertain, outbox.c.leased_until.is_not(None)),
        leased_until=bindparam("until", type_=Instant),
        blocks_until=func.coalesce(outbox.c.blocks_until, bindparam("holds_up", type_=Instant)),
    )
)

# By its key, too: where one was forgotten meanwhile, SQLite gives its number to the next letter.
_ROW = update(outbox).where(outbox.c.id == bindparam("row"), outbox.c.key == bindparam("of"))
RELEASE = _ROW.values(
    leased_until=null(), blocks_until=case((outbox.c.attempts == 0, null()), else_=outbox.c.blocks_until)
)


def _if_same(new: Any, column: Any) -> Any:
    return case((outbox.c.revision == bindparam("sent"), new), else_=column)


SETTLE = _ROW.where(waits()).values(
    state=_if_same(bindparam("to"), outbox.c.state),
    why=_if_same(bindparam("reason", type_=Text), null()),
    settled_at=_if_same(bindparam("now", type_=Instant), null()),
    leased_until=null(),
    blocks_until=null(),
)
POSTPONE = _ROW.where(waits()).values(
    not_before=_if_same(bindparam("then", type_=Instant), outbox.c.not_before),
    attempts=_if_same(outbox.c.attempts + bindparam("counted"), 0),
    uncertain=_if_same(bindparam("unsure", type_=Boolean), false()),
    why=_if_same(bindparam("reason", type_=Text), null()),
    leased_until=null(),
    blocks_until=_if_same(
        case((and_(outbox.c.attempts == 0, bindparam("tried") == 0), null()), else_=outbox.c.blocks_until),
        null(),
    ),
)


def _revising(insert: Callable[[Table], Any]) -> Any:
    new = insert(outbox)
    asked = new.excluded
    coalesced = and_(
        outbox.c.state == "waiting", outbox.c.leased_until.is_(None), outbox.c.not_before < asked.not_before
    )
    return new.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "kind": asked.kind,
            "urgency": asked.urgency,
            "letter": asked.letter,
            "put_at": asked.put_at,
            "not_before": case((coalesced, outbox.c.not_before), else_=asked.not_before),
            "revision": outbox.c.revision + 1,
            "state": "waiting",
            "attempts": 0,
            "uncertain": false(),
            "why": null(),
            "blocks_until": null(),
            "settled_at": null(),
        },
    )


REVISE = on_both(_revising)
