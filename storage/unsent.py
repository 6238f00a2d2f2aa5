"""What has not been sent, for whoever runs the bot: what waits, and what was given up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, literal_column, null, select, update

from storage import letters
from storage.outbox_row import OutboxRow
from storage.tables import outbox
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A letter of the outbox and how it stands. `row` is None where this version cannot read the letter.

    state: waiting, sent, dropped or dead. attempts: those that failed. uncertain: it may have arrived.
    """

    id: int
    key: str
    kind: str
    state: str
    attempts: int
    uncertain: bool
    is_edit: bool
    why: str | None
    put_at: datetime
    not_before: datetime
    leased_until: datetime | None
    settled_at: datetime | None
    row: OutboxRow | None


# Spelled out, since a partial index serves no bound parameter.
_WAITS = outbox.c.state == literal_column("'waiting'")
_DEAD = outbox.c.state == literal_column("'dead'")
# More than any crowd that waits at once; all that was ever settled takes too long to look through.
_LATEST = 20_000


def dead(tx: Tx, *, most: int | None = None) -> list[Unsent]:
    """What was given up or refused, the latest first."""
    return _read(tx, select(outbox).where(_DEAD).order_by(outbox.c.id.desc()).limit(most))


def dead_ids(tx: Tx) -> list[int]:
    """All of those, in the order in which they were put."""
    return [row.id for row in tx.all(select(outbox.c.id).where(_DEAD).order_by(outbox.c.id))]


def waiting(tx: Tx, *, most: int | None = None) -> list[Unsent]:
    """What has still to be sent, the oldest first."""
    return _read(tx, select(outbox).where(_WAITS).order_by(outbox.c.id).limit(most))


def any_waiting(tx: Tx, keys: Iterable[str]) -> bool:
    """Whether one of these has still to be sent."""
    of_these = select(outbox.c.id).where(outbox.c.key.in_(list(keys)), _WAITS)
    return tx.one(of_these.limit(1)) is not None


def count(tx: Tx) -> tuple[int, int]:
    """How many wait, and how many are dead."""
    waits, given_up = (tx.value(select(func.count()).where(one)) for one in (_WAITS, _DEAD))
    return int(waits), int(given_up)


def last_settled(tx: Tx) -> datetime | None:
    """When something last came to its end, of the latest that were put; None: nothing of them has."""
    latest = select(outbox.c.settled_at).order_by(outbox.c.id.desc()).limit(_LATEST).subquery()
    found: datetime | None = tx.value(select(func.max(latest.c.settled_at)))
    return found


def get(tx: Tx, ids: Iterable[int]) -> dict[int, Unsent]:
    """Those that are there, sent ones too, by id."""
    return {one.id: one for one in _read(tx, select(outbox).where(outbox.c.id.in_(list(ids))))}


def revive(tx: Tx, one: Unsent, *, not_before: datetime, uncertain: bool) -> None:
    """Let a dead one wait again, as if it had never been tried; `uncertain` has it looked for first."""
    values = {
        "state": "waiting",
        "attempts": 0,
        "uncertain": uncertain,
        "not_before": not_before,
        "why": null(),
        "settled_at": null(),
        "blocks_until": null(),
    }
    tx.run(update(outbox).where(outbox.c.id == one.id, _DEAD).values(values))
    tx.wakes("outbox")


def drop(tx: Tx, one: Unsent, *, why: str, now: datetime) -> None:
    """Never send it. What waited for it may pass."""
    over = {"state": "dropped", "why": why, "settled_at": now, "leased_until": null(), "blocks_until": null()}
    tx.run(update(outbox).where(outbox.c.id == one.id, _WAITS | _DEAD).values(over))
    tx.wakes("outbox")


def _read(tx: Tx, asked: Any) -> list[Unsent]:
    return [_fact(row) for row in tx.all(asked)]


def _fact(row: Row[Any]) -> Unsent:
    return Unsent(
        id=row.id,
        key=row.key,
        kind=row.kind,
        state=row.state,
        attempts=row.attempts,
        uncertain=row.uncertain or row.leased_until is not None,
        is_edit=row.lane == row.key,
        why=row.why,
        put_at=row.put_at,
        not_before=row.not_before,
        leased_until=row.leased_until,
        settled_at=row.settled_at,
        row=_readable(row),
    )


def _readable(row: Row[Any]) -> OutboxRow | None:
    try:
        return OutboxRow.of(row)
    except letters.Unreadable:
        return None
