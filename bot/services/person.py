"""People as their platform knows them: kept current, and what follows when a zone changes."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.person import Profile
from bot.messages.answer import Answer, Nothing
from bot.services import evening, region
from storage import people, teams
from storage.transaction import Tx


def profiles_changed(tx: Tx, profiles: Sequence[Profile], *, now: datetime) -> Answer:
    """Take over what a profile says of people the bot knows; a new zone moves their next prompt."""
    known = [one for one in profiles if people.by_ref(tx, one.user) is not None]
    before = {person.id: person for one in known if (person := people.by_ref(tx, one.user)) is not None}
    after = people.keep(tx, known, now=now)
    moved = [
        person.id
        for person in after
        if (person.zone, person.eligible) != (before[person.id].zone, before[person.id].eligible)
    ]
    if moved:
        evening.plan(tx, moved, not_before=now)
        theirs = {team.id: team for some in teams.of_people(tx, moved).values() for team in some}
        for team in theirs.values():
            region.plan(tx, team, now=now)
    return Nothing()
