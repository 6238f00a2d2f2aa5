"""`/ask`: its form, what becomes of what was sent, and the list of what waits."""

import asyncio
from dataclasses import replace

from bot.domain.identity import Place, RequestId, TeamId, UserRef
from bot.messages import request as messages
from bot.messages import request_form as forms
from bot.messages import request_sure
from bot.messages import request_told as told
from bot.messages.answer import Answer, Tell
from bot.messages.form import Values
from bot.messages.request_list import LIST
from bot.services import request, request_open, request_pass, request_urgent
from bot.services.platform import Channel, House
from bot.services.request_whom import Facts
from handlers.app_home import hidden_from
from handlers.channel import look_soon, look_up
from handlers.event import Changed, Command, Pressed, Submitted
from handlers.met import met
from handlers.picked import picked
from handlers.value import number_of

# Instead of a name: what waits.
LISTS = frozenset({"list", "mine", "open"})


async def asked_for(event: Command, house: House) -> Answer:
    """`/ask @name` opens the form; `/ask list` tells what waits."""
    if event.text.strip().lower() in LISTS:
        await met(event.by, house)
        return await house.store.read(request.listed, event.by, now=house.clock.now())
    return await _open(event.by, event.text, event.place, house)


async def list_pressed(event: Pressed, house: House) -> Answer:
    """*Requests* is `/ask list`."""
    await met(event.by, house)
    return await house.store.read(request.listed, event.by, now=house.clock.now())


async def write_pressed(event: Pressed, house: House) -> Answer:
    """*Ask*: the button's value is the form that was begun; without one it begins."""
    if event.value:
        return await house.store.transact(
            request_open.resume,
            event.by,
            token=event.value,
            hidden=await hidden_for(event.by, house),
            now=house.clock.now(),
        )
    return await _open(event.by, "", event.place, house)


async def again_pressed(event: Pressed, house: House) -> Answer:
    """*Ask again*: the button's value is the request."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=told.gone(locale=""))
    return await house.store.transact(
        request_open.open_again,
        event.by,
        RequestId(number),
        hidden=await hidden_for(event.by, house),
        now=house.clock.now(),
    )


async def changed(event: Changed, house: House) -> Answer:
    """Another shape was chosen, or when it is to reach them."""
    return await house.store.transact(
        request_open.redraw,
        event.by,
        token=event.token,
        name=event.name,
        value=event.value,
        values=event.values,
        hidden=await hidden_for(event.by, house),
    )


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent: who is picked, and the channel, are looked up as they are now."""
    return await _sent(event, event.values, house)


async def sure(event: Submitted, house: House) -> Answer:
    """The second page of what is urgent was sent: the first page's words go with it."""
    typed = await house.store.read(request_urgent.typed, event.by, event.token)
    return await _sent(event, typed, house)


async def _sent(event: Submitted, first: Values, house: House) -> Answer:
    """first: what the first page holds."""
    profiles = await picked(event.by, first, forms.TO, house)
    channel = None
    if first.get(forms.WHERE) == forms.HERE:
        place = await house.store.read(request.place_of, event.by, event.token)
        channel = await look_up(place, house) if place is not None else None
    return await house.store.transact(
        request.sent,
        event.by,
        token=event.token,
        values=event.values,
        facts=Facts(profiles=profiles, channel=channel, hidden=await hidden_for(event.by, house)),
        files=event.files.get(forms.UPLOADS, ()),
        now=house.clock.now(),
    )


async def withdraw_pressed(event: Pressed, house: House) -> Answer:
    """*Withdraw*: the button's value is the request."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=told.gone(locale=""))
    await met(event.by, house)
    return await house.store.transact(request.withdraw, event.by, RequestId(number), now=house.clock.now())


async def pass_on_pressed(event: Pressed, house: House) -> Answer:
    """*Pass it on*: the button's value is the request and the team that it stays in."""
    number, team = map(number_of, event.value.partition("/")[::2])
    if number is None or team is None:
        return Tell(document=told.gone(locale=""))
    hidden = await hidden_for(event.by, house)
    return await house.store.transact(
        request_pass.pass_on,
        event.by,
        RequestId(number),
        team=TeamId(team),
        hidden=hidden,
        now=house.clock.now(),
    )


async def hidden_for(by: UserRef, house: House, *, patience: float | None = None) -> frozenset[Place]:
    """The private channels that they have left, of which nobody may have heard. patience: see `look_up`."""
    return await hidden_from(by, await met(by, house), house, patience=patience)


async def channel_here(place: Place | None, house: House) -> Channel | None:
    """The channel where it is asked, and the thread; None where it cannot stand there."""
    if place is None or place.kind == "direct":
        return None
    return _here(await look_up(place, house), place)


async def channel_soon(place: Place, house: House) -> Channel | None:
    """The same while a form cannot wait; None where there is no answer in time, too."""
    return _here(await look_soon(place, house), place) if place.kind != "direct" else None


def _here(channel: Channel | None, place: Place) -> Channel | None:
    return replace(channel, place=replace(channel.place, thread=place.thread)) if channel else None


async def _open(by: UserRef, text: str, place: Place | None, house: House) -> Answer:
    hidden, channel = await asyncio.gather(hidden_for(by, house), channel_here(place, house))
    return await house.store.transact(
        request_open.open_form, by, text=text, channel=channel, hidden=hidden, now=house.clock.now()
    )


COMMANDS = {"ask": asked_for}
BUTTONS = {
    messages.WITHDRAW: withdraw_pressed,
    messages.PASS_ON: pass_on_pressed,
    messages.ASK_AGAIN: again_pressed,
    forms.WRITE: write_pressed,
    LIST: list_pressed,
}
FORMS = {forms.FORM: sent, request_sure.FORM: sure}
CHANGES = {forms.FORM: changed}
