"""Company days: the form, and undoing a change of them."""

from bot.messages import company_day as messages
from bot.messages.answer import Answer
from bot.services import company_day
from bot.services.platform import House
from handlers.event import Command, Pressed, Submitted


async def asked_for(event: Command, house: House, days: str) -> Answer:
    """`/sunrelay holidays company` opens the form; with days after it, those are added."""
    return await _open(event, house, typed=days)


async def pressed(event: Pressed, house: House) -> Answer:
    """*Company days*."""
    return await _open(event, house)


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent."""
    return await house.store.transact(
        company_day.sent, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo*: the button's value is what was saved."""
    return await house.store.transact(company_day.undo, event.by, token=event.value, now=house.clock.now())


async def _open(event: Command | Pressed, house: House, *, typed: str = "") -> Answer:
    """The platform is asked whether they are an admin of the workspace: they may be new to the bot."""
    found = await house.directory.profiles([event.by])
    return await house.store.transact(
        company_day.open_form,
        event.by,
        profile=found[0] if found else None,
        typed=typed,
        now=house.clock.now(),
    )


BUTTONS = {messages.CHANGE: pressed, messages.UNDO: undo_pressed}
FORMS = {messages.FORM: sent}
