"""Who looks after a relay: who may change it, and who takes it over when nobody does."""

from datetime import datetime

from bot.domain.identity import TeamId, UserRef
from bot.domain.person import Person
from bot.domain.team import Team
from bot.messages import setup as messages
from bot.messages.answer import Answer, Tell
from bot.messages.letter import Letter
from bot.services import change
from bot.services.border import crosses
from bot.services.posting import change as put_in_place
from bot.services.posting import post, tenant_of
from storage import changes, people, teams
from storage.transaction import Tx

ORPHANED = "orphaned"


def looks_after(team: Team, person: Person) -> bool:
    """Whether they may change it: a steward of it, or an admin of its workspace."""
    member = team.member(person.id)
    return (person.admin and not crosses(person.user, team)) or (member is not None and member.steward)


def looks_after_any(tx: Tx, person: Person) -> bool:
    """Whether they are an admin of the workspace, or look after a team of it."""
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    return person.eligible and (person.admin or any(looks_after(team, person) for team in theirs))


def has_none(team: Team) -> bool:
    """Whether it has members, and nobody among them looks after it."""
    return bool(team.members) and not any(one.steward for one in team.members)


def refusal(team: Team, person: Person) -> Answer | None:
    """Why they may not change it, with what they can do; None: they may, as anyone may where nobody is in."""
    if looks_after(team, person) or not team.members:
        return None
    if not has_none(team):
        names = [one.person.name for one in team.members if one.steward]
        return Tell(document=messages.stewards_only(names=names, locale=person.locale))
    mine = team.member(person.id) is not None
    return Tell(
        document=messages.nobody_looks_after(
            team=team.id,
            name=team.name,
            member=mine,
            names=[one.person.name for one in team.members],
            locale=person.locale,
        )
    )


def take_over(tx: Tx, by: UserRef, team: TeamId, *, now: datetime) -> Answer:
    """*Take it over*: any member may, while nobody looks after it. The channel is told, with *Undo*."""
    whole = teams.get(tx, team)
    person = people.by_ref(tx, by)
    member = whole.member(person.id) if whole and person and not crosses(by, whole) else None
    if whole is None or person is None or member is None:
        return Tell(document=messages.members_take_over(locale=person.locale if person else ""))
    if not member.steward:
        if not has_none(whole):
            names = [one.person.name for one in whole.members if one.steward]
            return Tell(document=messages.stewards_only(names=names, locale=person.locale))
        teams.change_member(tx, team, person.id, steward=True)
        change.record(tx, whole, by=person, now=now)
        _taken_over(tx, whole, person, now=now)
    return Tell(document=messages.taken_over(team=team, name=whole.name, locale=person.locale))


def tell_if_orphaned(tx: Tx, before: Team, after: Team, *, now: datetime) -> None:
    """The channel is told once as the last steward is out of a team that goes on."""
    if has_none(before) or not before.members or not has_none(after):
        return
    document = messages.orphaned(team=after.id, name=after.name, locale="")
    key = f"{ORPHANED}/{after.id}/{int(now.timestamp() * 1000)}"
    letter = Letter(key=key, tenant=tenant_of(after.where), to=after.where, document=document)
    post(tx, letter, tenant=after.tenant, now=now)


def _taken_over(tx: Tx, team: Team, person: Person, *, now: datetime) -> None:
    """What asked the channel for somebody says now who it is."""
    key = changes.newest_key(tx, f"{ORPHANED}/{team.id}/")
    if key is not None:
        document = messages.adopted(name=team.name, by=person.name, locale="")
        put_in_place(tx, key, team.where, document, tenant=team.tenant, now=now)
