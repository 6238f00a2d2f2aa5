"""Messages that press a sleeper, or ask again within a promise: heard where a channel opted in."""

import asyncio
from dataclasses import replace
from typing import Final

from bot.domain.context.pressing import pressing_reader
from bot.domain.context.reading import LANGUAGES
from bot.domain.context.tokens import MENTION, tokens
from bot.domain.identity import PressedId
from bot.messages import pressing as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.messages.nudge import ANY
from bot.services import pressing, pressing_answer, request_open
from bot.services.platform import House, Unreachable
from handlers.app_home import hidden_from
from handlers.channel import look_up
from handlers.event import Posted, Pressed
from handlers.met import met
from handlers.value import number_of

# Seconds. Slack takes an answer for three after the press.
PATIENCE: Final = 1.5


def may_press(text: str, *, in_thread: bool) -> bool:
    """Whether words may press somebody or ask again: pure and quick, for all that is said."""
    return ("<@" in text or in_thread) and pressing_reader().read(text) is not None


async def heard(event: Posted, house: House) -> bool:
    """Tell its author, where it presses a sleeper or asks again; whether it does. No other costs anything."""
    in_thread = bool(event.message.place.thread)
    said = pressing_reader().read(event.text) if (event.mentions or in_thread) and not event.files else None
    if said is None or _calls_more(event):
        return False
    mentioned, now = event.mentions, house.clock.now()
    wanted = await house.store.read(
        pressing.wanted, event.by, event.message, mentioned=mentioned, said=said, now=now
    )
    if wanted != "tell":
        return wanted == "told"
    try:
        found = await house.directory.profiles([event.by])
    except Unreachable:
        found = []
    await house.store.transact(
        pressing.tell,
        event.by,
        event.message,
        profile=found[0] if found else None,
        mentioned=mentioned,
        said=said,
        now=now,
    )
    return True


def _calls_more(event: Posted) -> bool:
    """Whether somebody else is called, too, whom the platform does not name: a group, the bot."""
    return sum(one == MENTION for one, _ in tokens(event.text)) > len(event.mentions)


async def remind_pressed(event: Pressed, house: House) -> Answer:
    """*Remind them in their morning*: where the message is, is looked up now; its text is not."""
    number = number_of(event.value)
    asked = (
        await house.store.read(pressing_answer.whom, event.by, PressedId(number))
        if number is not None
        else None
    )
    if number is None or asked is None:
        return Tell(document=messages.gone(locale=""))
    message, of = asked
    link, there = "", True
    try:
        async with asyncio.timeout(PATIENCE):
            link = await house.directory.link(message)
            channel = await look_up(message.place, house)
            kind = message.place.kind if channel is None else channel.kind
            there = kind == "public" or (channel is not None and of in channel.members)
    except (Unreachable, TimeoutError):
        link = ""
    return await house.store.transact(
        pressing_answer.remind, event.by, PressedId(number), link=link, there=there, now=house.clock.now()
    )


async def urgent_pressed(event: Pressed, house: House) -> Answer:
    """*Ask as urgent*: the form for whom the message is to, which may stand under that message."""
    number = number_of(event.value)
    asked = (
        await house.store.read(pressing_answer.whom, event.by, PressedId(number))
        if number is not None
        else None
    )
    if asked is None:
        return Tell(document=messages.gone(locale=""))
    (message, of), channel = asked, None
    try:
        async with asyncio.timeout(PATIENCE):
            channel = await house.directory.channel(message.place)
    except (Unreachable, TimeoutError):
        channel = None
    if channel is not None:
        thread = replace(channel.place, thread=message.place.thread or message.id)
        channel = replace(channel, place=thread)
    hidden = await hidden_from(event.by, await met(event.by, house), house)
    return await house.store.transact(
        request_open.open_urgent, event.by, of, channel=channel, hidden=hidden, now=house.clock.now()
    )


async def never_pressed(event: Pressed, house: House) -> Answer:
    """*No such notes for me*."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=messages.gone(locale=""))
    return await house.store.transact(
        pressing_answer.never, event.by, PressedId(number), now=house.clock.now()
    )


async def again_pressed(event: Pressed, house: House) -> Answer:
    """*Tell me again*: the button's value is the language."""
    if event.value != ANY and event.value not in LANGUAGES:
        return Nothing()
    return await house.store.transact(pressing_answer.again, event.by, event.value)


BUTTONS = {
    messages.REMIND: remind_pressed,
    messages.URGENT: urgent_pressed,
    messages.NEVER: never_pressed,
    messages.AGAIN: again_pressed,
}
