"""Who decides, and where it stands: people who are picked, or a team in its channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made

from bot.domain.decision import MOST_DECIDERS
from bot.domain.identity import PersonId, Place
from bot.domain.person import Person, Profile
from bot.domain.team import Team
from bot.domain.text import shorten
from bot.messages.decision_form import DECIDERS, EACH, HERE, PEOPLE, PROBLEM, PROPOSAL, TEAM, TITLE, WHERE
from bot.messages.form import Choice, Errors, Values
from bot.messages.request_values import people_in, text
from bot.services.decision_subject import Subject, plain
from bot.services.platform import Channel
from storage import teams
from storage.transaction import Tx

_EMPTY = {
    TITLE: "Say in a line what is to be decided.",
    PROBLEM: "Say what the problem is: whoever decides knows only this.",
    PROPOSAL: "Say what you propose, so that a yes is enough.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Who decides: `profiles`, of people who were picked, or the members of the team that `label` names.

    where: what the channel is called. field: that a mistake in it belongs to. regions: of which each member
    is, where one of each region decides.
    """

    place: Place
    where: str
    field: str
    profiles: Sequence[Profile] = ()
    members: tuple[PersonId, ...] = ()
    label: str = ""
    regions: Mapping[PersonId, str] = made(default_factory=dict)


def teams_of(tx: Tx, person: Person, subject: Subject) -> tuple[Choice, ...]:
    """The teams that may decide: their own, of more than one member, and of one that stands, those there."""
    found = [one for one in _deciding(tx, person, subject) if len(one.members) > 1]
    whole = [_choice(one) for one in found]
    return (*whole, *(_each_choice(one) for one in found if len(_regions(one)) > 1))


def places(tx: Tx, person: Person, subject: Subject) -> tuple[Choice, ...]:
    """Where it may stand: the channel in which it was asked first, then those of their teams."""
    here = subject.here(person.user)
    named = Choice(value=HERE, text=shorten(f"Here, in #{subject.channel}", 75))
    others = [one for one in _theirs(tx, person, subject) if here is None or one.where.id != here.id]
    channels = [Choice(value=f"team:{one.id}", text=shorten(f"{one.name}'s channel", 75)) for one in others]
    return (*((named,) if here is not None else ()), *channels)


def place(tx: Tx, person: Person, subject: Subject, values: Values) -> Place | None:
    """The channel that these values mean."""
    if subject.editing is not None:
        return subject.here(person.user)
    team = text(values, TEAM)
    chosen = _team(team) if team and team != PEOPLE else text(values, WHERE)
    if chosen == HERE:
        return subject.here(person.user)
    return next((one.where for one in _theirs(tx, person, subject) if f"team:{one.id}" == chosen), None)


def empty(values: Values) -> Errors:
    """What has to be filled in and is not."""
    return {name: told for name, told in _EMPTY.items() if not text(values, name)}


def whom(
    tx: Tx, person: Person, subject: Subject, *, profiles: Sequence[Profile], channel: Channel | None
) -> Whom | Errors:
    """Who decides, or what to mend. channel: where it is to be posted, as it is now."""
    values = plain(subject.typed)
    there = place(tx, person, subject, values)
    chosen = text(values, TEAM)
    if chosen and chosen != PEOPLE:
        if people_in(values, DECIDERS):
            return {TEAM: "You have picked people as well. Choose one or the other."}
        some = _deciding(tx, person, subject)
        team = next((one for one in some if f"team:{one.id}" == _team(chosen)), None)
        if team is None or channel is None:
            return {TEAM: "That is no team of yours any more, or I am not in its channel. Choose another."}
        each = _each(team) if chosen.startswith(EACH) else {}
        if chosen.startswith(EACH) and len({*each.values()}) < 2:
            return {TEAM: f"{shorten(team.name, 60)} has one region by now. Choose all of it, or people."}
        members = tuple(one.person.id for one in team.members)
        return Whom(
            place=team.where, where=channel.name, field=TEAM, members=members, label=team.name, regions=each
        )
    if errors := _people(values, profiles):
        return errors
    if there is None or channel is None:
        return {WHERE: "I am not in that channel. Invite me there, or choose another."}
    if any(one.user not in channel.members for one in profiles) or person.user not in channel.members:
        name = shorten(channel.name, 60)
        return {WHERE: f"Not all of you are in #{name}. Invite them there first, or choose another."}
    there = replace(there, kind=channel.place.kind)
    return Whom(place=there, where=channel.name, field=DECIDERS, profiles=profiles)


def _people(values: Values, profiles: Sequence[Profile]) -> Errors:
    picked = people_in(values, DECIDERS)
    known = {one.user.id: one for one in profiles}
    if not picked:
        return {DECIDERS: "Choose who decides."}
    if len(picked) > MOST_DECIDERS:
        return {DECIDERS: f"These are {len(picked)} people. Choose at most {MOST_DECIDERS}."}
    for one in picked:
        if one not in known or not known[one].eligible:
            name = shorten(known[one].name, 60) if one in known else "One of them"
            return {DECIDERS: f"{name} is a guest, an app, or gone: choose members of this workspace."}
    return {}


def _theirs(tx: Tx, person: Person, subject: Subject) -> list[Team]:
    """Their teams; only those of one channel, where what is quoted may be read in no other."""
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    here = subject.here(person.user) if subject.publication is not None else None
    return [one for one in theirs if here is None or one.where.id == here.id]


def _deciding(tx: Tx, person: Person, subject: Subject) -> list[Team]:
    """A decision that stands is decided by a team in whose channel that is."""
    here = subject.here(person.user) if subject.editing is not None else None
    return [one for one in _theirs(tx, person, subject) if here is None or one.where.id == here.id]


def _team(chosen: str) -> str:
    """The team's own choice, also where one of each of its regions decides."""
    return f"team:{chosen.removeprefix(EACH)}" if chosen.startswith(EACH) else chosen


def _regions(team: Team) -> set[str]:
    return {*_each(team).values()}


def _each(team: Team) -> dict[PersonId, str]:
    """What each member's region is called; of two that are called alike, with their numbers."""
    names = [one.name for one in team.plans]
    called = {
        one.id: one.name if names.count(one.name) == 1 else f"{one.name} ({one.id})" for one in team.plans
    }
    return {one.person.id: called[one.region] for one in team.members if one.region in called}


def _each_choice(team: Team) -> Choice:
    return Choice(value=f"{EACH}{team.id}", text=f"{shorten(team.name, 50)}: one of each region")


def _choice(team: Team) -> Choice:
    return Choice(value=f"team:{team.id}", text=shorten(team.name, 75))
