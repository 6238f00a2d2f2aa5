"""People in what was typed, called by their names where Slack gives only their ids."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.identity import UserRef
from bot.domain.person import Profile
from bot.services.platform import Unreachable
from bot.slack.heard import Heard
from handlers.event import Command, Event, Posted, Shortcut

Names = Callable[[Sequence[UserRef]], Awaitable[Sequence[Profile]]]

# An acknowledgement is due within 3 s, and what was typed is worth more than a name in it.
_PATIENCE: Final = 0.5


async def no_names(users: Sequence[UserRef]) -> Sequence[Profile]:
    """For a bot that looks nobody up: ids stay ids."""
    return ()


async def named(heard: Heard, names: Names) -> Event:
    """The event, with names in the words for the bot; ids where they cannot be had in time."""
    event = heard.event
    if not heard.way.people or not _for_the_bot(event):
        return event
    assert isinstance(event, Command | Posted | Shortcut)
    try:
        async with asyncio.timeout(_PATIENCE):
            known = {one.user.id: one.name for one in await names(heard.way.people)}
    except (Unreachable, TimeoutError):
        return event
    return replace(event, text=_called(event.text, known))


def _for_the_bot(event: Event) -> bool:
    """Commands, shortcuts, and what is written in the bot's own conversation; no other message is kept."""
    if isinstance(event, Command | Shortcut):
        return True
    return isinstance(event, Posted) and event.message.place.kind == "direct"


def _called(text: str, known: dict[str, str]) -> str:
    return re.sub(r"@([A-Z0-9]+)\b", lambda found: "@" + known.get(found[1], found[1]), text)
