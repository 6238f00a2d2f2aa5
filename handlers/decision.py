"""`/decide`: its form of three pages, what becomes of what was sent, and the list."""

import asyncio
from typing import Final

from bot.domain.identity import DecisionId, Place, UserRef
from bot.log import logger
from bot.messages import decision as messages
from bot.messages import decision_form as forms
from bot.messages import decision_told as told
from bot.messages.answer import Answer, Tell
from bot.messages.decision_find import PROPOSE
from bot.messages.decision_list import LIST
from bot.messages.decision_preview import PREVIEW_FORM
from bot.messages.decision_window import WINDOW_FORM
from bot.services import decision, decision_draft, decision_edit
from bot.services.platform import Channel, House, Unreachable
from handlers.channel import look_up
from handlers.decision_find import FINDS, asked_for, inside
from handlers.event import Changed, Command, Pressed, Submitted
from handlers.met import met
from handlers.picked import picked
from handlers.value import number_of

# Seconds: Slack gives a submission three.
PATIENCE: Final = 1.0

_log = logger(__name__)

# Instead of a title: what is open.
LISTS = frozenset({"list", "open"})


async def decided(event: Command, house: House) -> Answer:
    """`/decide title` opens the form; `list` tells what is open, `find` what has some words."""
    word, *rest = event.text.split(maxsplit=1) or [""]
    if word.lower() in FINDS:
        return await asked_for(event, "".join(rest), house)
    if event.text.strip().lower() in LISTS:
        within = await inside(event.by, event.place, house)
        return await house.store.read(decision.listed, event.by, within=within)
    await met(event.by, house)
    return await _open(event.by, event.text, event.place, house)


async def list_pressed(event: Pressed, house: House) -> Answer:
    """*Decisions* is `/decide list`."""
    within = await inside(event.by, event.place, house)
    return await house.store.read(decision.listed, event.by, within=within)


async def write_pressed(event: Pressed, house: House) -> Answer:
    """*Propose*: the button's value is the form that was begun; without one it begins."""
    now = house.clock.now()
    if event.value:
        return await house.store.transact(decision_draft.resume, event.by, token=event.value, now=now)
    await met(event.by, house)
    return await _open(event.by, "", event.place, house)


async def anew_pressed(event: Pressed, house: House) -> Answer:
    """*Propose a decision*, where none was found: the button's value is what was looked for, its title."""
    await met(event.by, house)
    return await _open(event.by, event.value, event.place, house)


async def proposed(event: Submitted, house: House) -> Answer:
    """The first page was sent: who is picked, and the channel, are looked up as they are now."""
    profiles = await picked(event.by, event.values, forms.DECIDERS, house)
    place = await house.store.read(decision_draft.place_of, event.by, event.token, event.values)
    channel = await look_up(place, house) if place is not None else None
    return await house.store.transact(
        decision_draft.proposed,
        event.by,
        token=event.token,
        values=event.values,
        profiles=profiles,
        channel=channel,
        now=house.clock.now(),
    )


async def windowed(event: Submitted, house: House) -> Answer:
    """The second page was sent."""
    return await house.store.transact(
        decision_draft.windowed,
        event.by,
        token=event.token,
        values=event.values,
        now=house.clock.now(),
    )


async def back(event: Changed, house: House) -> Answer:
    """*Back*, on the second and the last page."""
    return await house.store.transact(
        decision_draft.back,
        event.by,
        form=event.form,
        token=event.token,
        values=event.values,
        now=house.clock.now(),
    )


async def edit_pressed(event: Pressed, house: House) -> Answer:
    """*Edit*: the button's value is the decision."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=told.gone(locale=""))
    await met(event.by, house)
    return await house.store.transact(
        decision_edit.open_form, event.by, DecisionId(number), now=house.clock.now()
    )


async def sent(event: Submitted, house: House) -> Answer:
    """The preview was sent: the channel is looked up as it is now, and of an edit what stands under it."""
    place = await house.store.read(decision_draft.decided_place, event.by, event.token)
    channel = await look_up(place, house) if place is not None else None
    return await house.store.transact(
        decision_draft.sent,
        event.by,
        token=event.token,
        channel=channel,
        commented=await _commented(event, house),
        now=house.clock.now(),
    )


async def withdraw_pressed(event: Pressed, house: House) -> Answer:
    """*Withdraw*: the button's value is the decision."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=told.gone(locale=""))
    await met(event.by, house)
    return await house.store.transact(decision.withdraw, event.by, DecisionId(number), now=house.clock.now())


async def _commented(event: Submitted, house: House) -> bool:
    """Whether anyone has said something under the decision that is edited; where that is not told, yes."""
    message = await house.store.read(decision_edit.message_of, event.by, event.token)
    if message is None:
        return False
    try:
        async with asyncio.timeout(PATIENCE):
            found = await house.directory.around(message)
    except (TimeoutError, Unreachable) as error:
        _log.warning("decision.unseen", error=type(error).__name__)
        return True
    return found.message is None or found.message.answered


async def _open(by: UserRef, title: str, place: Place | None, house: House) -> Answer:
    channel: Channel | None = None
    if place is not None and place.kind != "direct":
        channel = await look_up(place, house)
    return await house.store.transact(
        decision_draft.open_form, by, title=title, channel=channel, now=house.clock.now()
    )


COMMANDS = {"decide": decided}
BUTTONS = {
    messages.EDIT: edit_pressed,
    messages.WITHDRAW: withdraw_pressed,
    forms.WRITE: write_pressed,
    LIST: list_pressed,
    PROPOSE: anew_pressed,
}
FORMS = {forms.FORM: proposed, WINDOW_FORM: windowed, PREVIEW_FORM: sent}
CHANGES = {WINDOW_FORM: back, PREVIEW_FORM: back}
