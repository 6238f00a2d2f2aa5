"""Messages that give nothing to act on: heard in channels that opted in, and the buttons of the help."""

import asyncio
from collections.abc import Callable
from typing import Final

from bot.domain.context.reading import LANGUAGES, reader
from bot.domain.identity import NudgeId, TeamId, UserRef
from bot.domain.person import Profile
from bot.messages import nudge as messages
from bot.messages import nudge_asked as asked_messages
from bot.messages import nudge_request as request_messages
from bot.messages import nudge_settings as settings_messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services import nudge, nudge_asked, nudge_request, nudge_settings, setup
from bot.services.platform import House, Unreachable
from handlers.channel import look_up
from handlers.event import Command, Posted, Pressed, Shortcut, Submitted
from handlers.value import number_of

# Seconds. Slack takes a form for three after the press.
PATIENCE: Final = 1.5


def is_empty(text: str) -> bool:
    """Whether words ask for attention and give nothing to act on: pure and quick, for all that is said."""
    reading = reader().read(text)
    return reading is not None and reading.poor


async def heard(event: Posted, house: House) -> Answer:
    """An empty message is waited for where channel and author want that; no other touches anything."""
    where = event.message.place
    reading = None if where.thread or event.files else reader().read(event.text)
    if reading is None or not reading.poor:
        return Nothing()
    now, mentions = house.clock.now(), bool(event.mentions)
    if not await house.store.read(
        nudge.is_wanted, event.by, where, mentions=mentions, reason=reading.kind, now=now
    ):
        return Nothing()
    users = [event.by, *event.mentions]
    try:
        found = {one.user: one for one in await house.directory.profiles(users)}
    except Unreachable:
        found = {}
    return await house.store.transact(
        nudge.wait,
        event.by,
        event.message,
        profiles=found,
        mentioned=event.mentions,
        reading=reading,
        now=now,
    )


async def add_pressed(event: Pressed, house: House) -> Answer:
    """*Add context*: what they wrote is looked up for the form; it is kept nowhere."""
    number = number_of(event.value)
    found = await house.store.read(nudge.theirs, event.by, NudgeId(number)) if number is not None else None
    if found is None:
        return Tell(document=messages.gone(locale=""))
    one, _ = found
    typed = ""
    try:
        async with asyncio.timeout(PATIENCE):
            there = (await house.directory.around(nudge.message_of(one))).message
            typed = there.text if there is not None else ""
    except (Unreachable, TimeoutError):
        pass
    return await house.store.transact(
        nudge_request.open_form, event.by, one.id, typed=typed, now=house.clock.now()
    )


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent."""
    return await house.store.transact(
        nudge_request.sent, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def not_now_pressed(event: Pressed, house: House) -> Answer:
    """*Not this time*."""
    return await _answered(event, house, nudge.not_now)


async def never_pressed(event: Pressed, house: House) -> Answer:
    """*Don't show again*."""
    return await _answered(event, house, nudge.never)


async def again_pressed(event: Pressed, house: House) -> Answer:
    """*Show it again*: the button's value is the language."""
    if event.value != messages.ANY and event.value not in LANGUAGES:
        return Nothing()
    return await house.store.transact(nudge.again, event.by, event.value)


async def asked(event: Shortcut, house: House) -> Answer:
    """*Ask for context*, on any message, also where the bot is absent."""
    if event.author is None:
        return Tell(document=asked_messages.nobody(locale=""))
    found = await house.directory.profiles([event.by, event.author])
    there = await look_up(event.message.place, house)
    return await house.store.transact(
        nudge_asked.ask,
        event.by,
        event.author,
        event.message,
        link=event.link,
        here=there is not None and there.kind != "direct",
        profiles={one.user: one for one in found},
        now=house.clock.now(),
    )


async def settings_asked(event: Command, house: House) -> Answer:
    """`/sunrelay nudges`: how this channel helps, and one's own switch."""
    profile = await _profile(event.by, house)
    return await house.store.transact(
        nudge_settings.show, event.by, event.place, profile=profile, now=house.clock.now()
    )


async def team_pressed(event: Pressed, house: House) -> Answer:
    """*Help with context* of a team in the home: the button's value is the team."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=settings_messages.not_here(locale=""))
    place = await house.store.read(setup.place_of_team, event.by, TeamId(number))
    if place is None:
        return Tell(document=settings_messages.not_here(locale=""))
    return await house.store.transact(
        nudge_settings.show, event.by, place, profile=None, now=house.clock.now()
    )


async def set_pressed(event: Pressed, house: House) -> Answer:
    """One of the ways: its value says which, and where. The bot has to be there to hear."""
    return await _set(event, house, event.value)


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo*: what was set is before what it was; once it is set otherwise again, that stays."""
    then, _, before = event.value.partition(" ")
    return await _set(event, house, before, only_if=then)


async def _set(event: Pressed, house: House, value: str, *, only_if: str | None = None) -> Answer:
    way, _, where = value.partition(" ")
    place = settings_messages.place_of(where, event.by.tenant, event.by.platform)
    try:
        wanted = settings_messages.channel_of(way)
    except ValueError:
        return Nothing()
    if place is None or await look_up(place, house) is None:
        return Tell(document=settings_messages.not_here(locale=""))
    return await house.store.transact(
        nudge_settings.set_channel,
        event.by,
        place,
        wanted,
        only_if=only_if,
        profile=await _profile(event.by, house),
        now=house.clock.now(),
    )


async def mine_off_pressed(event: Pressed, house: House) -> Answer:
    """*None for me*."""
    return await _mine(event, house, nudge_settings.set_mine, wanted=False)


async def mine_on_pressed(event: Pressed, house: House) -> Answer:
    """*Show me again*."""
    return await _mine(event, house, nudge_settings.set_mine, wanted=True)


async def pressing_off_pressed(event: Pressed, house: House) -> Answer:
    """*Do not tell me*."""
    return await _mine(event, house, nudge_settings.set_pressing, wanted=False)


async def pressing_on_pressed(event: Pressed, house: House) -> Answer:
    """*Tell me*."""
    return await _mine(event, house, nudge_settings.set_pressing, wanted=True)


async def _mine(event: Pressed, house: House, service: Callable[..., Answer], *, wanted: bool) -> Answer:
    place = settings_messages.place_of(event.value, event.by.tenant, event.by.platform)
    return await house.store.transact(service, event.by, place, wanted=wanted, now=house.clock.now())


async def _profile(user: UserRef, house: House) -> Profile | None:
    found = await house.directory.profiles([user])
    return found[0] if found else None


async def _answered(event: Pressed, house: House, service: Callable[..., Answer]) -> Answer:
    number = number_of(event.value)
    if number is None:
        return Tell(document=messages.gone(locale=""))
    return await house.store.transact(service, event.by, NudgeId(number), now=house.clock.now())


BUTTONS = {
    messages.ADD: add_pressed,
    messages.NOT_NOW: not_now_pressed,
    messages.NEVER: never_pressed,
    messages.AGAIN: again_pressed,
    settings_messages.OF_TEAM: team_pressed,
    settings_messages.SET: set_pressed,
    settings_messages.UNDO: undo_pressed,
    settings_messages.MINE_OFF: mine_off_pressed,
    settings_messages.MINE_ON: mine_on_pressed,
    settings_messages.PRESSING_OFF: pressing_off_pressed,
    settings_messages.PRESSING_ON: pressing_on_pressed,
}
FORMS = {request_messages.FORM: sent}
SUBCOMMANDS = {"nudges": settings_asked}
SHORTCUTS = {"context.ask": asked}
