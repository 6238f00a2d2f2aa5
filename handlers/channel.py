"""A channel is looked up, or turns private or public: of what kind it is, is kept as it is now."""

import asyncio
from contextlib import suppress
from typing import Final

from bot.domain.identity import Place, PlaceKind
from bot.messages.answer import Answer, Nothing
from bot.services import channel
from bot.services.platform import Channel, House, Unreachable
from handlers.event import Command, Converted, Event, Membership, Posted, Pressed, Shortcut
from storage.places import Known

# Seconds, for a look while somebody waits for a form. Slack takes one for three after the press, and tells
# the members of a large channel page by page.
PATIENCE: Final = 1.0


async def look_up(place: Place, house: House, *, patience: float | None = None) -> Channel | None:
    """As the platform has it now, None where the bot is not in it. Raises `Unreachable`.

    What was known is read before: a change that comes in between is not undone by an older answer.
    patience: seconds after which there is no answer; None waits as long as it takes.
    """
    before = await house.store.read(channel.known, place)
    try:
        async with asyncio.timeout(patience):
            found = await house.directory.channel(place)
    except TimeoutError as error:
        raise Unreachable("not in time") from error
    if found is not None and before not in (None, Known(kind=found.kind)):
        await house.store.transact(channel.settle, found, now=house.clock.now())
    return found


async def kind_now(place: Place, house: House) -> PlaceKind | None:
    """Of what kind it is now, also where the bot is not in it; None where the platform does not say at once.

    What was pressed there only names the channel, and a private one may be named like any other.
    """
    if place.kind == "direct":
        return "direct"
    try:
        async with asyncio.timeout(PATIENCE):
            return await house.directory.kind(place)
    except (Unreachable, TimeoutError):
        return None


async def look_soon(place: Place, house: House) -> Channel | None:
    """`look_up`, while somebody waits for a form; None where there is no answer in time, too."""
    try:
        return await look_up(place, house, patience=PATIENCE)
    except Unreachable:
        return None


async def converted(event: Converted, house: House) -> Answer:
    """To private at once; to public only if the platform says so, asked now: it may be told of late."""
    if event.place.kind == "private":
        await house.store.transact(channel.is_private, event.place)
    known = await house.store.read(channel.kind, event.place)
    with suppress(Unreachable):  # then it is asked about in minutes
        found = await house.directory.channel(event.place) if known is not None else None
        if found is not None:
            await house.store.transact(channel.settle, found, now=house.clock.now())
    return Nothing()


async def notice(event: Event, house: House) -> None:
    """What happens in a channel tells that it is private, too. Who is in it is asked about in minutes."""
    place = _place(event)
    if place is None or place.kind != "private":
        return
    if await house.store.read(channel.kind, place) == "public":
        await house.store.transact(channel.is_private, place)


def _place(event: Event) -> Place | None:
    match event:
        case Command() | Pressed() | Membership():
            return event.place
        case Posted() | Shortcut():
            return event.message.place
        case _:
            return None
