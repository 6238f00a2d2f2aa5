"""Hand-offs that are past keeping, with their steps and what was said about these."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, and_, delete, exists, func, select

from storage.tables import digests, handoffs, posts, questions, seen, shown, step_events, steps
from storage.transaction import Tx

_UNFINISHED = ("open", "picked_up", "returned")


def forget_handoffs(tx: Tx, before: date, *, most: int) -> int:
    """Delete those of earlier days whose steps are all finished, at most so many; returns how many.

    The newest of everything that has a number stays: SQLite would give it to a new one, and a button in the
    channel would act on that.
    """
    step = steps.c.handoff_id == handoffs.c.id
    waits = exists().where(step, steps.c.state.in_(_UNFINISHED))
    newest = exists().where(step, steps.c.id == _highest(steps.c.id))
    asked = questions.c.step_id == steps.c.id
    newest_asked = exists().where(step, asked, questions.c.id == _highest(questions.c.id))
    old = and_(handoffs.c.day < before, handoffs.c.id < _highest(handoffs.c.id))
    rows = tx.all(select(handoffs.c.id).where(old, ~waits, ~newest, ~newest_asked).limit(most))
    if rows:
        _delete(tx, [row.id for row in rows])
        _forget_digests(tx, before)
    return len(rows)


def _highest(column: Column[Any]) -> Any:
    return select(func.max(column)).correlate(None).scalar_subquery()


def _delete(tx: Tx, ids: Sequence[int]) -> None:
    theirs = select(steps.c.id).where(steps.c.handoff_id.in_(ids))
    for table in (step_events, questions, shown):
        tx.run(delete(table).where(table.c.step_id.in_(theirs)))
    tx.run(delete(steps).where(steps.c.handoff_id.in_(ids)))
    tx.run(delete(seen).where(seen.c.handoff_id.in_(ids)))
    tx.run(delete(handoffs).where(handoffs.c.id.in_(ids)))


def _forget_digests(tx: Tx, before: date) -> None:
    """Those of earlier days that show nothing any more, with where they were posted."""
    shows = exists().where(seen.c.key == digests.c.key) | exists().where(shown.c.key == digests.c.key)
    rows = tx.all(select(digests.c.key, digests.c.parts).where(digests.c.day < before, ~shows))
    keys = [row.key for row in rows]
    parts = [f"{row.key}#{number}" for row in rows for number in range(2, row.parts + 1)]
    tx.run(delete(posts).where(posts.c.key.in_([*keys, *parts])))
    tx.run(delete(digests).where(digests.c.key.in_(keys)))
