"""The outbox: letters that follow from what was remembered, kept until a platform has them or never will."""

from collections.abc import Collection, Iterable, Sequence
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
from storage.outbox_row import OutboxRow, Private, alike, to_put
from storage.tables import outbox, senders
from storage.transaction import Tx
from storage.types import Encoded, encoded
from storage.urgency import ACTS, AT_ONCE, IN_BULK

log = logger(__name__)

Settled = Literal["sent", "dropped", "dead"]

# So long after a call was made, what it asked for is there or never will be.
LANDS_WITHIN = timedelta(minutes=1)


def put(
    tx: Tx, letter: Letter, *, tenant: TenantId, now: datetime, not_before: datetime | None = None
) -> bool:
    """Keep a letter to be sent. False: its key is there already, sent or not, and nothing was changed."""
    return _put(tx, [to_put(letter, tenant, now=now, not_before=not_before)]) == 1


def put_many(
    tx: Tx, put: Iterable[tuple[TenantId, Letter]], *, now: datetime, not_before: datetime | None = None
) -> None:
    """The same for several, in their order."""
    rows = [to_put(letter, tenant, now=now, not_before=not_before) for tenant, letter in put]
    if rows:
        _put(tx, rows)


def put_alike(tx: Tx, put: Iterable[tuple[Document, Sequence[Private]]], *, now: datetime) -> None:
    """Private letters to many people, of whom these and those are told the same; nothing that is urgent."""
    lots = [alike(document, to, now=now) for document, to in put]
    if lots:
        tx.wakes("outbox")
        statements.PUT.alike(tx, lots)


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
    rows = [to_put(one.letter, tenant, now=now, text=one.text) for one in put]
    if _put(tx, rows[:1]) != 1:
        return False
    if rows[1:]:
        _put(tx, rows[1:])
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
    row = to_put(edit, tenant, now=now, not_before=not_before)
    tx.write(statements.REVISE[tx.dialect], **dict(zip(statements.PUT.names, row, strict=True)))
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
    return tx.write(statements.DROP, of=key) == 1


def sent_at(tx: Tx, keys: Iterable[str]) -> dict[str, datetime | None]:
    """When each of these was sent, None for what has still to be; without those that never will be."""
    where = and_(outbox.c.key.in_(list(keys)), outbox.c.state.in_(("waiting", "sent")))
    rows = tx.all(select(outbox.c.key, outbox.c.settled_at).where(where))
    return {row.key: row.settled_at for row in rows}


def sent_under(tx: Tx, beginning: str) -> list[str]:
    """The keys that begin so and were sent, or have still to be."""
    where = and_(outbox.c.key.startswith(beginning, autoescape=True), outbox.c.state.in_(("waiting", "sent")))
    return [row.key for row in tx.all(select(outbox.c.key).where(where).order_by(outbox.c.id))]


def lease_tenants(tx: Tx, *, holder: str, now: datetime, until: datetime) -> list[TenantId]:
    """Lease the sending of tenants that have something to send now, unless another holds it; returns them."""
    found = [row.id for row in tx.run(statements.TENANTS, {"holder": holder, "now": now})]
    if found:
        rows = [{"tenant_id": one, "holder": holder, "leased_until": until} for one in found]
        tx.run(statements.LEASE[tx.dialect], rows)
    return [TenantId(one) for one in found]


def claim(  # noqa: PLR0913 -- each with its default
    tx: Tx,
    tenant: TenantId,
    *,
    holder: str,
    now: datetime,
    until: datetime,
    limit: int = 50,
    acts: Collection[str] = ACTS,
    upto: int = IN_BULK,
    resting: Collection[str] = (),
) -> list[OutboxRow]:
    """Take the head of each of the tenant's lanes to be sent by `until`: the most urgent, of them the oldest.

    acts, upto, resting: only what needs one of these, is at least so urgent, and is in none of these lanes.
    Nothing for anyone but the one who leased the tenant. A row whose lease ran out may have been sent: it
    comes back uncertain. One that cannot be read is given up, so that it does not stop the rest.
    """
    asked = {
        **{"tenant": tenant, "holder": holder, "now": now, "most": limit},
        **{"acts": list(acts), "upto": upto, "resting": list(resting)},
    }
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
        {"row": row.id, "of": row.key, "sent": row.revision, "to": state, "reason": why, "now": now}
        for row, state, why in settled
    ]
    if values:
        tx.run(statements.SETTLE, values)


def is_there(tx: Tx, row: OutboxRow) -> bool:
    """Whether it is still kept; not, where whom it was for was forgotten while it was being sent."""
    return tx.value(select(outbox.c.id).where(outbox.c.id == row.id, outbox.c.key == row.key)) is not None


def postpone(
    tx: Tx,
    row: OutboxRow,
    *,
    until: datetime,
    why: str,
    uncertain: bool,
    counts: bool = True,
    tried: bool = False,
) -> None:
    """Give it back, to be taken again from `until`; an edit that was revised meanwhile, when that one may.

    counts: it was tried and failed, and holds up its lane for two minutes from the first time; tried alone:
    the same, and it is no failure of its own. Otherwise it was only held, and those behind it may pass.
    """
    values = {
        "row": row.id,
        "of": row.key,
        "sent": row.revision,
        "then": until,
        "reason": why,
        "unsure": uncertain,
    }
    tx.run(statements.POSTPONE, [{**values, "counted": int(counts), "tried": int(counts or tried)}])


def look_again(
    tx: Tx, tenant: TenantId, conversation: str, *, until: datetime | None = None, now: datetime
) -> None:
    """What is only held in a conversation may be looked at now: why it was held may be over.

    until: what is held for longer than that is held for something else.
    """
    there = and_(outbox.c.tenant_id == tenant, outbox.c.lane == conversation)
    held = and_(there, outbox.c.state == "waiting", outbox.c.not_before > now)
    if until is not None:
        held = and_(held, outbox.c.not_before <= until)
    # What may be there already is looked for in its own time.
    never = and_(outbox.c.attempts == 0, outbox.c.uncertain.is_(False), outbox.c.blocks_until.is_(None))
    untried = and_(held, never, outbox.c.leased_until.is_(None))
    if tx.run(update(outbox).where(untried).values(not_before=now)).rowcount:
        tx.wakes("outbox")


def release(tx: Tx, row: OutboxRow) -> None:
    """Give it back untried, as it was."""
    tx.run(statements.RELEASE, [{"row": row.id, "of": row.key}])


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


def next_look(tx: Tx, *, now: datetime) -> datetime | None:
    """`next_due`, or `now` where something may leave already: that is seen at the first letter that may."""
    return now if tx.run(statements.IS_DUE, {"now": now}).scalar() else next_due(tx)


def next_after(tx: Tx, *, now: datetime) -> datetime | None:
    """The same, leaving out what may leave already."""
    found: datetime | None = tx.run(statements.NEXT_AFTER, {"now": now}).scalar()
    return found


def _put(tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
    """How many are new, where one was put. What is ahead of an urgent one in its lane has to hurry, too."""
    tx.wakes("outbox")
    new = statements.PUT.run(tx, rows)
    ahead = {(tenant, lane) for _, tenant, lane, _, _, _, _, urgent, *_ in rows if urgent == AT_ONCE}
    hurried = [{"of": tenant, "in_lane": lane, "to": AT_ONCE} for tenant, lane in sorted(ahead)]
    if len(hurried) == 1:
        tx.write(statements.HURRY, **hurried[0])
    elif hurried:
        tx.run(statements.HURRY, hurried)
    return new


def _document(row: Row[Any]) -> Document | None:
    try:
        return letters.read(row.letter).document
    except letters.Unreadable:
        return None


def _readable(tx: Tx, row: Row[Any], now: datetime) -> OutboxRow | None:
    try:
        return OutboxRow.of(row)
    except letters.Unreadable as error:
        log.error("outbox.unreadable", row=row.id, key=row.key, why=str(error))
        given_up = {"state": "dead", "why": str(error), "settled_at": now, "leased_until": None}
        tx.run(update(outbox).where(outbox.c.id == row.id).values(given_up))
        return None
