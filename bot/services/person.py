"""People as their platform knows them: kept current, and what follows when a zone changes."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.person import Person, Profile
from bot.domain.region import common_zone
from bot.domain.team import Team
from bot.messages.answer import Answer, Nothing
from bot.services import note, prompt, region
from bot.services.team import drop
from storage import people, teams
from storage.transaction import Tx


def profiles_changed(tx: Tx, profiles: Sequence[Profile], *, now: datetime) -> Answer:
    """Take over what a profile says of people the bot knows.

    A new zone moves their next prompt and note and, once most of a region have it, the region. Who may take
    part no longer is out of every team.
    """
    before = {profile.user: person for profile in profiles if (person := people.by_ref(tx, profile.user))}
    after = people.keep(tx, [one for one in profiles if one.user in before], now=now)
    for person in after:
        if before[person.user].eligible and not person.eligible:
            _out(tx, person, now=now)
    moved = [person.id for person in after if person.zone != before[person.user].zone]
    if moved:
        prompt.plan(tx, moved, not_before=now)
        note.plan(tx, moved, now=now)
        for team in {team.id: team for some in teams.of_people(tx, moved).values() for team in some}.values():
            _follow(tx, team)
            region.plan(tx, teams.many(tx, [team.id])[team.id], now=now)
    return Nothing()


def _out(tx: Tx, person: Person, *, now: datetime) -> None:
    for team in teams.of_people(tx, [person.id]).get(person.id, []):
        drop(tx, team, person.id, now=now)


def _follow(tx: Tx, team: Team) -> None:
    """A region's zone is its members' most common one."""
    for one in team.regions:
        zone = common_zone(one)
        if zone != one.zone:
            teams.change_region(tx, one.id, zone=zone)
