"""The bot was brought into a channel: whoever did that is told privately what happens next."""

from datetime import datetime

from bot.domain.person import Profile
from bot.domain.zone import local_day
from bot.messages import setup as messages
from bot.messages.answer import Answer, Nothing
from bot.services import steward
from bot.services.platform import Channel
from bot.services.posting import tell
from storage import people, teams
from storage.transaction import Tx


def invited(tx: Tx, by: Profile, channel: Channel, *, now: datetime) -> Answer:
    """A card for whoever may take part: an answer to what they just did, once a channel and day."""
    if not by.eligible:
        return Nothing()
    (person,) = people.keep(tx, [by], now=now)
    team = teams.at(tx, channel.place)
    if team is None:
        document = messages.card(place=channel.place, channel=channel.name, locale=person.locale)
    else:
        document = messages.card_running(
            team=team.id,
            channel=channel.name,
            name=team.name,
            stewards=[one.person.name for one in team.members if one.steward],
            may_change=steward.refusal(team, person) is None,
            member=team.member(person.id) is not None,
            locale=person.locale,
        )
    key = f"card/{person.id}/{local_day(person.zone, now)}/{channel.place.id}"
    tell(tx, person, document, key=key, now=now)
    return Nothing()
