"""Who is not there as a message is posted to a region: what they find in their morning note instead."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.digest import off_on
from bot.domain.handoff import OnePerson, Step
from bot.domain.identity import PersonId, RegionId, StepId
from bot.domain.team import Team
from bot.services import hours, note, noted
from storage import steps
from storage.transaction import Tx


def tell(tx: Tx, team: Team, region: RegionId, key: str, *, day: date | None, now: datetime) -> None:
    """The message of that key is being posted to a region.

    day: it is the region's of that date, and whoever does not work then finds it linked. Whoever a step waits
    for alone, and is not at hand to be mentioned with it, finds that; in one note.
    """
    if day is not None:
        note.wait(tx, off_on(team, region, day), noted.DIGEST, key, now=now)
    here = {one.person.id: one.person for one in team.members if one.region == region}
    shown = steps.many(tx, steps.shown_in(tx, key)).values()
    alone = [(step.id, here[one]) for step in shown if (one := _for_alone(step)) in here]
    if not alone:
        return
    at_hand = hours.reachable_of(tx, list({one.id: one for _, one in alone}.values()), now=now)
    for step, person in alone:
        if person.id not in at_hand and not _told(tx, step, person.id):
            note.wait(tx, [person.id], noted.STEP, step, now=now)


def tell_holders(tx: Tx, team: Team, some: Sequence[Step], *, now: datetime) -> None:
    """These steps were changed in their holders' hands: who is not at hand finds that in their note."""
    held = [(one, team.member(one.holder)) for one in some if one.holder is not None]
    there = {member.person.id: member.person for _, member in held if member is not None}
    at_hand = hours.reachable_of(tx, list(there.values()), now=now)
    for step, member in held:
        if member is not None and member.person.id not in at_hand:
            note.wait(tx, [member.person.id], noted.STEP, step.id, now=now)


def _for_alone(step: Step) -> PersonId | None:
    """Whom it waits for, and nobody else."""
    return step.person if step.state == "open" and isinstance(step.owner, OnePerson) else None


def _told(tx: Tx, step: StepId, person: PersonId) -> bool:
    """Whether a note has shown it to them."""
    return any(key.startswith(f"{note.NOTE}/{person}/") for key in steps.showing(tx, [step]))
