"""What is told privately of a question: it reaches the author, its answer the asker, at once or in a note."""

from datetime import datetime
from typing import Final

from bot.domain.handoff import Question, Step
from bot.domain.identity import PersonId, QuestionId
from bot.domain.person import Person
from bot.domain.team import Team
from bot.messages import question as messages
from bot.messages.document import Document, Spans
from bot.services import hours, note
from bot.services.posting import change, tell
from bot.services.step_lines import buttons_of
from bot.services.verdict import Drop
from storage import handoffs, notes, people, questions, steps, teams
from storage.notes import Item
from storage.transaction import Tx

QUESTION: Final = "question"
ANSWER: Final = "answer"
KINDS = (QUESTION, ANSWER)


def send_question(tx: Tx, question: QuestionId, to: Person, *, now: datetime) -> None:
    """Let it reach the author: now if they work, or as their focus ends, else in their morning note."""
    _send(tx, QUESTION, question, to, now=now)


def send_answer(tx: Tx, question: QuestionId, to: Person, *, now: datetime) -> None:
    """Let the answer reach the asker: now if they work, else in their morning note."""
    _send(tx, ANSWER, question, to, now=now)


def withdraw(
    tx: Tx, question: Question, team: Team, *, author: PersonId, by: PersonId | None, now: datetime
) -> None:
    """Nobody needs to answer it any more. Whoever asked hears of that, unless it is their own doing.

    by: whose doing it is; None where that is nobody's, and their next note says so.
    """
    questions.withdraw(tx, question.id, now=now)
    forget(tx, QUESTION, question.id, author)
    asker = team.member(question.asker)
    if asker is None or question.asker == by:
        return
    if by is None:
        note.wait(tx, [question.asker], ANSWER, question.id, now=now)
    else:
        send_answer(tx, question.id, asker.person, now=now)


def forget(tx: Tx, kind: str, question: QuestionId, of: PersonId) -> None:
    """What has not been told yet need not be told any more."""
    notes.let_go(tx, of, [Item(kind=kind, subject=str(question))])


def reads(tx: Tx, person: Person, *, zone: str, now: datetime) -> Spans:
    """When something that is asked or answered now reaches them, for someone in `zone`."""
    calendar = note.calendars(tx, [person.id]).get(person.id)
    if calendar is None:
        return messages.reads_at(None, zone=zone)
    if hours.reachable(tx, person, now=now):
        return messages.reads_now()
    if (at := hours.after_focus(tx, person, calendar, now=now)) is not None:
        return messages.reads_after_focus(at, zone=zone)
    shift = calendar.next_shift(now)
    return messages.reads_at(shift.starts_at if shift else None, zone=zone)


def may_send(tx: Tx, key: str) -> Drop | None:
    """Whether it still holds: it comes to members only, and not what has been taken back meanwhile."""
    kind, _, number = key.partition("/")
    found = questions.get(tx, QuestionId(int(number)))
    step = steps.get(tx, found.step) if found else None
    if found is None or step is None:
        return None
    if _still_there(tx, kind, found, step) is None:
        return Drop(why="not a member")
    taken_back = found.withdrawn_at is not None if kind == QUESTION else found.open
    return Drop(why="taken back") if taken_back else None


def rewrite(tx: Tx, key: str, *, now: datetime) -> None:
    """Say again what a question's or an answer's message says, as things stand, to who is still there."""
    kind, _, number = key.partition("/")
    found = questions.get(tx, QuestionId(int(number)))
    step = steps.get(tx, found.step) if found else None
    if found is None or step is None:
        return
    to = _still_there(tx, kind, found, step)
    if to is not None:
        change(tx, key, to.user, _drawn(tx, kind, found, step, to=to), tenant=to.tenant, now=now)


def _send(tx: Tx, kind: str, number: QuestionId, to: Person, *, now: datetime) -> None:
    """One that was told already is rewritten with its step instead."""
    key = f"{kind}/{number}"
    question = questions.get(tx, number)
    step = steps.get(tx, question.step) if question else None
    assert question is not None, "it was asked in this transaction, or found"
    assert step is not None, "it is about a step"
    if steps.shown_in(tx, key) or note.told(tx, to.id, kind, number, step=step.id):
        return
    at_work = hours.at_work(tx, to, now=now)
    if at_work and tell(tx, to, _drawn(tx, kind, question, step, to=to), key=key, now=now):
        steps.show(tx, key, None, [step.id])
    else:  # they are not to be disturbed now, or it was on its way once and did not arrive
        note.wait(tx, [to.id], kind, number, now=now)


def _still_there(tx: Tx, kind: str, question: Question, step: Step) -> Person | None:
    """Who reads it, if they are in the team."""
    team = teams.get(tx, step.team)
    member = team.member(question.asker if kind == ANSWER else _author(tx, step)) if team else None
    return member.person if member else None


def _author(tx: Tx, step: Step) -> PersonId:
    kept = handoffs.get(tx, step.handoff)
    assert kept is not None, "a step is part of a hand-off"
    return kept.author


def _drawn(tx: Tx, kind: str, question: Question, step: Step, *, to: Person) -> Document:
    author = _author(tx, step)
    names = {one.id: one.name for one in people.many(tx, [author, *_named(question)]).values()}
    answerer = names.get(question.answerer, "") if question.answerer is not None else ""
    event = steps.last_event(tx, step.id)
    if kind == QUESTION:
        return messages.asked(
            question=question,
            step=step,
            asker=names.get(question.asker, "Someone"),
            zone=to.zone,
            locale=to.locale,
            answerer="You" if question.answerer == to.id else answerer,
            undoes=event is not None and event.what == "answered" and event.person == to.id,
        )
    team = teams.get(tx, step.team)
    doer = people.get(tx, event.person) if event and event.person is not None else None
    return messages.answered(
        question=question,
        step=step,
        author=names.get(author, "someone who left"),
        answerer=answerer or (doer.name if doer else ""),
        zone=to.zone,
        locale=to.locale,
        buttons=buttons_of(tx, team, step) if team is not None else None,
        author_left=team is not None and team.member(author) is None,
    )


def _named(question: Question) -> list[PersonId]:
    return [question.asker, *([question.answerer] if question.answerer is not None else ())]
