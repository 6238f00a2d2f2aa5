"""*Choose somebody*: who decides in place of a colleague who went away."""

from bot.domain.identity import DecisionId, PersonId
from bot.messages import decision_away as messages
from bot.messages import decision_told as told
from bot.messages.answer import Answer, Tell
from bot.services import decision_instead
from bot.services.platform import House
from handlers.channel import look_up
from handlers.event import Pressed, Submitted
from handlers.met import met
from handlers.picked import picked
from handlers.value import number_of


async def choose_pressed(event: Pressed, house: House) -> Answer:
    """The button's value is the decision and who is away."""
    number, _, who = event.value.partition("/")
    decision, person = number_of(number), number_of(who)
    if decision is None or person is None:
        return Tell(document=told.gone(locale=""))
    await met(event.by, house)
    return await house.store.transact(
        decision_instead.open_form, event.by, DecisionId(decision), PersonId(person), now=house.clock.now()
    )


async def chosen(event: Submitted, house: House) -> Answer:
    """Whoever is picked, and the channel, are looked up as they are now."""
    profiles = await picked(event.by, event.values, messages.WHO, house)
    place = await house.store.read(decision_instead.place_of, event.by, event.token)
    channel = await look_up(place, house) if place is not None else None
    return await house.store.transact(
        decision_instead.chosen,
        event.by,
        token=event.token,
        values=event.values,
        profiles=profiles,
        channel=channel,
        now=house.clock.now(),
    )


BUTTONS = {messages.CHOOSE: choose_pressed}
FORMS = {messages.INSTEAD_FORM: chosen}
