"""Questions asked of a step's author, and the answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, select, update

from bot.domain.handoff import Question
from bot.domain.identity import PersonId, QuestionId, StepId
from storage.tables import questions
from storage.transaction import Tx

_OPEN = and_(questions.c.answered_at.is_(None), questions.c.withdrawn_at.is_(None))


def get(tx: Tx, question: QuestionId) -> Question | None:
    """One question."""
    return many(tx, [question]).get(question)


def many(tx: Tx, ids: Iterable[QuestionId]) -> dict[QuestionId, Question]:
    """Several, by id."""
    rows = tx.all(select(questions).where(questions.c.id.in_(list(ids))).order_by(questions.c.id))
    return {QuestionId(row.id): _fact(row) for row in rows}


def of_steps(tx: Tx, ids: Iterable[StepId]) -> dict[StepId, list[Question]]:
    """What was asked about each step, oldest first, without what was taken back."""
    where = and_(questions.c.step_id.in_(list(ids)), questions.c.withdrawn_at.is_(None))
    found: dict[StepId, list[Question]] = {}
    for row in tx.all(select(questions).where(where).order_by(questions.c.id)):
        found.setdefault(StepId(row.step_id), []).append(_fact(row))
    return found


def open_of(tx: Tx, step: StepId) -> Question | None:
    """The question that a returned step waits for."""
    where = and_(questions.c.step_id == step, _OPEN)
    row = tx.one(select(questions).where(where).order_by(questions.c.id.desc()).limit(1))
    return _fact(row) if row else None


def add(tx: Tx, step: StepId, *, asker: PersonId, text: str, now: datetime) -> QuestionId:
    """Keep a question."""
    row = {"step_id": step, "asker_id": asker, "text": text, "asked_at": now}
    return QuestionId(int(tx.value(insert(questions).values(row).returning(questions.c.id))))


def change(tx: Tx, question: QuestionId, text: str) -> None:
    """Put it in other words."""
    tx.run(update(questions).where(questions.c.id == question).values(text=text))


def answer(tx: Tx, question: QuestionId, *, by: PersonId, text: str, now: datetime) -> None:
    """Keep its answer; a second one takes the place of the first."""
    tx.run(
        update(questions)
        .where(questions.c.id == question)
        .values(answerer_id=by, answer=text, answered_at=now)
    )


def reopen(tx: Tx, question: QuestionId) -> None:
    """Its answer was taken back, or it was asked after all."""
    nothing = {"answerer_id": None, "answer": None, "answered_at": None, "withdrawn_at": None}
    tx.run(update(questions).where(questions.c.id == question).values(nothing))


def withdraw(tx: Tx, question: QuestionId, *, now: datetime) -> None:
    """It needs no answer any more."""
    tx.run(update(questions).where(questions.c.id == question).values(withdrawn_at=now))


def _fact(row: Row[Any]) -> Question:
    return Question(
        id=QuestionId(row.id),
        step=StepId(row.step_id),
        asker=PersonId(row.asker_id),
        text=row.text,
        asked_at=row.asked_at,
        answerer=row.answerer_id,
        answer=row.answer or "",
        answered_at=row.answered_at,
        withdrawn_at=row.withdrawn_at,
    )
