"""Votes: the three buttons of a decision, and the form of an objection."""

from bot.domain.decision import Choice
from bot.domain.identity import DecisionId
from bot.messages import decision as messages
from bot.messages import decision_form as forms
from bot.messages import decision_told as told
from bot.messages.answer import Answer, Tell
from bot.services import decision_vote
from bot.services.platform import House
from handlers.event import Pressed, Submitted
from handlers.met import met
from handlers.value import number_of


async def approve_pressed(event: Pressed, house: House) -> Answer:
    """*Approve*: the button's value is the decision and its edition, as it is of the others."""
    return await _vote(event, house, "approve")


async def abstain_pressed(event: Pressed, house: House) -> Answer:
    """*Abstain*."""
    return await _vote(event, house, "abstain")


async def object_pressed(event: Pressed, house: House) -> Answer:
    """*Object* asks for the reason."""
    read = _read(event.value)
    if read is None:
        return Tell(document=told.gone(locale=""))
    await met(event.by, house)
    number, edition = read
    return await house.store.transact(
        decision_vote.object_to, event.by, number, edition=edition, now=house.clock.now()
    )


async def objected(event: Submitted, house: House) -> Answer:
    """The reason was sent."""
    return await house.store.transact(
        decision_vote.objected, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def _vote(event: Pressed, house: House, choice: Choice) -> Answer:
    read = _read(event.value)
    if read is None:
        return Tell(document=told.gone(locale=""))
    await met(event.by, house)
    number, edition = read
    return await house.store.transact(
        decision_vote.vote, event.by, number, choice, edition=edition, now=house.clock.now()
    )


def _read(value: str) -> tuple[DecisionId, int] | None:
    """The decision, and the edition of it whose button that is; a button that names none is of the first."""
    decision, _, edition = value.partition(":")
    number, edited = number_of(decision), number_of(edition or "0")
    return (DecisionId(number), edited) if number is not None and edited is not None else None


BUTTONS = {
    messages.APPROVE: approve_pressed,
    messages.ABSTAIN: abstain_pressed,
    messages.OBJECT: object_pressed,
}
FORMS = {forms.OBJECT_FORM: objected}
