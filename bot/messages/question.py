"""A question about a step and its answer: the forms, what the author and the asker read, and the refusals."""

from datetime import datetime

from bot.domain.handoff import Question, Step
from bot.domain.text import shorten
from bot.messages.document import (
    Block,
    Button,
    Buttons,
    Document,
    Quote,
    Spans,
    When,
    bold,
    notice,
    say,
    words,
)
from bot.messages.form import Form, Note, TextField, Values
from bot.messages.step import ANSWER, ASK, UNDO

ASK_FORM = "question.ask"
REPLY_FORM = "question.reply"
TEXT = "text"

# Characters: both stand in full under the step, in every message that shows it.
MOST_ASKED = 1000
MOST_ANSWERED = 1500

# Instead of a time by which the answer is wanted.
_WAITS = "No time is set: the step waits for an answer."

# Of the button that stands below it.
_TAKES_BACK = "Undo takes your question back, too."


def ask_form(step: Step, *, author: str, reads: Spans, values: Values, locale: str) -> Form:
    """Ask the author about a step; `reads` says when they read it."""
    field = TextField(
        name=TEXT,
        label="What do you need to know?",
        required=True,
        multiline=True,
        max_length=MOST_ASKED,
        placeholder="What is unclear, and what you will do once you know",
        hint="The step waits for the answer, which comes to you and stands under the step.",
    )
    about = (say(bold(f"A step from {author}")), say("→ ", step.text), say(f"{author} ", *reads, small=True))
    return Form(
        name=ASK_FORM,
        title="Ask about a step",
        submit="Ask",
        fields=(Note(blocks=about), field),
        values=values,
        opener=Button(name=ASK, text="Ask", value=str(step.id), style="primary"),
    )


def reply_form(question: Question, step: Step, *, asker: str, values: Values, locale: str) -> Form:
    """Answer what was asked about a step."""
    field = TextField(
        name=TEXT,
        label="Your answer",
        required=True,
        multiline=True,
        max_length=MOST_ANSWERED,
        hint=f"{asker} gets it, and it stands under the step for everyone on the team.",
    )
    about = (
        say("→ ", step.text),
        say(bold(f"{asker} asks")),
        Quote(spans=words(question.text)),
        say(_WAITS, small=True),
    )
    return Form(
        name=REPLY_FORM,
        title="Answer",
        submit="Answer",
        fields=(Note(blocks=about), field),
        values=values,
        opener=Button(name=ANSWER, text="Answer", value=str(question.id), style="primary"),
    )


def asked(
    *,
    question: Question,
    step: Step,
    asker: str,
    zone: str,
    locale: str,
    answerer: str = "",
    undoes: bool = False,
) -> Document:
    """To the author: someone asks about a step of theirs, or what has become of that."""
    summary = shorten(f"{asker} asks about your step “{step.text}”: {question.text}", 500)
    blocks = asked_blocks(
        question=question,
        step=step,
        asker=asker,
        zone=zone,
        locale=locale,
        answerer=answerer,
        undoes=undoes,
    )
    return Document(blocks=tuple(blocks), summary=summary, kind="question")


def asked_blocks(
    *,
    question: Question,
    step: Step,
    asker: str,
    zone: str,
    locale: str,
    answerer: str = "",
    undoes: bool = False,
) -> list[Block]:
    """The same as part of a message. `answerer`: who has answered; `undoes`: they may take that back."""
    when = When(at=question.asked_at, zone=zone, style="day_time")
    blocks: list[Block] = [
        say(bold(f"{asker} asks about a step of yours"), " (", when, ")"),
        say("→ ", step.text),
        Quote(spans=words(question.text)),
    ]
    if question.open:
        answer = Button(name=ANSWER, text="Answer", value=str(question.id), style="primary")
        return [*blocks, say(_WAITS, small=True), Buttons(buttons=(answer,))]
    if question.answered_at is None:
        return [*blocks, say(_needless(step, asker))]
    at = When(at=question.answered_at, zone=zone, style="day_time")
    blocks += [say(f"{answerer or 'Someone'} answered (", at, "):"), Quote(spans=words(question.answer))]
    if undoes:
        undo = Button(name=UNDO, text="Undo", value=f"{step.id}:{step.state}")
        blocks.append(Buttons(buttons=(undo,)))
    return blocks


def answered(
    *,
    question: Question,
    step: Step,
    author: str,
    answerer: str,
    zone: str,
    locale: str,
    buttons: Buttons | None = None,
    author_left: bool = False,
) -> Document:
    """To the asker: the answer, and the step that goes on with it."""
    if question.answer:
        summary = shorten(f"{answerer} answered about “{step.text}”: {question.answer}", 500)
    else:
        summary = shorten(f"There is no answer about “{step.text}”.", 500)
    blocks = answered_blocks(
        question=question,
        step=step,
        author=author,
        answerer=answerer,
        zone=zone,
        locale=locale,
        buttons=buttons,
        author_left=author_left,
    )
    return Document(blocks=tuple(blocks), summary=summary, kind="answer")


def answered_blocks(
    *,
    question: Question,
    step: Step,
    author: str,
    answerer: str,
    zone: str,
    locale: str,
    buttons: Buttons | None = None,
    author_left: bool = False,
) -> list[Block]:
    """The same as part of a message. `buttons`: the step's, as `step.buttons` makes them.

    author: who was asked, and author_left: they are not in the team any more. answerer: who has answered, or
    without an answer whose doing that is; "" for nobody's.
    """
    blocks: list[Block] = [
        say("→ ", step.text),
        say(f"You asked {author}:"),
        Quote(spans=words(question.text)),
    ]
    if question.answered_at is not None:
        at = When(at=question.answered_at, zone=zone, style="day_time")
        head = say(bold(f"{answerer or 'Someone'} answered you"), " (", at, ")")
        blocks = [head, *blocks, say("The answer:"), Quote(spans=words(question.answer))]
    elif question.open:
        head = say(bold("Your question waits for an answer again"), ": the answer was taken back.")
        blocks = [head, *blocks]
        if buttons is not None and any(one.name == UNDO for one in buttons.buttons):
            blocks.append(say(_TAKES_BACK, small=True))
    else:
        blocks = [
            say(bold("Your question needs no answer any more")),
            *blocks,
            say(_settled(step, answerer, author if author_left else "")),
        ]
    return [*blocks, *((buttons,) if buttons is not None and step.unfinished else ())]


def will_be_read(*, author: str, reads: Spans, locale: str) -> Document:
    """The question is on its way."""
    told = " The step waits for the answer. To take your question back, press Undo beside the step."
    return notice(f"Asked. {author} ", *reads, told)


def will_go_on(*, asker: str, reads: Spans, locale: str) -> Document:
    """The answer is on its way."""
    return notice(f"Answered. {asker} ", *reads, " It stands under the step, too.")


def noted(*, locale: str) -> Document:
    """Nobody else waits for the answer."""
    return notice("Answered. It stands under the step for everyone on the team.")


def reads_now() -> Spans:
    """They are at work."""
    return words("gets it now.")


def reads_at(at: datetime | None, *, zone: str) -> Spans:
    """In whose morning note it waits."""
    if at is None:
        return words("reads it once they have a working day again.")
    return words("reads it in their morning note, ", When(at=at, zone=zone, style="day_time"), ".")


def reads_after_focus(at: datetime, *, zone: str) -> Spans:
    """They are in focus, and work when it ends."""
    return words("is in focus, and gets it as that ends, ", When(at=at, zone=zone, style="day_time"), ".")


def your_own(*, locale: str) -> Document:
    """The author asks about their own step."""
    return notice(
        "You left this step yourself, so a question would come back to you. "
        "To say more about it, edit your hand-off; to ask someone else, write to them."
    )


def author_left(*, author: str, team: str, locale: str) -> Document:
    """Nobody would answer."""
    return notice(
        f"{author} has left {team}, so nobody would answer. Ask in the team's channel, "
        "or press Not needed if it cannot be done without them."
    )


def waits_for_answer(*, asker: str, author: str, at: datetime, zone: str, locale: str) -> Document:
    """A returned step is in nobody's hands."""
    told = f"). It goes on once there is an answer from {author}; if you know it, press Answer."
    return notice(f"{asker} asked about this step (", When(at=at, zone=zone, style="day_time"), told)


def your_question_waits(*, author: str, locale: str) -> Document:
    """The one who asked reaches for the step before it was answered."""
    return notice(
        f"Your question to {author} is not answered yet. To do the step without, press Undo beside it first: "
        "that takes the question back."
    )


def answered_already(*, answerer: str, at: datetime, zone: str, locale: str) -> Document:
    """Someone else was first."""
    told = "). The answer stands under the step; if something is missing, tell them."
    return notice(f"{answerer} answered this (", When(at=at, zone=zone, style="day_time"), told)


def needs_no_answer(*, locale: str) -> Document:
    """The question was taken back, or the step is settled."""
    return notice("This question needs no answer any more: it was taken back, or the step is settled.")


def gone(*, locale: str) -> Document:
    """The question is unknown."""
    return notice("This question is no longer there. /digest shows what waits now.")


def _needless(step: Step, asker: str) -> str:
    match step.state:
        case "done":
            return "No answer is needed any more: the step is done."
        case "not_needed":
            return "No answer is needed any more: the step is not needed."
        case "withdrawn":
            return "No answer is needed any more: the step was taken out of the hand-off."
        case _:
            return f"No answer is needed any more: {asker} took the question back."


def _settled(step: Step, by: str, left: str) -> str:
    """left: who was asked, if they have left; else ""."""
    match step.state:
        case "done":
            return f"{by or 'Someone'} has done the step."
        case "not_needed":
            return f"{by or 'Someone'} marked the step as not needed."
        case "withdrawn":
            return "The step was taken out of the hand-off."
        case _ if left:
            return f"{left} has left the team. Go on as you see fit, or ask in the team's channel."
        case _:
            return "You have taken it back."
