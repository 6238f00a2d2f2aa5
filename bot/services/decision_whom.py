"""Who decides, and where it stands: people who are picked, or a team in its channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made

from bot.domain.decision import MOST_DECIDERS, Decision
from bot.domain.identity import DecisionId, PersonId, Place, UserRef
from bot.domain.person import Person, Profile
from bot.domain.team import Team
from bot.domain.text import list_words, shorten
from bot.messages.decision_form import (
    DECIDERS,
    EACH,
    HERE,
    PEOPLE,
    PROBLEM,
    PROPOSAL,
    STANDING,
    TEAM,
    TITLE,
    WHERE,
)
from bot.messages.form import Choice, Errors, Values
from bot.messages.request_values import people_in, text
from bot.services.decision_subject import Subject, plain
from bot.services.platform import Channel
from storage import decisions, people, teams
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
    """The teams that may decide: their own, of more than one member, and of one that stands, those there.

    Where those who decide it can be named in no other way, that they stay is one choice more.
    """
    found = [one for one in _deciding(tx, person, subject) if len(one.members) > 1]
    each = [_each_choice(one) for one in found if len(_regions(one)) > 1]
    offered = (*(_choice(one) for one in found), *each)
    before = standing(tx, subject)
    if before is None or _names(offered, before):
        return offered
    called = before.label or f"the {len(before.deciders) + len(before.left_out)} people who decide it"
    each_of = "one of each region of " if before.regions else ""
    return (Choice(value=STANDING, text=shorten(f"As it is: {each_of}{called}", 75)), *offered)


def _names(offered: Sequence[Choice], before: Decision) -> bool:
    """Whether those who decide it can be chosen anew: their team, or as many people as can be picked."""
    if not before.label:
        return len(before.deciders) + len(before.left_out) <= MOST_DECIDERS
    return any(one.value.startswith(EACH if before.regions else "team:") for one in offered)


def standing(tx: Tx, subject: Subject) -> Decision | None:
    """What is edited, as it is now."""
    return decisions.get(tx, DecisionId(subject.editing)) if subject.editing is not None else None


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
        before = standing(tx, subject) if chosen == STANDING else None
        if before is not None and there is not None and channel is not None:
            asked = (*before.deciders, *before.left_out)
            return Whom(
                place=replace(there, kind=channel.place.kind),
                where=channel.name,
                field=TEAM,
                members=asked,
                label=before.label,
                regions=before.regions,
            )
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
    found = channel if there is not None else None
    if errors := _outside(tx, person, subject, profiles=profiles, channel=found):
        return errors
    assert there is not None, "it has a channel"
    assert channel is not None, "they are in it"
    there = replace(there, kind=channel.place.kind)
    return Whom(place=there, where=channel.name, field=DECIDERS, profiles=profiles)


def _outside(
    tx: Tx, person: Person, subject: Subject, *, profiles: Sequence[Profile], channel: Channel | None
) -> Errors:
    """Who would have to be in the channel. One that stands, stands where it is: what can be chosen is who."""
    editing = subject.editing is not None
    if channel is None:
        other = "" if editing else ", or choose another"
        return {DECIDERS if editing else WHERE: f"I am not in that channel. Invite me there{other}."}
    name = shorten(channel.name, 60)
    exempt = _exempt(tx, person, subject, channel)
    outside = [one.name for one in profiles if one.user not in {*channel.members, *exempt}]
    if not outside and person.user in {*channel.members, *exempt}:
        return {}
    if not editing:
        return {WHERE: f"Not all of you are in #{name}. Invite them there first, or choose another."}
    who = shorten(list_words(outside), 60) if outside else "You"
    verb = "is" if len(outside) == 1 else "are"
    return {DECIDERS: f"{who} {verb} not in #{name}. Have them invited there first, or choose others."}


def _exempt(tx: Tx, person: Person, subject: Subject, channel: Channel) -> set[UserRef]:
    """Who need not be in a public channel any more: whoever proposed it, and who decides it already."""
    before = standing(tx, subject)
    if before is None or channel.place.kind == "private":
        return set()
    asked = people.many(tx, (*before.deciders, *before.left_out))
    return {person.user, *(one.user for one in asked.values())}


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
