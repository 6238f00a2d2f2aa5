"""A question about a step says whom it was asked, and what can be done about it now."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.handoff import Question
from bot.domain.identity import PersonId, QuestionId
from bot.messages import question as messages
from bot.messages import step
from bot.messages.examples.given import STEP
from tests.services.editing import standing
from tests.services.given import text_of

_AT = datetime(2026, 11, 2, 16, tzinfo=UTC)
_ASKED = Question(id=QuestionId(1), step=STEP.id, asker=PersonId(4), text="Which one?", asked_at=_AT)
_ANSWERED = replace(_ASKED, answerer=PersonId(5), answer="The second.", answered_at=_AT)
_WITHDRAWN = replace(_ASKED, withdrawn_at=_AT)
_RETURNED = replace(STEP, state="returned")
_WAITS = "No time is set: the step waits for an answer."


def _answered(one: Question, *, left: bool = False, undoes: bool = True) -> str:
    return text_of(
        messages.answered(
            question=one,
            step=_RETURNED,
            author="Mia",
            answerer="Sam",
            zone="Europe/Berlin",
            locale="en",
            buttons=step.buttons(STEP.id, "returned") if undoes else None,
            author_left=left,
        )
    )


@pytest.mark.parametrize("one", [_ASKED, _ANSWERED, _WITHDRAWN], ids=["open", "answered", "withdrawn"])
def test_its_asker_reads_whom_they_asked(one: Question) -> None:
    assert "You asked Mia:\nWhich one?" in _answered(one)


def test_who_has_left_is_named() -> None:
    assert "Mia has left the team. Go on as you see fit" in _answered(_WITHDRAWN, left=True)


@pytest.mark.parametrize("undoes", [True, False])
def test_what_undo_takes_back_is_told_where_there_is_one(undoes: bool) -> None:
    told = _answered(_ASKED, undoes=undoes)
    assert ("Undo takes your question back, too." in told) is undoes is ("[Undo]" in told)


def test_an_answer_is_told_with_its_day() -> None:
    assert "Sam answered you (Mon 2 Nov, 17:00 (Berlin))" in _answered(_ANSWERED)


def test_its_author_reads_that_the_step_waits_and_no_time_is_set() -> None:
    told = messages.asked(question=_ASKED, step=_RETURNED, asker="Maya", zone="Europe/Berlin", locale="en")
    assert f"{_WAITS}\n[Answer]" in text_of(told)


def test_the_form_of_the_answer_says_so_too() -> None:
    form = messages.reply_form(_ASKED, _RETURNED, asker="Maya", values={}, locale="en")
    assert standing(form) == f"→ {STEP.text}\nMaya asks\nWhich one?\n{_WAITS}"
