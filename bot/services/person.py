"""People as their platform knows them: kept current, and what follows when a zone changes."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.identity import PersonId, UserRef
from bot.domain.person import Person, Profile
from bot.domain.region import common_zone
from bot.domain.team import Team
from bot.domain.travel import same_clock
from bot.messages.answer import Answer, Nothing
from bot.services import decision_away, decision_letters, leaving, note, presence, prompt, region
from bot.services.noted import TRAVEL
from bot.services.team import drop
from storage import people, teams
from storage.transaction import Tx


def profiles_changed(tx: Tx, profiles: Sequence[Profile], *, now: datetime) -> Answer:
    """Take over what a profile says of people the bot knows.

    A new zone moves their next prompt and note and, once most of a region have it, the region; whether they
    have moved is asked once. Who may take part no longer is out of every team, and decides nothing.
    """
    before = people.by_refs(tx, [profile.user for profile in profiles])
    after = people.keep(tx, [one for one in profiles if one.user in before], now=now)
    for person in after:
        if before[person.user].eligible and not person.eligible:
            _out(tx, person, now=now)
    moved = [person.id for person in after if person.zone != before[person.user].zone]
    _ask_about(tx, [(before[one.user], one) for one in after if one.id in moved], now=now)
    if moved:
        hours_changed(tx, moved, now=now)
    return Nothing()


def met(tx: Tx, user: UserRef, profile: Profile | None, *, now: datetime) -> Person | None:
    """Somebody as the platform says they are now, met where the bot knew them not; None without either."""
    if profile is not None:
        profiles_changed(tx, [profile], now=now)
        people.keep(tx, [profile], now=now)
    return people.by_ref(tx, user)


def hours_changed(tx: Tx, ids: Sequence[PersonId], *, now: datetime) -> None:
    """These work elsewhere or at other times from now on: a zone, a week, a holiday or an absence is new.

    Their prompts and notes are set anew, when they leave for days off, and the clocks of their regions.
    """
    prompt.plan(tx, ids, not_before=now)
    note.plan(tx, ids, now=now)
    leaving.plan(tx, ids, now=now)
    theirs = {team.id: team for some in teams.of_people(tx, ids).values() for team in some}
    for team in theirs.values():
        _follow(tx, team)
    for team in teams.many(tx, theirs).values():
        region.plan(tx, team, now=now)
    decision_away.look(tx, ids, now=now)


def _ask_about(tx: Tx, changed: Sequence[tuple[Person, Person]], *, now: datetime) -> None:
    """Whether it is a move or a visit is asked once, in the next morning note, of those who are in a team.

    Nothing is asked where the clocks are the same, of who is back, or of who is on a visit already.
    """
    members = teams.policies(tx, [one.id for _, one in changed])
    for before, after in changed:
        home = before.home_zone or before.zone
        if same_clock(home, after.zone, now=now):
            if before.home_zone is not None:
                people.set_travel(tx, after.id, home_zone=None, travel=None)
                note.show_trip(tx, after.id, now=now)
        elif before.home_zone is not None:
            note.show_trip(tx, after.id, now=now)
        elif after.id in members and before.zone_source != "default":
            people.set_travel(tx, after.id, home_zone=home, travel="asked")
            note.wait(tx, [after.id], TRAVEL, home, now=now)


def _out(tx: Tx, person: Person, *, now: datetime) -> None:
    for team in teams.of_people(tx, [person.id]).get(person.id, []):
        drop(tx, team, person.id, now=now)
    decision_letters.gone(tx, person.id, now=now)
    presence.erase(tx, person.id)


def _follow(tx: Tx, team: Team) -> None:
    """A region's zone is its members' most common one."""
    for one in team.regions:
        zone = common_zone(one)
        if zone != one.zone:
            teams.change_region(tx, one.id, zone=zone)
