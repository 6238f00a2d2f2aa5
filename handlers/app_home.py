"""A person's home: opened, its own buttons, and shown anew after whatever was pressed in it."""

import asyncio
from collections.abc import Sequence
from typing import get_args

from bot.domain.identity import Place, TeamId, UserRef
from bot.domain.team import Part
from bot.messages import app_home as messages
from bot.messages import day as day_messages
from bot.messages import team as team_messages
from bot.messages.answer import Answer, Home, Nothing, Replace, Tell
from bot.services import app_home, team
from bot.services.platform import House, Unreachable
from handlers.channel import look_up
from handlers.event import HomeOpened, Pressed, Submitted
from handlers.value import number_of


async def opened(event: HomeOpened, house: House) -> Answer:
    """The home as it stands; who opens it for the first time is met."""
    return await _shown(event.by, house)


async def anew(event: Pressed, answer: Answer, house: House) -> Answer:
    """What was pressed in a home shows it anew; what has more to say than that says it instead."""
    if event.home and isinstance(answer, Nothing | Replace):
        return await _shown(event.by, house)
    return answer


async def part_pressed(event: Pressed, house: House) -> Answer:
    """*Receive only*, *Write too*: the value is the team and the part."""
    value, _, part = event.value.partition(":")
    number = number_of(value)
    if number is None or part not in get_args(Part):
        return Tell(document=team_messages.not_in(locale=""))
    wanted: Part = "receives" if part == "receives" else "writes"
    return await house.store.transact(
        app_home.change_part, event.by, TeamId(number), wanted, now=house.clock.now()
    )


async def leave_pressed(event: Pressed, house: House) -> Answer:
    """*Leave* asks once more."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=team_messages.not_in(locale=""))
    return await house.store.transact(app_home.ask_to_leave, event.by, TeamId(number), now=house.clock.now())


async def leave_sent(event: Submitted, house: House) -> Answer:
    """They do want to leave; their home shows that they have."""
    answer = await house.store.transact(app_home.leave, event.by, token=event.token, now=house.clock.now())
    return await _shown(event.by, house) if isinstance(answer, Nothing) else answer


async def help_pressed(event: Pressed, house: House) -> Answer:
    """*Help*."""
    return Tell(document=team_messages.help_text(locale=""))


async def _shown(by: UserRef, house: House) -> Answer:
    private = await house.store.read(app_home.private_places, by)
    if private is None:
        try:
            found = await house.directory.profiles([by])
        except Unreachable:
            return Home(document=messages.out_of_reach(locale=""))
        if found:
            await house.store.transact(app_home.meet, found[0], now=house.clock.now())
    hidden = await hidden_from(by, private or (), house)
    page = house.presence.grant_page(by.tenant)
    return await house.store.read(app_home.show, by, hidden=hidden, page=page, now=house.clock.now())


async def hidden_from(
    by: UserRef, private: Sequence[Place], house: House, *, patience: float | None = None
) -> frozenset[Place]:
    """Which of these private channels the platform does not say that somebody is in now.

    patience: as for `look_up`; what is not told in time counts as not told.
    """
    looked = await asyncio.gather(*(_hides(one, by, house, patience) for one in private))
    return frozenset(place for place, hides in zip(private, looked, strict=True) if hides)


async def _hides(place: Place, by: UserRef, house: House, patience: float | None) -> bool:
    """Whether a private channel's team is kept from somebody: the platform does not say that they are in it.

    Who has left it, unseen, is out of its team.
    """
    try:
        channel = await look_up(place, house, patience=patience)
    except Unreachable:
        return True
    if channel is not None and by not in channel.members:
        await house.store.transact(team.left_channel, by, place=place, now=house.clock.now())
    return channel is None or by not in channel.members


BUTTONS = {
    day_messages.HELP: help_pressed,
    messages.PART: part_pressed,
    messages.LEAVE: leave_pressed,
}
FORMS = {messages.LEAVE: leave_sent}
