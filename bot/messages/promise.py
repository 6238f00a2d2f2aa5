"""What is said of how soon somebody answers what they are asked: the form, and what was set."""

from bot.domain.wait import WAITS, wait_words
from bot.messages.document import Button, Buttons, Document, bold, notice, say
from bot.messages.form import Choice, ChoiceField, Form, Note, Values

FORM = "promise.form"
CHANGE = "promise.change"
UNDO = "promise.undo"

LENGTH = "length"

# Instead of a length: as the team has it.
TEAM = "team"

_STAYS = "What you were asked before keeps its time."


def change_button() -> Button:
    """Leads to the form."""
    return Button(name=CHANGE, text="Change my promise")


def form(*, now: str, team: str, values: Values, token: str, locale: str) -> Form:
    """How soon they answer. now: as it is, in words with where it comes from; team: what goes otherwise."""
    told = (
        "Whoever asks you something with /ask is told by when to expect your answer. The time runs for the "
        "hours below and at least four of your working hours, and ends while you work."
    )
    teams = f" As your team has it: {team}." if team != now else ""
    lengths = [Choice(value=f"{round(one.total_seconds())}", text=wait_words(one)) for one in WAITS]
    return Form(
        name=FORM,
        title="My promise",
        submit="Save",
        fields=(
            Note(blocks=(say(told), say("Now: ", bold(now), f".{teams}"))),
            ChoiceField(
                name=LENGTH,
                label="I answer within",
                choices=(Choice(value=TEAM, text="As my team has it"), *lengths),
                required=True,
            ),
        ),
        values=values,
        token=token,
        opener=change_button(),
    )


def saved(*, now: str, undo: str, locale: str) -> Document:
    """It has changed. `undo`: the value of the button that takes it back."""
    row = Buttons(buttons=(Button(name=UNDO, text="Undo", value=undo),))
    told = say("Saved. You promise an answer ", bold(now), f". {_STAYS}")
    return Document(blocks=(told, row), summary=f"Your promise: {now}.", kind="promise")


def already(*, now: str, locale: str) -> Document:
    """What was set is what was there."""
    return notice("Nothing to change: you promise an answer ", bold(now), ".")


def restored(*, now: str, locale: str) -> Document:
    """It is as it was."""
    told = say("As before, you promise an answer ", bold(now), f". {_STAYS}")
    return Document(blocks=(told,), summary=f"Your promise: {now}.", kind="promise")


def too_late(*, locale: str) -> Document:
    """Undo of one that has changed again since."""
    return notice("Your promise has changed again since, so I left it. /sunrelay promise shows it.")


def not_understood(*, locale: str) -> Document:
    """What was typed cannot be set."""
    lengths = ", ".join(f"{one.total_seconds() // 3600:.0f}" for one in WAITS[:-1])
    return notice(
        f"A promise is {lengths} or {wait_words(WAITS[-1])}: /sunrelay promise 48h sets it, "
        "/sunrelay promise team goes by your team's, and /sunrelay promise opens the form."
    )


def gone(*, locale: str) -> Document:
    """A form that is not theirs, or no longer kept."""
    return notice("That is no longer open, and nothing has changed. /sunrelay promise opens it again.")
