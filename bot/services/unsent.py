"""What whoever runs the bot sees of the outbox, sends again or gives up: never the words of a letter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.identity import QuestionId, UserRef
from bot.services import question_letters
from bot.services.platform import Refused
from bot.services.sending import Sending
from bot.services.verdict import Drop
from storage import questions, steps, unsent
from storage.outbox import LANDS_WITHIN
from storage.outbox_row import OutboxRow
from storage.transaction import Tx
from storage.unsent import Unsent

BY_HAND = "dropped by hand"

# So many of those that wait, and of the dead ones, are listed; the rest are counted.
MOST = 200

# So many are sent again in one transaction: nobody else writes meanwhile.
AT_ONCE = 100

State = Literal["dead", "sending", "failing", "throttled", "held", "waiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One letter that has not been sent. `to`: the kind of conversation. next_at: None for as soon as may be,
    and where nothing more will be tried. uncertain: it may have arrived."""

    id: int
    key: str
    kind: str
    to: str
    state: State
    attempts: int
    uncertain: bool
    why: str
    put_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The dead ones first, then those that wait; how many there are of each in all."""

    lines: Sequence[Line]
    waiting: int
    dead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one that was asked for; `says` in words."""

    id: int
    done: bool
    says: str


def listed(tx: Tx, *, now: datetime, most: int = MOST) -> Listing:
    """How everything stands that has not been sent."""
    found = [*unsent.dead(tx, most=most), *unsent.waiting(tx, most=most)]
    waits, dead = unsent.count(tx)
    return Listing(lines=[_line(one, now) for one in found], waiting=waits, dead=dead)


def retry(tx: Tx, ids: Iterable[int], *, now: datetime) -> list[Told]:
    """Let dead ones go the ordinary way once more. One that may have arrived is looked for before."""
    return _each(tx, ids, _retry, now)


def all_dead(tx: Tx) -> list[int]:
    """Every dead one, in the order in which they were put; `retry` takes `AT_ONCE` of them a transaction."""
    return unsent.dead_ids(tx)


def drop(tx: Tx, ids: Iterable[int], *, now: datetime) -> list[Told]:
    """Never send these. What was waiting to be told by them is free to be told otherwise."""
    return _each(tx, ids, _drop, now)


def _each(
    tx: Tx, ids: Iterable[int], deed: Callable[[Tx, Unsent, datetime], Told], now: datetime
) -> list[Told]:
    asked = list(dict.fromkeys(ids))
    there = unsent.get(tx, asked)
    return [
        deed(tx, there[one], now) if one in there else _not(one, "there is no such letter") for one in asked
    ]


def _retry(tx: Tx, one: Unsent, now: datetime) -> Told:
    if one.state == "waiting":
        return _not(one.id, "it waits already, and is tried by itself")
    if one.state != "dead":
        return _not(one.id, _over(one))
    if one.row is None:
        return _not(one.id, "this version of the bot cannot read it")
    if one.row.letter.only is not None:
        return _not(one.id, "it is for one member's eyes and kept nowhere, so it is never tried twice")
    may_be_there = _may_be_there(one)
    if not may_be_there and isinstance(verdict := Sending().may_send(tx, one.row, now=now), Drop):
        return _not(one.id, f"it no longer holds ({verdict.why})")
    lands_by = (one.settled_at or now) + LANDS_WITHIN if may_be_there else now
    unsent.revive(tx, one, not_before=max(now, lands_by), uncertain=may_be_there)
    _show_again(tx, one.row)
    return Told(
        id=one.id, done=True, says="is looked for, then sent again" if may_be_there else "is sent again"
    )


def _drop(tx: Tx, one: Unsent, now: datetime) -> Told:
    if one.state not in ("waiting", "dead"):
        return _not(one.id, _over(one))
    if one.leased_until is not None and one.leased_until > now:
        return _not(one.id, "it is being sent right now")
    unsent.drop(tx, one, why=BY_HAND if one.state == "waiting" else f"{BY_HAND}; {one.why}", now=now)
    if one.state == "waiting" and one.row is not None:  # of a dead one it was told when it died
        Sending().settled(tx, one.row, Refused(why=BY_HAND), now=now)
    return Told(
        id=one.id, done=True, says=f"is dropped{', and may have arrived' if _may_be_there(one) else ''}"
    )


def _may_be_there(one: Unsent) -> bool:
    """An edit is simply made again. Of one given up, the last attempt may have arrived like any before."""
    return not one.is_edit and (one.uncertain or (one.state == "dead" and one.attempts > 0))


def _show_again(tx: Tx, row: OutboxRow) -> None:
    """A question or answer that died shows its step no more, until it is on its way again."""
    if row.kind in question_letters.KINDS and not row.letter.replaces:
        found = questions.get(tx, QuestionId(int(row.key.split("/")[1])))
        if found is not None:
            steps.show(tx, row.key, None, [found.step])


def _over(one: Unsent) -> str:
    return "it was sent" if one.state == "sent" else f"it was dropped already ({one.why})"


def _not(number: int, why: str) -> Told:
    return Told(id=number, done=False, says=why)


def _line(one: Unsent, now: datetime) -> Line:
    state = _state(one, now)
    later = state not in ("dead", "sending") and one.not_before > now
    return Line(
        id=one.id,
        key=one.key,
        kind=one.kind,
        to=_to(one.row),
        state=state,
        attempts=one.attempts,
        uncertain=_may_be_there(one),
        why=one.why or "",
        put_at=one.put_at,
        next_at=one.not_before if later else None,
    )


def _state(one: Unsent, now: datetime) -> State:
    if one.state == "dead":
        return "dead"
    if one.leased_until is not None and one.leased_until > now:
        return "sending"
    if one.attempts:
        return "failing"
    if one.not_before <= now:
        return "waiting"
    return "throttled" if one.why in ("throttled", "paced") else "held"


def _to(row: OutboxRow | None) -> str:
    if row is None:
        return "unreadable"
    if isinstance(row.letter.to, UserRef) or row.letter.to.kind == "direct":
        return "private message"
    return "one member of a channel" if row.letter.only is not None else f"{row.letter.to.kind} channel"
