"""Setting a relay up: the card, the three pages of the form, undoing a change, taking it over."""

import asyncio
from collections.abc import Sequence
from typing import Final, cast, get_args

from bot.domain.identity import ChangeId, Place, PlaceKind, TeamId, UserRef
from bot.domain.person import Profile
from bot.log import logger
from bot.messages import change as change_messages
from bot.messages import setup as messages
from bot.messages import setup_form, setup_preview
from bot.messages import team as team_messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services import invitation, setup, steward, undo
from bot.services.outline import picked
from bot.services.platform import House, Unreachable
from bot.services.setup_people import Facts
from handlers.channel import look_up
from handlers.event import Changed, Command, Membership, Pressed, Submitted
from handlers.value import number_of

# Seconds. Slack gives a submission three, and what is then found out still has to be saved.
PATIENCE: Final = 2.0

_log = logger(__name__)


async def asked(event: Command, house: House) -> Answer:
    """`/sunrelay setup`, in a channel."""
    return await _open(house, event.by, event.place)


async def pressed(event: Pressed, house: House) -> Answer:
    """The same by a button, which may name a team or a channel."""
    return await _open(house, event.by, await _meant(event, house))


async def invited(event: Membership, house: House) -> Answer:
    """The bot was brought into a channel: who did that is told what happens next."""
    if event.inviter is None:
        return Nothing()
    inviter = await _profile(house, event.inviter)
    channel = await look_up(event.place, house)
    if inviter is None or channel is None:
        return Nothing()
    return await house.store.transact(invitation.invited, inviter, channel, now=house.clock.now())


async def people_sent(event: Submitted, house: House) -> Answer:
    """The first page was sent: who was picked is looked up first.

    Where that takes too long the form comes back as it is. What was found out is remembered for a while, so
    that sending it again gets further.
    """
    found = await _facts(house, event, picked(event.values, "writes", "receives"))
    if not isinstance(found, Facts):
        return found
    return await house.store.transact(
        setup.people_sent, found, token=event.token, values=event.values, now=house.clock.now()
    )


async def regions_sent(event: Submitted, house: House) -> Answer:
    """The second page was sent."""
    return await house.store.transact(
        setup.regions_sent, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def confirmed(event: Submitted, house: House) -> Answer:
    """The last page was sent: who was picked is looked up once more."""
    there = await house.store.read(setup.picked_in, event.by, event.token)
    found = await _facts(house, event, there)
    if not isinstance(found, Facts):
        return found
    return await house.store.transact(setup.confirmed, found, token=event.token, now=house.clock.now())


async def back(event: Changed, house: House) -> Answer:
    """*Back*, on the second and the third page."""
    return await house.store.transact(
        setup.back,
        event.by,
        form=event.form,
        token=event.token,
        values=event.values,
        now=house.clock.now(),
    )


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo* below a change: who is in the channel is looked up first."""
    number = number_of(event.value)
    team = await house.store.read(undo.team_of, ChangeId(number)) if number is not None else None
    if number is None or team is None:
        return Tell(document=change_messages.no_change(locale=""))
    channel = await look_up(team.where, house)
    here = channel.members if channel is not None else ()
    return await house.store.transact(undo.undo, event.by, ChangeId(number), here=here, now=house.clock.now())


async def take_over_pressed(event: Pressed, house: House) -> Answer:
    """*Take it over*: its value is the team."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=messages.members_take_over(locale=""))
    return await house.store.transact(steward.take_over, event.by, TeamId(number), now=house.clock.now())


async def _meant(event: Pressed, house: House) -> Place | None:
    """The channel that a button names: by its team, by itself, or by where it stands."""
    number = number_of(event.value)
    if number is not None:
        return await house.store.read(setup.place_of_team, event.by, TeamId(number))
    mark, _, rest = event.value.partition(":")
    kind, _, channel = rest.partition(":")
    if mark == messages.IN_CHANNEL and channel and kind in get_args(PlaceKind):
        by = event.by
        return Place(platform=by.platform, tenant=by.tenant, kind=cast(PlaceKind, kind), id=channel)
    return event.place


async def _open(house: House, by: UserRef, place: Place | None) -> Answer:
    asker = await _profile(house, by)
    if asker is None:
        return Tell(document=team_messages.not_eligible(locale=""))
    if place is None or place.kind == "direct":
        return Tell(document=team_messages.not_here(locale=asker.locale))
    facts = Facts(asker=asker, channel=await look_up(place, house))
    return await house.store.transact(setup.open_form, facts, now=house.clock.now())


async def _facts(house: House, event: Submitted, ids: Sequence[str]) -> Facts | Answer:
    """What the platform says of the channel and of those picked; else what to answer."""
    place = await house.store.read(setup.place_of, event.by, event.token)
    if place is None:
        return setup.not_theirs(event.values)
    try:
        async with asyncio.timeout(PATIENCE):
            found = await _looked_up(house, event.by, place, ids)
    except (TimeoutError, Unreachable) as error:
        _log.warning("setup.slow", people=len(ids), error=type(error).__name__)
        return await house.store.transact(
            setup.again,
            event.by,
            form=event.form,
            token=event.token,
            values=event.values,
            now=house.clock.now(),
        )
    return found or Tell(document=team_messages.not_eligible(locale=""))


async def _looked_up(house: House, by: UserRef, place: Place, ids: Sequence[str]) -> Facts | None:
    asker = await _profile(house, by)
    if asker is None:
        return None
    users = [UserRef(platform=place.platform, tenant=place.tenant, id=one) for one in ids]
    channel, profiles = await asyncio.gather(look_up(place, house), house.directory.profiles(users))
    return Facts(asker=asker, channel=channel, picked=profiles)


async def _profile(house: House, user: UserRef) -> Profile | None:
    found = await house.directory.profiles([user])
    return found[0] if found else None


BUTTONS = {
    team_messages.SETUP: pressed,
    team_messages.TAKE_OVER: take_over_pressed,
    change_messages.UNDO: undo_pressed,
}
FORMS = {
    setup_form.PEOPLE: people_sent,
    setup_form.REGIONS: regions_sent,
    setup_preview.PREVIEW: confirmed,
}
CHANGES = {setup_form.PEOPLE: back, setup_form.REGIONS: back, setup_preview.PREVIEW: back}
SUBCOMMANDS = {"setup": asked}
