"""*I'm stuck on this*, on any message: its trace is looked at, and the form of a request opened with it."""

import asyncio

from bot.domain.handoff import File
from bot.messages.answer import Answer
from bot.messages.file import MOST_SIZE
from bot.messages.request_form import MOST_FILES
from bot.messages.request_trace import PICK, Picked
from bot.services import request_trace
from bot.services.platform import House, Unreachable
from handlers.channel import PATIENCE, kind_now
from handlers.event import Shortcut
from handlers.request import channel_soon, hidden_for


async def picked(event: Shortcut, house: House) -> Answer:
    """Also where the bot is absent; what is said there, only whoever sends the form gives on."""
    found, hidden, channel = await asyncio.gather(
        _picked(event, house),
        hidden_for(event.by, house, patience=PATIENCE),
        channel_soon(event.message.place, house),
    )
    return await house.store.transact(
        request_trace.open_form, event.by, found, channel=channel, hidden=hidden, now=house.clock.now()
    )


async def _picked(event: Shortcut, house: House) -> Picked:
    """Somebody's words out of a conversation that is not open to everyone are left there."""
    own, open_to_all = event.author == event.by, await kind_now(event.message.place, house) == "public"
    if not (own or open_to_all):
        return Picked(link=event.link, kept_out=True)
    files = event.files[:MOST_FILES]
    held = await asyncio.gather(*(_held(one, event.by.tenant, house) for one in files))
    there = [(file, text) for file, text in zip(files, held, strict=True) if text is not None]
    return Picked(
        own=own,
        text=event.text,
        files=tuple(file for file, _ in there),
        said=next((text for _, text in there if text), ""),
        unread=tuple(file for file, text in zip(files, held, strict=True) if text is None),
        link=event.link if open_to_all else "",
    )


async def _held(file: File, tenant: str, house: House) -> str | None:
    """None where the bot cannot have it."""
    if file.size > MOST_SIZE:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return await house.directory.text_of(file, tenant=tenant)
    except (Unreachable, TimeoutError):
        return None


SHORTCUTS = {PICK: picked}
