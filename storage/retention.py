"""What is forgotten, and when: hand-offs stay until someone deletes them, unless a limit is set."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, tuple_

from bot.messages.publication import PUBLISHED
from storage.decisions import forget as forget_decisions
from storage.finished import forget_handoffs
from storage.forgetting import clear_finished
from storage.lasting import PREFIXES
from storage.notes import note_key
from storage.publications import forget as forget_publications
from storage.requests import forget as forget_requests
from storage.tables import (
    digests,
    evenings,
    focus,
    forms,
    held,
    inbox,
    ledger_checks,
    lines,
    notes,
    nudges,
    outbox,
    pings,
    posts,
    pressed,
    seen,
    shown,
)
from storage.transaction import Tx

# Of requests and decisions, and of what was made public.
_KEPT = (*PREFIXES, f"{PUBLISHED}/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long things are kept: what was heard, settled letters, evenings and what was found
    of them, what somebody was in focus for since that ended, forms since they were made,
    lines, sent or not, since they were kept, mornings' notes and what counts as a ping since they came,
    what waits for the note of someone who never works, and what became of nudges, since they were due, and of
    what was to be made public, since it was asked.
    handoffs: since their day, once all their steps are finished, and requests since they were asked, once
    nobody waits for them, and decisions since they were closed; None: until someone deletes them.
    """

    inbox: timedelta = timedelta(days=7)
    outbox: timedelta = timedelta(days=30)
    evenings: timedelta = timedelta(days=400)
    focus: timedelta = timedelta(days=1)
    forms: timedelta = timedelta(days=30)
    lines: timedelta = timedelta(days=30)
    notes: timedelta = timedelta(days=30)
    held: timedelta = timedelta(days=400)
    nudges: timedelta = timedelta(days=180)
    handoffs: timedelta | None = None


def sweep(tx: Tx, *, now: datetime, keep: Retention | None = None, most: int = 1000) -> int:
    """Forget what is past keeping, at most so many rows a table; returns how many. Call again until 0."""
    keep = keep or Retention()
    return (
        _forget(tx, inbox, inbox.c.heard_at < now - keep.inbox, most)
        + _forget_letters(tx, now - keep.outbox, most)
        + _forget(tx, evenings, evenings.c.day < (now - keep.evenings).date(), most)
        + _forget(tx, ledger_checks, ledger_checks.c.day < (now - keep.evenings).date(), most)
        + _forget(tx, focus, focus.c.ends_at < now - keep.focus, most)
        + _forget(tx, forms, forms.c.made_at < now - keep.forms, most)
        # Not as soon as they are sent: SQLite would give a new line the id of one that an open form showed.
        + _forget(tx, lines, lines.c.kept_at < now - keep.lines, most)
        + _forget(tx, pings, pings.c.day < (now - keep.notes).date(), most)
        + _forget(tx, nudges, nudges.c.heard_at < now - keep.nudges, most)
        + _forget(tx, pressed, pressed.c.heard_at < now - keep.nudges, most)
        + forget_publications(tx, now - keep.nudges, published=False, most=most)
        + _forget(tx, held, held.c.held_at < now - keep.held, most)
        + _forget_notes(tx, now - keep.notes, most)
        + clear_finished(tx, now=now, most=most)
        + (forget_handoffs(tx, (now - keep.handoffs).date(), most=most) if keep.handoffs else 0)
        + (forget_requests(tx, now - keep.handoffs, most=most) if keep.handoffs else 0)
        + (forget_decisions(tx, now - keep.handoffs, most=most) if keep.handoffs else 0)
        + _forget_published(tx, now, keep, most)
    )


def _forget_published(tx: Tx, now: datetime, keep: Retention, most: int) -> int:
    """Where what was made public stands: as long as decisions do."""
    if keep.handoffs is None:
        return 0
    return forget_publications(tx, now - keep.handoffs, published=True, most=most)


def _forget(tx: Tx, table: Table, old: ColumnElement[bool], most: int) -> int:
    key = tuple(table.primary_key.columns)
    some = select(*key).where(old).limit(most)
    return tx.run(delete(table).where(tuple_(*key).in_(some))).rowcount


def _forget_letters(tx: Tx, before: datetime, most: int) -> int:
    """With a letter goes where it was posted, unless hand-offs stand in that message: they are linked to,
    and their message is kept current."""
    old = select(outbox.c.id, outbox.c.key).where(outbox.c.settled_at < before).limit(most)
    rows = tx.all(old)
    if rows:
        keys = {row.key for row in rows}
        tx.run(delete(outbox).where(outbox.c.id.in_([row.id for row in rows])))
        tx.run(delete(posts).where(posts.c.key.in_(keys - _standing(tx, keys))))
    return len(rows)


def _forget_notes(tx: Tx, before: datetime, most: int) -> int:
    """With a note goes what it showed: nobody keeps it current any more."""
    old = select(notes.c.person_id, notes.c.day).where(notes.c.composed_at < before).limit(most)
    rows = tx.all(old)
    if rows:
        ids = [(row.person_id, row.day) for row in rows]
        tx.run(delete(notes).where(tuple_(notes.c.person_id, notes.c.day).in_(ids)))
        tx.run(delete(shown).where(shown.c.key.in_([note_key(*one) for one in ids])))
    return len(rows)


def _standing(tx: Tx, keys: set[str]) -> set[str]:
    """Those of a digest or hand-over, all its parts, those that show a hand-off, requests and decisions."""
    showing = _found(tx, seen.c.key, keys)
    whole = _found(tx, digests.c.key, {_whole(key) for key in keys})
    return {key for key in keys if key in showing or _whole(key) in whole or key.startswith(_KEPT)}


def _found(tx: Tx, column: Any, keys: set[str]) -> set[str]:
    return {row[0] for row in tx.all(select(column).where(column.in_(keys)).distinct())}


def _whole(part: str) -> str:
    return part.partition("#")[0]
