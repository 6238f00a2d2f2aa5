"""A question about a step, and its answer: the buttons that open their forms, and the forms."""

from bot.domain.identity import QuestionId, StepId
from bot.messages import question as messages
from bot.messages import step as step_messages
from bot.messages.answer import Answer, Tell
from bot.services import question
from bot.services.platform import House
from handlers.event import Pressed, Submitted
from handlers.value import number_of


async def ask_pressed(event: Pressed, house: House) -> Answer:
    """*Ask*: the button's value is the step."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=step_messages.gone(locale=""))
    return await house.store.transact(question.ask, event.by, StepId(number), now=house.clock.now())


async def answer_pressed(event: Pressed, house: House) -> Answer:
    """*Answer*: the button's value is the question."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=messages.gone(locale=""))
    return await house.store.transact(question.answer, event.by, QuestionId(number), now=house.clock.now())


async def asked(event: Submitted, house: House) -> Answer:
    """The question was sent."""
    return await house.store.transact(
        question.asked, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def answered(event: Submitted, house: House) -> Answer:
    """The answer was sent."""
    return await house.store.transact(
        question.answered, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


BUTTONS = {step_messages.ASK: ask_pressed, step_messages.ANSWER: answer_pressed}
FORMS = {messages.ASK_FORM: asked, messages.REPLY_FORM: answered}
