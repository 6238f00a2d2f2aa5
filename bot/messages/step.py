"""What can be done with a step, and what is said of it to the one who did."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot.domain.handoff import Step, StepState
from bot.domain.identity import QuestionId, StepId
from bot.messages.document import Button, Buttons, Document, Quote, When, bold, notice, say, words
from bot.messages.form import Form, Note, TextField, Values

PICK_UP = "step.pick_up"
SAY_BACK = "step.say_back"
ASK = "step.ask"
ANSWER = "question.answer"
DONE = "step.done"
GIVE_BACK = "step.give_back"
NOT_NEEDED = "step.not_needed"
UNDO = "step.undo"

READ_BACK = "step.read_back"
WORDS = "words"
MOST_WORDS = 300


@lru_cache(maxsize=1024)
def buttons(
    step: StepId,
    state: StepState,
    *,
    question: QuestionId | None = None,
    says_back: bool = False,
    undoes: bool = False,
) -> Buttons:
    """The buttons of a step; every copy of them acts on the same step.

    question: the one that a returned step waits for. says_back: its holder may still restate it.
    undoes: also while it is open there is something to take back (it was given back, or answered).
    """
    value = str(step)
    pick = Button(name=PICK_UP, text="Pick up", value=value, style="primary")
    ask = Button(name=ASK, text="Ask", value=value)
    done = Button(name=DONE, text="Done", value=value)
    say_back = (Button(name=SAY_BACK, text="Say it back", value=value),) if says_back else ()
    give_back = Button(name=GIVE_BACK, text="Give back", value=value)
    not_needed = Button(name=NOT_NEEDED, text="Not needed", value=value)
    answer = (Button(name=ANSWER, text="Answer", value=str(question), style="primary"),) if question else ()
    # What it takes back is part of it: pressed twice, it does not take back what was done before that, too.
    undo = Button(name=UNDO, text="Undo", value=f"{step}:{state}")
    match state:
        case "open":
            return Buttons(buttons=(pick, ask, done, not_needed, *((undo,) if undoes else ())))
        case "picked_up":
            return Buttons(buttons=(done, ask, *say_back, give_back, not_needed, undo))
        case "returned":
            return Buttons(buttons=(*answer, not_needed, undo))
        case "done" | "not_needed" | "withdrawn":
            return Buttons(buttons=(undo,))


def read_back_form(step: Step, *, author: str, takes: bool, values: Values, locale: str) -> Form:
    """One line in the receiver's own words; with it they pick the step up (`takes`), or hold it already."""
    hint = f"{author} and your team read it under the step."
    field = TextField(
        name=WORDS,
        label="In your own words: what will you do?",
        required=True,
        max_length=MOST_WORDS,
        hint=f"You have the step once you send this. {hint}" if takes else hint,
    )
    pick = Button(name=PICK_UP, text="Pick up", value=str(step.id), style="primary")
    say_back = Button(name=SAY_BACK, text="Say it back", value=str(step.id), style="primary")
    opener = pick if takes else say_back
    return Form(
        name=READ_BACK,
        title=opener.text,
        submit=opener.text,
        fields=(Note(blocks=(say(bold(f"A step from {author}")), say("→ ", step.text))), field),
        values=values,
        opener=opener,
    )


def taken(*, holder: str, at: datetime, zone: str, locale: str) -> Document:
    """Someone else was first."""
    return notice(f"{holder} picked this up at ", When(at=at, zone=zone), ". You can offer them help.")


def finished(*, by: str, at: datetime, zone: str, locale: str) -> Document:
    """It is done already."""
    return notice(f"{by} finished this at ", When(at=at, zone=zone), ". Nothing is left to do.")


def not_needed(*, by: str, at: datetime, zone: str, locale: str) -> Document:
    """It was closed undone."""
    told = f"{by} marked this as not needed at "
    return notice(told, When(at=at, zone=zone), ". If it is needed after all, ask them to press Undo.")


def withdrawn(*, author: str, locale: str) -> Document:
    """It is no longer part of its hand-off."""
    return notice(f"{author} took this step out of the hand-off. Nothing is left to do.")


def not_in_hand(*, locale: str) -> Document:
    """Someone gives back, or restates, what they do not hold."""
    return notice("You have not picked this step up. Press Pick up first, if you want to do it.")


def not_yours_to_undo(*, by: str, locale: str) -> Document:
    """Only the one who did a thing undoes it."""
    return notice(f"{by} did this last, so only they can undo it. Ask them if it was a slip.")


def nothing_to_undo(*, locale: str) -> Document:
    """It is as it was."""
    return notice("There is nothing of yours to undo here.")


def members_only(*, team: str, locale: str) -> Document:
    """Someone outside the team pressed."""
    return notice(f"Only members of {team} act on its steps. You can join with /sunrelay join here.")


def gone(*, locale: str) -> Document:
    """The step is unknown."""
    return notice("This step is no longer there. /digest shows what waits now.")


def not_open_for_you(*, locale: str) -> Document:
    """A form of a step that is unknown here, or somebody else's."""
    return notice("This form is not open for you any more. Press the step's button again for a new one.")


def with_typed(document: Document, *, typed: str) -> Document:
    """The same with what the person had written, so that nothing typed is lost."""
    if not typed:
        return document
    return replace(document, blocks=(*document.blocks, say("What you wrote:"), Quote(spans=words(typed))))
