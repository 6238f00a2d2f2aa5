"""Being in a team: `/sunrelay setup`, joining, leaving the team or its channel."""

import asyncio
from typing import Final, get_args

from bot.domain.identity import Place, TeamId, UserRef
from bot.domain.person import Profile
from bot.domain.team import Part
from bot.log import logger
from bot.messages import notice
from bot.messages import team as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.messages.form import Values
from bot.services import setup, team
from bot.services.platform import House, Unreachable
from handlers.event import Command, Membership, Pressed, Submitted
from handlers.value import number_of

# Seconds. Slack gives a submission three, and what is then found out still has to be saved.
PATIENCE: Final = 2.0

_log = logger(__name__)


async def setup_asked(event: Command, house: House) -> Answer:
    """`/sunrelay setup`, in a channel."""
    return await _open_setup(house, event.by, event.place)


async def setup_pressed(event: Pressed, house: House) -> Answer:
    """The same by a button."""
    return await _open_setup(house, event.by, event.place)


async def setup_sent(event: Submitted, house: House) -> Answer:
    """The set-up form was sent: who was picked is looked up first.

    Where that takes too long the form comes back as it is. What was found out is remembered for a while, so
    that sending it again gets further.
    """
    place = await house.store.read(setup.place_of, event.by, event.token)
    if place is None:
        typed = event.values.get("name", "")
        return Tell(document=notice.not_your_form(typed=typed if isinstance(typed, str) else "", locale=""))
    try:
        async with asyncio.timeout(PATIENCE):
            facts = await _facts(house, event, place)
    except (TimeoutError, Unreachable) as error:
        _log.warning("setup.slow", people=len(_picked(event.values)), error=type(error).__name__)
        return await house.store.read(setup.again, place, token=event.token, values=event.values)
    if facts is None:
        return Tell(document=messages.not_eligible(locale=""))
    return await house.store.transact(
        setup.answer, facts, token=event.token, values=event.values, now=house.clock.now()
    )


async def join_asked(event: Command, house: House) -> Answer:
    """`/sunrelay join`, or `/sunrelay join receives`."""
    part: Part = "receives" if event.text.startswith("receive") else "writes"
    return await _join(house, event.by, event.place, part)


async def join_pressed(event: Pressed, house: House) -> Answer:
    """A join button: its value is team and part."""
    part = event.value.rpartition(":")[2]
    if event.place is None or part not in get_args(Part):
        return Nothing()
    return await _join(house, event.by, event.place, "receives" if part == "receives" else "writes")


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
    """Leaving the channel leaves the team; coming to it enrols nobody."""
    if event.bot or event.change == "joined":
        return Nothing()
    return await house.store.transact(team.left_channel, event.user, place=event.place, now=house.clock.now())


async def _open_setup(house: House, by: UserRef, place: Place | None) -> Answer:
    asker = await _profile(house, by)
    if asker is None:
        return Tell(document=messages.not_eligible(locale=""))
    if place is None or place.kind == "direct":
        return Tell(document=messages.not_here(locale=asker.locale))
    facts = setup.Facts(asker=asker, channel=await house.directory.channel(place))
    return await house.store.transact(setup.open_form, facts, now=house.clock.now())


async def _facts(house: House, event: Submitted, place: Place) -> setup.Facts | None:
    asker = await _profile(house, event.by)
    if asker is None:
        return None
    picked = [UserRef(platform=place.platform, tenant=place.tenant, id=one) for one in _picked(event.values)]
    return setup.Facts(
        asker=asker,
        channel=await house.directory.channel(place),
        picked=await house.directory.profiles(picked),
    )


async def _join(house: House, by: UserRef, place: Place, part: Part) -> Answer:
    profile = await _profile(house, by)
    if profile is None:
        return Tell(document=messages.not_eligible(locale=""))
    return await house.store.transact(team.join, profile, place=place, part=part, now=house.clock.now())


async def _profile(house: House, user: UserRef) -> Profile | None:
    found = await house.directory.profiles([user])
    return found[0] if found else None


def _picked(values: Values) -> list[str]:
    found: list[str] = []
    for name in ("writes", "receives"):
        value = values.get(name, ())
        found += value if isinstance(value, tuple) else [value] if value else []
    return list(dict.fromkeys(found))


BUTTONS = {messages.SETUP: setup_pressed, messages.JOIN: join_pressed, messages.LEAVE: leave_pressed}
FORMS = {messages.FORM: setup_sent}
SUBCOMMANDS = {"setup": setup_asked, "join": join_asked, "leave": leave_asked}
