"""What may be sent now, as conditions on the outbox: order within a lane, and what a letter waits for.

A lane is a conversation; an edit is a lane of its own, so that neither waits for the other.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, literal_column, or_, select

from storage.tables import outbox
from storage.types import Instant

# A letter that was tried and could not be sent holds up those behind it no longer than this.
HOLDS_UP = timedelta(minutes=2)

_other = outbox.alias("other")
_first = outbox.alias("first")
_others_first = outbox.alias("others_first")


def waits(table: Any = outbox) -> ColumnElement[bool]:
    """Neither sent nor given up. Spelled out, since a partial index serves no bound parameter."""
    found: ColumnElement[bool] = table.c.state == literal_column("'waiting'")
    return found


def sendable() -> ColumnElement[bool]:
    """It may leave: it is time, nothing of its lane is being sent, it is the head of its lane, and the
    message that it edits or replies to is no longer waiting.

    An earlier letter of the lane is ahead of it when that one's time has come too, or when it was first tried
    less than two minutes ago. A letter held for later, or one that waits for another, lets those behind it
    pass. `now` is a parameter of the statement.
    """
    now = bindparam("now", type_=Instant)
    is_ahead = and_(
        _other.c.id < outbox.c.id,
        or_(_other.c.not_before <= now, _other.c.blocks_until > now),
        _first_is_there(_other, _others_first),
    )
    in_the_way = exists().where(
        # Not by the index of tenants: after a burst a database still takes a tenant for as small as it was,
        # and would look through all that waits for every letter.
        _other.c.tenant_id + 0 == outbox.c.tenant_id,
        _other.c.lane == outbox.c.lane,
        waits(_other),
        or_(_other.c.leased_until > now, is_ahead),
    )
    return and_(waits(), outbox.c.not_before <= now, _first_is_there(outbox, _first), ~in_the_way)


def earliest(*, after: bool = False) -> Select[tuple[datetime | None]]:
    """When the next letter may leave if nothing is settled before: its time, the end of a lease in its lane,
    the end of being held up by those ahead of it, whichever is last. after: the first that is later than the
    parameter `now`.
    """
    lane = (outbox.c.tenant_id, outbox.c.lane)
    lease = func.max(outbox.c.leased_until).over(partition_by=lane)
    held_up = func.max(outbox.c.blocks_until).over(partition_by=lane, order_by=outbox.c.id, rows=(None, -1))
    each = (
        select(outbox.c.not_before, lease.label("lease"), held_up.label("held_up"))
        .where(waits(), _first_is_there(outbox, _first))
        .subquery()
    )
    at = _later(_later(each.c.not_before, each.c.lease), each.c.held_up)
    found = select(func.min(at))
    return found.where(at > bindparam("now", type_=Instant)) if after else found


def _first_is_there(table: Any, first: Any) -> ColumnElement[bool]:
    return ~exists().where(first.c.key == table.c.after, waits(first))


def _later(one: Any, other: Any) -> Any:
    """The later of two instants; the one that is there if one is missing."""
    return case((one.is_(None), other), (other.is_(None), one), (other > one, other), else_=one)
