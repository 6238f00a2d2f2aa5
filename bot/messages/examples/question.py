"""Examples of a question about a step: its forms, its messages, and what is said to who asks or answers."""

from dataclasses import replace

from bot.domain.handoff import Question, Step
from bot.domain.identity import PersonId, QuestionId
from bot.messages import question, step
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, FRIDAY, LINES, LONG, STEP

_ASKED = Question(
    id=QuestionId(3),
    step=STEP.id,
    asker=PersonId(4),
    text="Which of the two vouchers? The log shows both.",
    asked_at=FRIDAY,
)
_ANSWERED = replace(
    _ASKED,
    answerer=PersonId(1),
    answer="The second one. The first is refused on purpose.",
    answered_at=AT,
)
_WITHDRAWN = replace(_ASKED, withdrawn_at=AT)
_RETURNED = replace(STEP, state="returned")
_NOW = question.reads_now()
_LATER = question.reads_at(AT.replace(hour=22, minute=0), zone=BERLIN)


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_forms(), *_to_the_author(), *_to_the_asker(), *_told(), *_refused())


def _forms() -> tuple[Example, ...]:
    odd = replace(STEP, text=AWKWARD)
    said = {question.TEXT: AWKWARD}
    asked = replace(_ASKED, text=LINES)
    ask, reply = question.ask_form, question.reply_form
    return (
        example("", ask, STEP, author="Mia Walker", reads=_LATER, values={}, locale="en"),
        example("awkward words", ask, odd, author=AWKWARD, reads=_NOW, values=said, locale="en"),
        example("", reply, _ASKED, STEP, asker="Maya Brooks", values={}, locale="en"),
        example("awkward words", reply, asked, odd, asker=AWKWARD, values=said, locale="en"),
    )


def _to_the_author() -> tuple[Example, ...]:
    long = replace(_ASKED, text="Why? " * 200)
    odd = replace(_ANSWERED, text=AWKWARD, answer=LINES)
    return (
        _asked("waits", _ASKED, _RETURNED),
        _asked("very long", long, _RETURNED, asker=LONG),
        _asked("answered, awkward words", odd, STEP, asker=AWKWARD, by=AWKWARD),
        example(
            "answered by the author",
            question.asked,
            question=_ANSWERED,
            step=STEP,
            asker="Maya Brooks",
            zone=BERLIN,
            locale="en",
            answerer="You",
            undoes=True,
        ),
        _asked("taken back", _WITHDRAWN, STEP),
        _asked("done", _WITHDRAWN, replace(STEP, state="done")),
        _asked("not needed", _WITHDRAWN, replace(STEP, state="not_needed")),
        _asked("taken out", _WITHDRAWN, replace(STEP, state="withdrawn")),
    )


def _to_the_asker() -> tuple[Example, ...]:
    picked = replace(STEP, state="picked_up", holder=PersonId(4))
    odd = replace(_ANSWERED, text=LINES, answer=AWKWARD)
    return (
        _answered("open again", _ANSWERED, STEP, by="Mia Walker"),
        _answered("in hand again", _ANSWERED, picked, by="Mia Walker"),
        _answered("awkward words", odd, STEP, by=AWKWARD),
        _answered("taken back", _ASKED, _RETURNED, by=""),
        _answered("settled without", _WITHDRAWN, replace(STEP, state="done"), by="Mia Walker"),
        _answered("not needed", _WITHDRAWN, replace(STEP, state="not_needed"), by="Mia Walker"),
        _answered("taken out", _WITHDRAWN, replace(STEP, state="withdrawn"), by=""),
        _answered("the author left", _WITHDRAWN, STEP, by="", left=True),
        _answered("taken back by the asker", _WITHDRAWN, STEP, by=""),
    )


def _told() -> tuple[Example, ...]:
    never = question.reads_at(None, zone=BERLIN)
    return (
        example("now", question.will_be_read, author="Mia Walker", reads=_NOW, locale="en"),
        example("in a note", question.will_be_read, author="Mia Walker", reads=_LATER, locale="en"),
        example("never", question.will_be_read, author=AWKWARD, reads=never, locale="en"),
        example("now", question.will_go_on, asker="Maya Brooks", reads=_NOW, locale="en"),
        example("in a note", question.will_go_on, asker="Maya Brooks", reads=_LATER, locale="en"),
        example("", question.noted, locale="en"),
    )


def _refused() -> tuple[Example, ...]:
    waits = question.waits_for_answer
    return (
        example("", question.your_own, locale="en"),
        example("", question.author_left, author="Mia Walker", team="Atlas", locale="en"),
        example("", waits, asker="Sam Ortiz", author="Mia Walker", at=AT, zone=BERLIN, locale="en"),
        example("", question.your_question_waits, author="Mia Walker", locale="en"),
        example("", question.answered_already, answerer="Sam Ortiz", at=AT, zone=BERLIN, locale="en"),
        example("", question.needs_no_answer, locale="en"),
        example("", question.gone, locale="en"),
    )


def _asked(
    variant: str, about: Question, of: Step, *, asker: str = "Maya Brooks", by: str = "Sam Ortiz"
) -> Example:
    return example(
        variant,
        question.asked,
        question=about,
        step=of,
        asker=asker,
        zone=BERLIN,
        locale="en",
        answerer=by,
    )


def _answered(variant: str, about: Question, of: Step, *, by: str, left: bool = False) -> Example:
    return example(
        variant,
        question.answered,
        question=about,
        step=of,
        author="Mia Walker",
        answerer=by,
        zone=BERLIN,
        locale="en",
        buttons=step.buttons(of.id, of.state),
        author_left=left,
    )
