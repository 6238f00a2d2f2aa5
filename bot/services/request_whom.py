"""Whom a form's request is for, and where it stands: people, or a region or team in its channel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.identity import PersonId, Place, UserRef
from bot.domain.person import Person, Profile
from bot.domain.request import MOST_ASKED, MOST_URGENT
from bot.domain.team import Policy
from bot.domain.text import shorten
from bot.messages.form import Errors, Values
from bot.messages.request_form import GROUP, HERE, PEOPLE, TO, WHERE
from bot.messages.request_values import is_urgent, people_in, text
from bot.messages.request_when import WHEN
from bot.services import request_group
from bot.services.platform import Channel
from storage.transaction import Tx

_URGENT_GROUP = (
    f"What is urgent reaches people, at most {MOST_URGENT}: pick them by name above, or let it wait in the "
    "channel for working hours."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Who is asked: `profiles`, of people who were picked, or the members of what `label` names.

    policy: of the team that is asked, or of which a region is.
    """

    place: Place | None
    profiles: Sequence[Profile] = ()
    members: tuple[PersonId, ...] = ()
    label: str = ""
    policy: Policy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the platform says as a form is sent. profiles: of those who are picked.

    channel: where it may be posted, as it is now. hidden: private channels that whoever asks cannot be told
    to be in now.
    """

    profiles: Sequence[Profile]
    channel: Channel | None
    hidden: frozenset[Place] = frozenset()


def whom(tx: Tx, person: Person, values: Values, facts: Facts, *, here: Place | None) -> Whom | Errors:
    """Who is asked, or what to mend. here: where the form was opened."""
    chosen, profiles, channel = text(values, GROUP), facts.profiles, facts.channel
    if not chosen or chosen == PEOPLE:
        errors = _people(person, values, profiles) or _whether_here(person, values, profiles, channel)
        there = _as_it_is(here, channel) if values.get(WHERE) == HERE else None
        return errors or Whom(place=there, profiles=profiles)
    if people_in(values, TO):
        return {GROUP: "You have picked people as well. Choose one or the other."}
    if is_urgent(values):
        return {WHEN: _URGENT_GROUP}
    groups = request_group.offered(tx, person, hidden=facts.hidden)
    group = next((one for one in groups if one.value == chosen), None)
    if group is None or not group.members:
        return {GROUP: "That is no region or team of yours any more. Choose another."}
    return Whom(place=group.where, members=group.members, label=group.name, policy=group.policy)


def _as_it_is(here: Place | None, channel: Channel | None) -> Place | None:
    """It may have turned private since the form was opened."""
    return replace(here, kind=channel.kind) if here is not None and channel is not None else here


def _people(person: Person, values: Values, profiles: Sequence[Profile]) -> Errors:
    picked = people_in(values, TO)
    known = {one.user.id: one for one in profiles}
    if not picked:
        return {TO: "Choose who is to answer."}
    if person.user.id in picked:
        return {TO: "You are among them yourself. Choose those who are to answer."}
    if len(picked) > MOST_ASKED:
        return {TO: f"These are {len(picked)} people. Ask at most {MOST_ASKED} at once."}
    if is_urgent(values) and len(picked) > MOST_URGENT:
        return {TO: f"These are {len(picked)} people. Choose at most {MOST_URGENT} for what is urgent."}
    for one in picked:
        if one not in known or not known[one].eligible:
            name = shorten(known[one].name, 60) if one in known else "One of them"
            return {TO: f"{name} is a guest, an app, or gone: choose members of this workspace."}
    return {}


def _whether_here(
    person: Person, values: Values, profiles: Sequence[Profile], channel: Channel | None
) -> Errors:
    """Whoever asks and is asked in a channel has to see it there."""
    if values.get(WHERE) != HERE:
        return {}
    if channel is None:
        return {WHERE: "I am not in that channel. Invite me there, or ask privately."}
    users: list[UserRef] = [person.user, *(one.user for one in profiles)]
    if any(one not in channel.members for one in users):
        name = shorten(channel.name, 60)
        return {WHERE: f"Not all of you are in #{name}. Ask privately, or invite them there first."}
    return {}
