"""The answer to a request: the button that opens its form, and the form."""

from bot.domain.identity import RequestId
from bot.messages import request as messages
from bot.messages import request_form as forms
from bot.messages import request_told as told
from bot.messages.answer import Answer, Tell
from bot.services import request_answer
from bot.services.platform import House
from handlers.event import Pressed, Submitted
from handlers.met import met
from handlers.value import number_of


async def answer_pressed(event: Pressed, house: House) -> Answer:
    """*Answer*: the button's value is the request. In a channel anybody may press it."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=told.gone(locale=""))
    await met(event.by, house)
    place = event.message.place if event.message is not None else event.place
    where = place.id if place is not None else ""
    return await house.store.transact(
        request_answer.answer, event.by, RequestId(number), where=where, now=house.clock.now()
    )


async def answered(event: Submitted, house: House) -> Answer:
    """The answer was sent."""
    return await house.store.transact(
        request_answer.answered, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


BUTTONS = {messages.ANSWER: answer_pressed}
FORMS = {forms.REPLY_FORM: answered}
