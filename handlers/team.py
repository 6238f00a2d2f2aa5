"""Being in a team: joining it, leaving it or its channel."""

from typing import get_args

from bot.domain.identity import Place, TeamId, UserRef
from bot.domain.team import Part
from bot.messages import setup as setup_messages
from bot.messages import team as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services import setup, team
from bot.services.platform import House
from handlers import setup as set_up
from handlers.channel import look_up
from handlers.event import Command, Membership, Pressed
from handlers.value import number_of


async def join_asked(event: Command, house: House) -> Answer:
    """`/sunrelay join`, or `/sunrelay join receives`."""
    part: Part = "receives" if event.text.startswith("receive") else "writes"
    return await _join(house, event.by, event.place, part)


async def join_pressed(event: Pressed, house: House) -> Answer:
    """A join button: its value is team and part. Outside the channel, whoever is in it may join."""
    value, _, part = event.value.rpartition(":")
    number = number_of(value)
    if number is None or part not in get_args(Part):
        return Nothing()
    place = await house.store.read(setup.place_of_team, event.by, TeamId(number))
    if place is None:
        return Tell(document=messages.no_team_here(locale=""))
    if event.place is None or event.place.id != place.id:
        channel = await look_up(place, house)
        if channel is None or event.by not in channel.members:
            return Tell(document=setup_messages.not_in_channel(locale=""))
    return await _join(house, event.by, place, "receives" if part == "receives" else "writes")


async def leave_asked(event: Command, house: House) -> Answer:
    """`/sunrelay leave`, in the team's channel."""
    return await house.store.transact(
        team.leave, event.by, team=None, place=event.place, now=house.clock.now()
    )


async def leave_pressed(event: Pressed, house: House) -> Answer:
    """*Not for me*."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=messages.not_in(locale=""))
    return await house.store.transact(
        team.leave, event.by, team=TeamId(number), place=None, now=house.clock.now()
    )


async def moved(event: Membership, house: House) -> Answer:
    """Leaving the channel leaves the team; coming to it enrols nobody. The bot itself was brought in."""
    if event.bot:
        return await set_up.invited(event, house) if event.change == "joined" else Nothing()
    if event.change == "joined":
        return Nothing()
    return await house.store.transact(team.left_channel, event.user, place=event.place, now=house.clock.now())


async def _join(house: House, by: UserRef, place: Place, part: Part) -> Answer:
    found = await house.directory.profiles([by])
    if not found:
        return Tell(document=messages.not_eligible(locale=""))
    return await house.store.transact(team.join, found[0], place=place, part=part, now=house.clock.now())


BUTTONS = {**set_up.BUTTONS, messages.JOIN: join_pressed, messages.LEAVE: leave_pressed}
FORMS = {**set_up.FORMS}
CHANGES = {**set_up.CHANGES}
SUBCOMMANDS = {**set_up.SUBCOMMANDS, "join": join_asked, "leave": leave_asked}
