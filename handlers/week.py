"""One's own hours: the form, its preview, saving and undoing them."""

import asyncio
from typing import Final

from bot.domain.identity import UserRef
from bot.messages import week as messages
from bot.messages import week_preview
from bot.messages.answer import Answer
from bot.services import week
from bot.services.platform import House, Unreachable
from handlers.event import Changed, Command, Pressed, Submitted
from handlers.met import met

# Seconds. Slack gives a submission three, and what is then found out still has to be kept.
PATIENCE: Final = 1.5


async def asked_for(event: Command, house: House) -> Answer:
    """`/sunrelay hours` opens the form; with a week after it, its preview. Whoever is new is met."""
    await met(event.by, house)
    return await house.store.transact(week.open_form, event.by, typed=event.text, now=house.clock.now())


async def pressed(event: Pressed, house: House) -> Answer:
    """*Change my hours*."""
    return await house.store.transact(week.open_form, event.by, now=house.clock.now())


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent; where the zone is left to the profile, that is looked up first."""
    zone = await _profile_zone(house, event.by) if week.needs_profile(event.values) else ""
    return await house.store.transact(
        week.sent,
        event.by,
        token=event.token,
        values=event.values,
        profile_zone=zone,
        now=house.clock.now(),
    )


async def back(event: Changed, house: House) -> Answer:
    """*Back*, on the preview."""
    return await house.store.read(week.back, event.by, token=event.token)


async def confirmed(event: Submitted, house: House) -> Answer:
    """*Save*."""
    return await house.store.transact(week.confirmed, event.by, token=event.token, now=house.clock.now())


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo*: the button's value is the form that was saved."""
    return await house.store.transact(week.undo, event.by, token=event.value, now=house.clock.now())


async def _profile_zone(house: House, user: UserRef) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            found = await house.directory.profiles([user])
    except (Unreachable, TimeoutError):
        return ""
    return found[0].zone if found else ""


SUBCOMMANDS = {"hours": asked_for}
BUTTONS = {messages.CHANGE: pressed, messages.UNDO: undo_pressed}
FORMS = {messages.FORM: sent, week_preview.PREVIEW: confirmed}
CHANGES = {week_preview.PREVIEW: back}
