"""A step is returned to its author with a question, and goes on with the answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.handoff import Question
from bot.domain.identity import PersonId, QuestionId, StepId, UserRef
from bot.domain.person import Person
from bot.messages import question as messages
from bot.messages import step as step_messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.document import Document
from bot.messages.form import Form, Values
from bot.messages.handoff_values import text
from bot.services.acting import Acting, act, colleague, found, too_late, whole
from bot.services.everywhere import keep_steps_current
from bot.services.moving import empty_out
from bot.services.question_letters import reads, send_answer, send_question
from storage import forms, people, questions, teams
from storage.forms import OpenForm
from storage.transaction import Tx

ASKS = "question"
ANSWERS = "answer"


def ask(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """*Ask*: the form, for any member about an open step, and for its holder."""
    one = found(tx, by, step_id)
    if isinstance(one, Document):
        return Tell(document=one)
    author = _askable(tx, one)
    if isinstance(author, Document):
        return Tell(document=author)
    token = _make(tx, one.person, ASKS, {"step": one.step.id}, now=now)
    return Ask(form=replace(_ask_form(tx, one, author, {}, now=now), token=token))


def asked(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """Return the step with the question; the same form sent again puts it in other words while it is open.

    Whoever comes too late gets their words back, and hears why.
    """
    typed = text(values, messages.TEXT)
    mine = _mine(tx, by, token, ASKS)
    one = found(tx, by, StepId(mine[1].subject["step"])) if mine else _not_open()
    if isinstance(one, Document) or mine is None:
        return _back(one if isinstance(one, Document) else _not_open(), typed)
    kept = mine[1]
    if "question" in kept.subject:
        return _asked_again(tx, one, QuestionId(kept.subject["question"]), typed, now=now)
    author = _askable(tx, one)
    if isinstance(author, Document):
        return _back(author, typed)
    if not typed:
        form = replace(_ask_form(tx, one, author, values, now=now), token=token)
        return Fix(form=form, errors={messages.TEXT: "Say what you need to know."}, values=values)
    question = questions.add(tx, one.step.id, asker=one.person.id, text=typed, now=now)
    forms.change_subject(tx, token, {**kept.subject, "question": question})
    forms.use(tx, token, now=now)
    act(tx, one, "asked", now=now, state="returned")
    send_question(tx, question, author, now=now)
    return _on_its_way(tx, one, author, now=now)


def answer(tx: Tx, by: UserRef, question: QuestionId, *, now: datetime) -> Answer:
    """*Answer*: the form. Any member who knows may answer, since work must go on without the author."""
    about = _about(tx, by, question)
    if isinstance(about, Document):
        return Tell(document=about)
    one, asked_about = about
    token = _make(tx, one.person, ANSWERS, {"question": question}, now=now)
    return Ask(form=replace(_reply_form(tx, one, asked_about, {}), token=token))


def answered(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """Keep the answer: the step is what it was before, open or in its holder's hands.

    The first answer counts; the same form sent again puts it in other words.
    """
    typed = text(values, messages.TEXT)
    mine = _mine(tx, by, token, ANSWERS)
    if mine is None:
        return _back(_not_open(), typed)
    person, kept = mine
    number = QuestionId(kept.subject["question"])
    about = _about(tx, by, number, again=person.id if kept.used_at else None)
    if isinstance(about, Document):
        return _back(about, typed)
    one, question = about
    if not typed:
        form = replace(_reply_form(tx, one, question, values), token=token)
        return Fix(form=form, errors={messages.TEXT: "Say what they need to know."}, values=values)
    if question.answered_at is None:
        _goes_on(tx, one, typed, now=now)
    elif typed != question.answer:
        questions.answer(tx, number, by=person.id, text=typed, now=question.answered_at)
        keep_steps_current(tx, [one.step.id], now=now)
    forms.use(tx, token, now=now)
    return _answer_told(tx, one, question, now=now)


def _goes_on(tx: Tx, one: Acting, answer: str, *, now: datetime) -> None:
    """As it was before the question; whose holder has left meanwhile is open where it waits."""
    holder = one.step.holder
    held = holder is not None and teams.is_member(tx, one.team.id, holder)
    state = "picked_up" if held else "open"
    act(tx, one, "answered", answer=answer, now=now, state=state, holder_id=holder if held else None)
    empty_out(tx, whole(tx, one), now=now)


def _answer_told(tx: Tx, one: Acting, question: Question, *, now: datetime) -> Answer:
    """To the asker, unless they found out themselves or have left."""
    asker = colleague(tx, one, question.asker)
    if asker is None or asker.id == one.person.id:
        return Tell(document=messages.noted(locale=one.person.locale))
    send_answer(tx, question.id, asker, now=now)
    when = reads(tx, asker, zone=one.person.zone, now=now)
    return Tell(document=messages.will_go_on(asker=asker.name, reads=when, locale=one.person.locale))


def _askable(tx: Tx, one: Acting) -> Person | Document:
    """The author, to be asked; or why not."""
    if one.step.state != "open" and not one.holds:
        return too_late(tx, one)
    if one.author == one.person.id:
        return messages.your_own(locale=one.person.locale)
    member = colleague(tx, one, one.author)
    if member is not None:
        return member
    author = people.get(tx, one.author)
    name = author.name if author else "Its author"
    return messages.author_left(author=name, team=one.team.name, locale=one.person.locale)


def _about(
    tx: Tx, by: UserRef, number: QuestionId, *, again: PersonId | None = None
) -> tuple[Acting, Question] | Document:
    """The question and who answers it, or why it cannot be. again: who may reword their answer."""
    question = questions.get(tx, number)
    if question is None:
        return messages.gone(locale="")
    one = found(tx, by, question.step)
    if isinstance(one, Document):
        return one
    if question.open and one.step.state == "returned":
        return one, question
    if question.answered_at is None:
        return messages.needs_no_answer(locale=one.person.locale)
    if question.answerer == again:
        return one, question
    who = people.get(tx, question.answerer) if question.answerer is not None else None
    return messages.answered_already(
        answerer=who.name if who else "Someone",
        at=question.answered_at,
        zone=one.person.zone,
        locale=one.person.locale,
    )


def _asked_again(tx: Tx, one: Acting, number: QuestionId, typed: str, *, now: datetime) -> Answer:
    """The form of a question that there is, sent again."""
    question = questions.get(tx, number)
    author = colleague(tx, one, one.author)
    if question is None or not question.open or author is None:
        return _back(messages.needs_no_answer(locale=one.person.locale), typed)
    if typed and typed != question.text:
        questions.change(tx, number, typed)
        keep_steps_current(tx, [one.step.id], now=now)
    return _on_its_way(tx, one, author, now=now)


def _on_its_way(tx: Tx, one: Acting, author: Person, *, now: datetime) -> Answer:
    when = reads(tx, author, zone=one.person.zone, now=now)
    return Tell(document=messages.will_be_read(author=author.name, reads=when, locale=one.person.locale))


def _ask_form(tx: Tx, one: Acting, author: Person, values: Values, *, now: datetime) -> Form:
    return messages.ask_form(
        one.step,
        author=author.name,
        reads=reads(tx, author, zone=one.person.zone, now=now),
        values=values,
        locale=one.person.locale,
    )


def _reply_form(tx: Tx, one: Acting, question: Question, values: Values) -> Form:
    asker = people.get(tx, question.asker)
    name = asker.name if asker else "A colleague"
    return messages.reply_form(question, one.step, asker=name, values=values, locale=one.person.locale)


def _make(tx: Tx, person: Person, kind: str, subject: Mapping[str, Any], *, now: datetime) -> str:
    return forms.make(tx, person=person.id, kind=kind, subject=subject, now=now)


def _mine(tx: Tx, by: UserRef, token: str, kind: str) -> tuple[Person, OpenForm] | None:
    """The open form of that token, if it is this person's."""
    kept = forms.get(tx, token)
    person = people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != kind:
        return None
    return person, kept


def _not_open() -> Document:
    return step_messages.not_open_for_you(locale="")


def _back(document: Document, typed: str) -> Answer:
    """What was typed is never lost."""
    return Tell(document=step_messages.with_typed(document, typed=typed))
