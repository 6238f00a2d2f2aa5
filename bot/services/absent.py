"""Who is not there as a message is posted to a region: what they find in their morning note instead."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.digest import off_on
from bot.domain.handoff import OnePerson, Step
from bot.domain.identity import PersonId, RegionId, StepId
from bot.domain.team import Team
from bot.services import note, noted
from storage import steps
from storage.transaction import Tx


def tell(tx: Tx, team: Team, region: RegionId, key: str, *, day: date | None, now: datetime) -> None:
    """The message of that key is being posted to a region.

    day: it is the region's of that date, and whoever does not work then finds it linked. Whoever a step waits
    for alone, and is not at work to be mentioned with it, finds that; in one note.
    """
    if day is not None:
        note.wait(tx, off_on(team, region, day), noted.DIGEST, key, now=now)
    away = {
        member.person.id
        for member in team.members
        if member.region == region and not team.calendar(member).working_at(now)
    }
    for step in steps.many(tx, steps.shown_in(tx, key)).values():
        for_one = step.state == "open" and isinstance(step.owner, OnePerson)
        if for_one and step.person in away and not _told(tx, step.id, step.person):
            note.wait(tx, [step.person], noted.STEP, step.id, now=now)


def tell_holders(tx: Tx, team: Team, some: Sequence[Step], *, now: datetime) -> None:
    """These steps were changed in their holders' hands: who does not work now finds that in their note."""
    for step in some:
        member = team.member(step.holder) if step.holder is not None else None
        if member is not None and not team.calendar(member).working_at(now):
            note.wait(tx, [member.person.id], noted.STEP, step.id, now=now)


def _told(tx: Tx, step: StepId, person: PersonId) -> bool:
    """Whether a note has shown it to them."""
    return any(key.startswith(f"{note.NOTE}/{person}/") for key in steps.showing(tx, [step]))
