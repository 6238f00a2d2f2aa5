"""What can be done with a step, and what is said of it to the one who did."""

from datetime import datetime

from bot.domain.handoff import StepState
from bot.domain.identity import StepId
from bot.messages.document import Button, Buttons, Document, When, notice

PICK_UP = "step.pick_up"
DONE = "step.done"
UNDO = "step.undo"


def buttons(step: StepId, state: StepState) -> Buttons:
    """The buttons of a step; every copy of them acts on the same step."""
    value = str(step)
    pick = Button(name=PICK_UP, text="Pick up", value=value, style="primary")
    done = Button(name=DONE, text="Done", value=value)
    # What it takes back is part of it: pressed twice, it does not take back what was done before that, too.
    undo = Button(name=UNDO, text="Undo", value=f"{step}:{state}")
    match state:
        case "open":
            return Buttons(buttons=(pick, done))
        case "picked_up":
            return Buttons(buttons=(done, undo))
        case "returned" | "done" | "not_needed" | "withdrawn":
            return Buttons(buttons=(undo,))


def taken(*, holder: str, at: datetime, zone: str, locale: str) -> Document:
    """Someone else was first."""
    return notice(f"{holder} picked this up at ", When(at=at, zone=zone), ". You can offer them help.")


def finished(*, by: str, at: datetime, zone: str, locale: str) -> Document:
    """It is done already."""
    return notice(f"{by} finished this at ", When(at=at, zone=zone), ". Nothing is left to do.")


def withdrawn(*, author: str, locale: str) -> Document:
    """It is no longer part of its hand-off."""
    return notice(f"{author} took this step out of the hand-off. Nothing is left to do.")


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
