"""Hand-offs, as people ask for them: the form, what is kept for tonight's, and what they send."""

from datetime import date

from bot.domain.identity import Place, UserRef
from bot.messages import evening as evening_messages
from bot.messages import handoff_form, handoff_values
from bot.messages import line as line_messages
from bot.messages.answer import Answer, Nothing
from bot.services import handoff, line
from bot.services.platform import House
from handlers.event import Changed, Command, Posted, Pressed, Shortcut, Submitted
from handlers.value import day_of, number_of


async def asked_for(event: Command, house: House) -> Answer:
    """`/handoff` opens the form; `/handoff TEXT` keeps a line for tonight's."""
    if not event.text:
        return await _open(house, event.by, None, event.place)
    key = f"line/{event.key}" if event.key else ""
    return await house.store.transact(line.keep, event.by, text=event.text, key=key, now=house.clock.now())


async def write_pressed(event: Pressed, house: House) -> Answer:
    """*Write hand-off*, *Edit*: the button's value is the day it was for."""
    return await _open(house, event.by, day_of(event.value), event.place)


async def changed(event: Changed, house: House) -> Answer:
    """One more step, another team or project."""
    return await house.store.transact(
        handoff.redraw,
        event.by,
        token=event.token,
        name=event.name,
        value=event.value,
        values=event.values,
        now=house.clock.now(),
    )


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent."""
    return await house.store.transact(
        handoff.answer,
        event.by,
        token=event.token,
        values=event.values,
        files=event.files.get(handoff_values.UPLOADS, ()),
        now=house.clock.now(),
    )


async def said_to_bot(event: Posted, house: House) -> Answer:
    """What someone writes or sends to the bot privately is for tonight's form."""
    if not event.text.strip() and not event.files:
        return Nothing()
    return await house.store.transact(
        line.keep,
        event.by,
        text=event.text,
        files=event.files,
        key=f"line/{event.message.place.id}/{event.message.id}",
        now=house.clock.now(),
    )


async def added(event: Shortcut, house: House) -> Answer:
    """*Add to my hand-off*: a link to the message is kept for tonight's form, not what it says."""
    return await house.store.transact(
        line.keep_link, event.by, link=event.link, place=event.message.place, now=house.clock.now()
    )


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo* of what was kept: the button's value holds the ids."""
    ids = [number for one in event.value.split(",") if (number := number_of(one)) is not None]
    return await house.store.transact(line.take_back, event.by, ids, now=house.clock.now())


async def _open(house: House, by: UserRef, day: date | None, place: Place | None) -> Answer:
    return await house.store.transact(handoff.open_form, by, day=day, place=place, now=house.clock.now())


COMMANDS = {"handoff": asked_for}
BUTTONS = {evening_messages.WRITE: write_pressed, line_messages.UNDO: undo_pressed}
FORMS = {handoff_form.NAME: sent}
CHANGES = {handoff_form.NAME: changed}
SHORTCUTS = {"handoff.add": added}
