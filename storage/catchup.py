"""What happened since an instant, as one person looks back on it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, select

from bot.domain.identity import HandoffId, PersonId, QuestionId, StepId, TeamId
from storage.tables import handoffs, questions, seen, step_events, steps
from storage.transaction import Tx


def steps_left(tx: Tx, ids: Iterable[HandoffId]) -> list[StepId]:
    """Every step of these hand-offs in the author's order, those withdrawn too."""
    order = (steps.c.handoff_id, steps.c.position, steps.c.id)
    rows = tx.all(select(steps.c.id).where(steps.c.handoff_id.in_(list(ids))).order_by(*order))
    return [StepId(row.id) for row in rows]


def sent(tx: Tx, of: Sequence[TeamId], *, since: datetime, besides: PersonId) -> list[HandoffId]:
    """What others left in these teams since, oldest first."""
    where = and_(handoffs.c.team_id.in_(of), handoffs.c.sent_at > since, handoffs.c.author_id != besides)
    rows = tx.all(select(handoffs.c.id).where(where).order_by(handoffs.c.sent_at, handoffs.c.id))
    return [HandoffId(row.id) for row in rows]


def touched(tx: Tx, author: PersonId, of: Sequence[TeamId], *, since: datetime) -> list[HandoffId]:
    """The author's hand-offs in these teams with whose steps others did something since."""
    by_others = and_(
        step_events.c.at > since, step_events.c.person_id.is_not(None), step_events.c.person_id != author
    )
    rows = tx.all(
        select(handoffs.c.id)
        .join(steps, steps.c.handoff_id == handoffs.c.id)
        .join(step_events, step_events.c.step_id == steps.c.id)
        .where(handoffs.c.author_id == author, handoffs.c.team_id.in_(of), by_others)
        .distinct()
        .order_by(handoffs.c.id)
    )
    return [HandoffId(row.id) for row in rows]


def answered(tx: Tx, asker: PersonId, of: Sequence[TeamId], *, since: datetime) -> list[QuestionId]:
    """The asker's questions in these teams that were answered since, oldest first."""
    rows = tx.all(
        select(questions.c.id)
        .join(steps, steps.c.id == questions.c.step_id)
        .where(questions.c.asker_id == asker, steps.c.team_id.in_(of), questions.c.answered_at > since)
        .order_by(questions.c.answered_at, questions.c.id)
    )
    return [QuestionId(row.id) for row in rows]


def standing(tx: Tx, ids: Iterable[HandoffId]) -> dict[HandoffId, str]:
    """The key of the message in which each of these stands in full, or else in a line."""
    order = (seen.c.in_full, seen.c.seen_at)
    rows = tx.all(select(seen).where(seen.c.handoff_id.in_(list(ids))).order_by(*order))
    return {HandoffId(row.handoff_id): row.key for row in rows}
