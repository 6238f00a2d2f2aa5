"""One's own holidays: the form, confirming a guess, undoing a change; and the way to company days."""

from bot.messages import holiday as messages
from bot.messages.answer import Answer
from bot.services import holiday
from bot.services.platform import House
from handlers import company_day
from handlers.event import Command, Pressed, Submitted
from handlers.met import met


async def asked_for(event: Command, house: House) -> Answer:
    """`/sunrelay holidays` opens the form; with a country after it, those are theirs.

    After the word `company` it is about the workspace's own days. Whoever is new is met.
    """
    word, rest = [*event.text.split(maxsplit=1), "", ""][:2]
    if word.lower() == "company":
        return await company_day.asked_for(event, house, rest.strip())
    await met(event.by, house)
    return await house.store.transact(holiday.open_form, event.by, typed=event.text, now=house.clock.now())


async def pressed(event: Pressed, house: House) -> Answer:
    """*My holidays*."""
    return await house.store.transact(holiday.open_form, event.by, now=house.clock.now())


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent."""
    return await house.store.transact(
        holiday.sent, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def confirm_pressed(event: Pressed, house: House) -> Answer:
    """*I have them*: the button's value is the country."""
    return await house.store.transact(holiday.confirm, event.by, event.value, now=house.clock.now())


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo*: the button's value is what was saved."""
    return await house.store.transact(holiday.undo, event.by, token=event.value, now=house.clock.now())


SUBCOMMANDS = {"holidays": asked_for}
BUTTONS = {
    **company_day.BUTTONS,
    messages.CHANGE: pressed,
    messages.CONFIRM: confirm_pressed,
    messages.UNDO: undo_pressed,
}
FORMS = {**company_day.FORMS, messages.FORM: sent}
