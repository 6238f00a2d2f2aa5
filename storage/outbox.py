"""The outbox: letters that follow from what was remembered, kept until a platform has them or never will."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Row, and_, delete, select, update

from bot.domain.identity import TenantId
from bot.log import logger
from bot.messages.document import Document
from bot.messages.letter import Letter, edit_key
from storage import letters
from storage import outbox_statements as statements
from storage.lanes import HOLDS_UP
from storage.tables import outbox, senders
from storage.transaction import Tx
from storage.types import Encoded, encoded

log = logger(__name__)

Settled = Literal["sent", "dropped", "dead"]

# So long after a call was made, what it asked for is there or never will be.
LANDS_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A letter taken to be sent.

    attempts: those that failed. uncertain: an earlier one may have arrived all the same.
    revision: counts an edit's versions, so that what became of one is not taken for the next one's.
    """

    id: int
    key: str
    tenant: TenantId
    letter: Letter
    kind: str
    attempts: int
    uncertain: bool
    revision: int
    put_at: datetime
    not_before: datetime


def put(
    tx: Tx, letter: Letter, *, tenant: TenantId, now: datetime, not_before: datetime | None = None
) -> bool:
    """Keep a letter to be sent. False: its key is there already, sent or not, and nothing was changed."""
    values = _columns(letter, tenant, now=now, not_before=not_before)
    tx.wakes("outbox")
    return tx.run(statements.PUT[tx.dialect], values).rowcount == 1


def put_many(
    tx: Tx, put: Iterable[tuple[TenantId, Letter]], *, now: datetime, not_before: datetime | None = None
) -> None:
    """The same for several, in their order."""
    values = [_columns(letter, tenant, now=now, not_before=not_before) for tenant, letter in put]
    if values:
        tx.run(statements.PUT[tx.dialect], values)
        tx.wakes("outbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter written out already, so that keeping it takes no longer than the database does."""

    letter: Letter
    text: Encoded

    @classmethod
    def of(cls, letter: Letter) -> "Written":
        """The letter, written out."""
        return cls(letter=letter, text=encoded(letters.written(letter)))


def put_all(tx: Tx, put: Sequence[Written], *, tenant: TenantId, now: datetime) -> bool:
    """Keep letters that belong together. False, and nothing is kept, where the first one's key is there."""
    rows = [_columns(one.letter, tenant, now=now, not_before=None, text=one.text) for one in put]
    tx.wakes("outbox")
    if tx.run(statements.PUT[tx.dialect], rows[0]).rowcount != 1:
        return False
    if rows[1:]:
        tx.run(statements.PUT[tx.dialect], rows[1:])
    return True


def revise(
    tx: Tx, letter: Letter, *, tenant: TenantId, now: datetime, not_before: datetime | None = None
) -> None:
    """Keep an edit of the message whose key is `letter.replaces`: one row a message, the newest edit in it.

    An edit that waits is replaced, and leaves when the earlier of the two may. One that was sent waits
    again. One that is being sent is followed by this one, whatever becomes of it.
    """
    if not letter.replaces:
        raise ValueError(f"{letter.key} replaces nothing: put it")
    edit = replace(letter, key=edit_key(letter.replaces))
    tx.run(statements.REVISE[tx.dialect], _columns(edit, tenant, now=now, not_before=not_before))
    tx.wakes("outbox")


def standing(tx: Tx, keys: Iterable[str]) -> dict[str, Document]:
    """What stands, or will stand, in the messages of these keys: their newest edit, else as they were put.

    One whose newest letter was refused or cannot be read is left out, as is one of which nothing is kept.
    """
    edits = {edit_key(key): key for key in keys}
    where = outbox.c.key.in_([*edits, *edits.values()])
    rows = tx.all(select(outbox.c.key, outbox.c.state, outbox.c.letter).where(where))
    newest = {edits[row.key]: row for row in rows if row.key in edits}
    newest = {**{row.key: row for row in rows if row.key not in edits}, **newest}
    found = {key: _document(row) for key, row in newest.items() if row.state in ("waiting", "sent")}
    return {key: document for key, document in found.items() if document is not None}


def drop_waiting(tx: Tx, key: str) -> bool:
    """Do not send it after all. False: there is nothing to stop, or it may have left already."""
    untouched = and_(outbox.c.leased_until.is_(None), outbox.c.uncertain.is_(False))
    values = {"state": "dropped", "why": "no longer needed", "settled_at": outbox.c.put_at}
    waiting = and_(outbox.c.key == key, outbox.c.state == "waiting", untouched)
    return tx.run(update(outbox).where(waiting).values(values)).rowcount == 1


def any_waiting(tx: Tx, keys: Iterable[str]) -> bool:
    """Whether one of these has still to be sent."""
    waiting = and_(outbox.c.key.in_(list(keys)), outbox.c.state == "waiting")
    return tx.one(select(outbox.c.id).where(waiting).limit(1)) is not None


def sent_at(tx: Tx, keys: Iterable[str]) -> dict[str, datetime | None]:
    """When each of these was sent, None for what has still to be; without those that never will be."""
    where = and_(outbox.c.key.in_(list(keys)), outbox.c.state.in_(("waiting", "sent")))
    rows = tx.all(select(outbox.c.key, outbox.c.settled_at).where(where))
    return {row.key: row.settled_at for row in rows}


def lease_tenants(tx: Tx, *, holder: str, now: datetime, until: datetime) -> list[TenantId]:
    """Lease the sending of tenants that have something to send now, unless another holds it; returns them."""
    found = [row.id for row in tx.run(statements.TENANTS, {"holder": holder, "now": now})]
    if found:
        rows = [{"tenant_id": one, "holder": holder, "leased_until": until} for one in found]
        tx.run(statements.LEASE[tx.dialect], rows)
    return [TenantId(one) for one in found]


def claim(
    tx: Tx, tenant: TenantId, *, holder: str, now: datetime, until: datetime, limit: int = 50
) -> list[OutboxRow]:
    """Take the head of each of the tenant's lanes to be sent by `until`, the oldest first.

    Nothing for anyone but the one who leased the tenant. A row whose lease ran out may have been sent: it
    comes back uncertain. One that cannot be read is given up, so that it does not stop the rest.
    """
    asked = {"tenant": tenant, "holder": holder, "now": now, "most": limit}
    rows = tx.run(statements.HEADS, asked).all()
    if rows:
        ids = [row.id for row in rows]
        tx.run(statements.CLAIM, {"rows": ids, "until": until, "holds_up": now + HOLDS_UP})
    return [fact for row in rows if (fact := _readable(tx, row, now))]


def settle(tx: Tx, row: OutboxRow, state: Settled, *, why: str | None = None, now: datetime) -> None:
    """It is over. An edit that was revised meanwhile waits again instead, to be sent in its newest form."""
    settle_many(tx, [(row, state, why)], now=now)


def settle_many(tx: Tx, settled: Iterable[tuple[OutboxRow, Settled, str | None]], *, now: datetime) -> None:
    """The same for several."""
    values = [
        {"row": row.id, "sent": row.revision, "to": state, "reason": why, "now": now}
        for row, state, why in settled
    ]
    if values:
        tx.run(statements.SETTLE, values)


def postpone(
    tx: Tx, row: OutboxRow, *, until: datetime, why: str, uncertain: bool, counts: bool = True
) -> None:
    """Give it back, to be taken again from `until`; an edit that was revised meanwhile, when that one may.

    counts: it was tried and failed, and holds up its lane for two minutes from the first time. Otherwise it
    was only held, and those behind it may pass.
    """
    values = {"row": row.id, "sent": row.revision, "then": until, "reason": why, "unsure": uncertain}
    tx.run(statements.POSTPONE, [{**values, "counted": int(counts)}])


def release(tx: Tx, row: OutboxRow) -> None:
    """Give it back untried, as it was."""
    tx.run(statements.RELEASE, [{"row": row.id}])


def release_tenants(tx: Tx, *, holder: str) -> None:
    """Let others send at once what `holder` leased: it is stopping."""
    tx.run(delete(senders).where(senders.c.holder == holder))


def end_leases(tx: Tx, *, now: datetime) -> None:
    """The only process has just started, so nobody is sending: what was under way is uncertain.

    A post may land after its sender is dead, so it is left for a minute before it is looked for; an edit is
    simply made again.
    """
    tx.run(delete(senders))
    is_edit = outbox.c.lane == outbox.c.key
    for kind, until in ((is_edit, now), (~is_edit, now + LANDS_WITHIN)):
        tx.run(update(outbox).where(kind, outbox.c.leased_until > until).values(leased_until=until))


def next_due(tx: Tx) -> datetime | None:
    """When the next letter may leave, or may be tried again; perhaps already past. None: none waits."""
    found: datetime | None = tx.value(statements.NEXT_DUE)
    return found


def _columns(
    letter: Letter,
    tenant: TenantId,
    *,
    now: datetime,
    not_before: datetime | None,
    text: Encoded | None = None,
) -> dict[str, Any]:
    return {
        "key": letter.key,
        "tenant_id": tenant,
        "lane": letter.key if letter.replaces else letter.conversation,
        "after": letter.replaces or letter.under or None,
        "kind": letter.document.kind,
        "letter": text if text is not None else letters.written(letter),
        "state": "waiting",
        "put_at": now,
        "not_before": not_before or now,
    }


def _document(row: Row[Any]) -> Document | None:
    try:
        return letters.read(row.letter).document
    except letters.Unreadable:
        return None


def _readable(tx: Tx, row: Row[Any], now: datetime) -> OutboxRow | None:
    try:
        letter = letters.read(row.letter)
    except letters.Unreadable as error:
        log.error("outbox.unreadable", row=row.id, key=row.key, why=str(error))
        given_up = {"state": "dead", "why": str(error), "settled_at": now, "leased_until": None}
        tx.run(update(outbox).where(outbox.c.id == row.id).values(given_up))
        return None
    return OutboxRow(
        id=row.id,
        key=row.key,
        tenant=TenantId(row.tenant_id),
        letter=letter,
        kind=row.kind,
        attempts=row.attempts,
        uncertain=row.uncertain or row.leased_until is not None,
        revision=row.revision,
        put_at=row.put_at,
        not_before=row.not_before,
    )
