"""A step is picked up, done, or either is undone; every copy of its buttons acts on the same step."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.handoff import Step
from bot.domain.identity import PersonId, StepId, UserRef
from bot.domain.person import Person
from bot.domain.team import Team
from bot.messages import step as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.messages.document import Document
from bot.services.current import keep_steps_current
from bot.services.moving import empty_out
from storage import handoffs, people, steps, teams
from storage.transaction import Tx


def pick_up(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """The first to press has it; pressing again oneself changes nothing."""
    found = _found(tx, by, step_id)
    if isinstance(found, Document):
        return Tell(document=found)
    person, step = found
    if step.state == "picked_up" and step.holder == person.id:
        return Nothing()
    if step.state != "open":
        return Tell(document=_too_late(tx, person, step))
    _act(tx, step, "picked_up", by=person.id, now=now, state="picked_up", holder_id=person.id)
    return Nothing()


def done(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """It is done, whether it was picked up before or not; somebody else's stays theirs.

    Pressing it again oneself changes nothing.
    """
    found = _found(tx, by, step_id)
    if isinstance(found, Document):
        return Tell(document=found)
    person, step = found
    if step.state == "picked_up" and step.holder != person.id:
        return Tell(document=_too_late(tx, person, step))
    if step.state == "done" and steps.actors(tx, [step.id], "done").get(step.id) == person.id:
        return Nothing()
    if not step.unfinished:
        return Tell(document=_too_late(tx, person, step))
    _act(tx, step, "done", by=person.id, now=now, state="done")
    return Nothing()


def undo(tx: Tx, by: UserRef, step_id: StepId, *, shown: str = "", now: datetime) -> Answer:
    """Take back what oneself did last.

    shown: the state that stood beside the button; no longer true, it was taken back already.
    """
    found = _found(tx, by, step_id)
    if isinstance(found, Document):
        return Tell(document=found)
    person, step = found
    if shown and step.state not in (shown, "withdrawn"):
        return Nothing()
    if step.state == "withdrawn":
        return Tell(document=_too_late(tx, person, step))
    event = steps.last_event(tx, step.id)
    if event is None or event.what not in ("picked_up", "done"):
        return Tell(document=messages.nothing_to_undo(locale=person.locale))
    if event.person_id != person.id:
        other = people.get(tx, PersonId(event.person_id))
        return Tell(
            document=messages.not_yours_to_undo(by=other.name if other else "Someone", locale=person.locale)
        )
    steps.forget_event(tx, event.id)
    _put_back(tx, person, step, event.before, now=now)
    keep_steps_current(tx, [step.id], now=now)
    return Nothing()


def _act(tx: Tx, step: Step, what: str, *, by: PersonId, now: datetime, **columns: Any) -> None:
    steps.record(tx, step, what, by=by, now=now)
    steps.change(tx, step.id, now=now, **columns)
    keep_steps_current(tx, [step.id], now=now)


def _put_back(tx: Tx, person: Person, step: Step, was: Mapping[str, Any], *, now: datetime) -> None:
    """As it was, but never to wait for someone, or in a region, that the team has lost meanwhile."""
    team = teams.get(tx, step.team)
    assert team is not None, "it was found in a team"
    region, alone = was["region"], was["person"]
    member = team.member(person.id)
    if alone is not None and team.member(alone) is None and member is not None:
        region, alone = member.region, None
    steps.change(
        tx,
        step.id,
        now=now,
        state=was["state"],
        region_id=region,
        person_id=alone,
        holder_id=was["holder"],
    )
    empty_out(tx, team, now=now)


def _found(tx: Tx, by: UserRef, step_id: StepId) -> tuple[Person, Step] | Document:
    """The step and who acts on it, or why that cannot be."""
    step = steps.get(tx, step_id)
    if step is None:
        return messages.gone(locale="")
    team: Team | None = teams.get(tx, step.team)
    person = people.by_ref(tx, by)
    if team is None or person is None or team.member(person.id) is None:
        return messages.members_only(team=team.name if team else "this team", locale="")
    return person, step


def _too_late(tx: Tx, reader: Person, step: Step) -> Document:
    match step.state:
        case "picked_up":
            holder = people.get(tx, step.holder) if step.holder else None
            name = holder.name if holder else "Someone"
            return messages.taken(holder=name, at=step.changed_at, zone=reader.zone, locale=reader.locale)
        case "done":
            doer = people.get(tx, steps.actors(tx, [step.id], "done").get(step.id, reader.id))
            name = doer.name if doer else "Someone"
            return messages.finished(by=name, at=step.changed_at, zone=reader.zone, locale=reader.locale)
        case _:
            kept = handoffs.get(tx, step.handoff)
            author = people.get(tx, kept.author) if kept else None
            return messages.withdrawn(author=author.name if author else "Its author", locale=reader.locale)
