"""A hand-off goes over: kept or edited, its steps addressed, the region that inherits it told in time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.handoff import (
    Draft,
    Handoff,
    OnePerson,
    OneRegion,
    Step,
    StepDraft,
    Waits,
    edit,
    owner_text,
    waits,
)
from bot.domain.identity import HandoffId, PersonId, RegionId, StepId
from bot.domain.region import next_awake
from bot.domain.team import Member, Project, Team
from bot.services import file, note, question_letters
from bot.services.current import keep_handoffs_current, tell_holders
from bot.services.everywhere import keep_steps_current
from bot.services.region import hand_over_later
from storage import handoffs, questions, steps
from storage.handoffs import NewHandoff
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What one person leaves at the end of one day. `ends_at`: when that day ends."""

    team: Team
    author: PersonId
    project: Project
    day: date
    ends_at: datetime
    draft: Draft


def keep(tx: Tx, leaving: Leaving, *, now: datetime) -> None:
    """Keep a hand-off, or edit the one of the same day, team and project; unchanged, nothing happens.

    Where it goes is settled by the first sending; an edit does not send it elsewhere.
    """
    team = leaving.team
    before = handoffs.of_project(tx, leaving.author, leaving.day, leaving.project.id)
    inherits = before.to_region if before else _inheritor(leaving, now=now)
    if before is None:
        handoff = _add(tx, leaving, inherits, now=now)
        _address(tx, handoff, leaving, inherits, there=(), now=now)
    elif not _edit(tx, before, leaving, now=now):
        return
    for region in _regions_told(team, leaving.draft, inherits):
        hand_over_later(tx, team, region, author=leaving.author, now=now)


def _inheritor(leaving: Leaving, *, now: datetime) -> RegionId | None:
    """The next awake region; None where nobody ever works."""
    home = _member(leaving).region
    return next_awake(leaving.team.regions, own=home, shift_ends_at=leaving.ends_at, sent_at=now)


def _add(tx: Tx, leaving: Leaving, inherits: RegionId | None, *, now: datetime) -> HandoffId:
    new = NewHandoff(
        team=leaving.team.id,
        author=leaving.author,
        project=leaving.project.id,
        day=leaving.day,
        state=leaving.draft.state,
        content=leaving.draft.content,
        from_region=_member(leaving).region,
        to_region=inherits,
    )
    return handoffs.add(tx, new, now=now)


def _edit(tx: Tx, before: Handoff, leaving: Leaving, *, now: datetime) -> bool:
    """Rewrite what is there; False where the same was sent again."""
    draft = leaving.draft
    there = steps.of_handoffs(tx, [before.id])[before.id]
    same_steps = [(one.text, one.owner) for one in there] == [(one.text, one.owner) for one in draft.steps]
    if (before.state, before.content) == (draft.state, draft.content) and same_steps:
        return False
    handoffs.rewrite(tx, before, state=draft.state, content=draft.content, now=now)
    changed = _address(tx, before.id, leaving, before.to_region, there=there, now=now)
    keep_handoffs_current(tx, [before.id], now=now)
    keep_steps_current(tx, [step.id for step in there], now=now)
    file.show_added(tx, leaving.team, before.id, now=now)
    tell_holders(tx, leaving.team, before, changed, now=now)
    return True


def _address(
    tx: Tx,
    handoff: HandoffId,
    leaving: Leaving,
    inherits: RegionId | None,
    *,
    there: Sequence[Step],
    now: datetime,
) -> list[Step]:
    """Bring the steps that are there in line with what was sent: new ones wait where they are addressed to.

    Returns those that someone had picked up and that are not what they were.
    """
    change = edit(there, leaving.draft.steps)
    _pass_on(tx, leaving, {row.text for _, row in change.added}, besides=handoff, now=now)
    for position, row in change.added:
        where = waits(row.owner, author=leaving.author, inherits=inherits)
        added = steps.add(
            tx, handoff=handoff, team=leaving.team.id, position=position, draft=row, waits=where, now=now
        )
        _tell_addressee(tx, leaving, added, row, now=now)
    for step, position, row in change.kept:
        where = waits(row.owner, author=leaving.author, inherits=inherits)
        _mend(tx, step, position, row, where=where, now=now)
        if step.owner != row.owner and step.state == "open":
            _tell_addressee(tx, leaving, step.id, row, now=now)
    for step in change.withdrawn:
        _withdraw(tx, leaving, step, now=now)
    moved = [step for step, _, row in change.kept if step.owner != row.owner]
    return [step for step in (*change.withdrawn, *moved) if step.state in ("picked_up", "returned")]


def _tell_addressee(tx: Tx, leaving: Leaving, step: StepId, row: StepDraft, *, now: datetime) -> None:
    """One person who is not working finds it in their morning note; who works finds it in the channel."""
    if not isinstance(row.owner, OnePerson) or row.owner.person == leaving.author:
        return
    member = leaving.team.member(row.owner.person)
    if member is not None and not note.reachable(tx, member.person, now=now):
        note.wait(tx, [member.person.id], "step", step, now=now)


def _withdraw(tx: Tx, leaving: Leaving, step: Step, *, now: datetime) -> None:
    """It is taken out, and what was asked about it needs no answer any more."""
    waiting = questions.open_of(tx, step.id) if step.state == "returned" else None
    steps.record(tx, step, "withdrawn", by=leaving.author, now=now)
    steps.change(tx, step.id, now=now, state="withdrawn")
    if waiting is not None:
        # Its holder is told of the step itself.
        by = step.holder if waiting.asker == step.holder else leaving.author
        question_letters.withdraw(tx, waiting, leaving.team, author=leaving.author, by=by, now=now)


def _pass_on(tx: Tx, leaving: Leaving, sent: Collection[str], *, besides: HandoffId, now: datetime) -> None:
    """A step in the author's hands that they sent on in the same words lives on in the hand-off alone."""
    held = steps.held_by(tx, leaving.author, leaving.team.id)
    gone = [one for one in held if one.text in sent and one.handoff != besides]
    for step in gone:
        steps.record(tx, step, "passed_on", by=leaving.author, now=now)
        steps.change(tx, step.id, now=now, state="withdrawn", holder_id=None)
    keep_steps_current(tx, [step.id for step in gone], now=now)
    for whole in handoffs.many(tx, {step.handoff for step in gone}).values():
        if whole.author != leaving.author and leaving.team.member(whole.author) is not None:
            note.wait(tx, [whole.author], "fate", whole.id, now=now)


def _mend(tx: Tx, step: Step, position: int, row: StepDraft, *, where: Waits, now: datetime) -> None:
    """A kept step takes the new words; addressed to someone else now, and open, it waits for them."""
    columns: dict[str, object] = {"text": row.text, "position": position, "owner": owner_text(row.owner)}
    if step.owner != row.owner and step.holder is None and step.state in ("open", "returned"):
        columns |= {"region_id": where.region, "person_id": where.person}
    if (step.text, step.position, step.owner) != (row.text, position, row.owner):
        # The time of a step that somebody has taken up is that of their doing, not of a mended word.
        changed_at = now if step.state == "open" else step.changed_at
        steps.change(tx, step.id, now=changed_at, **columns)


def _regions_told(team: Team, draft: Draft, inherits: RegionId | None) -> list[RegionId]:
    """The region that inherits the hand-off, and those that a step is addressed to by name."""
    told = {inherits} if inherits is not None else set()
    for step in draft.steps:
        match step.owner:
            case OneRegion(region=region):
                told.add(region)
            case OnePerson(person=person) if (member := team.member(person)) is not None:
                told.add(member.region)
            case _:
                pass
    return sorted(told)


def _member(leaving: Leaving) -> Member:
    member = leaving.team.member(leaving.author)
    assert member is not None, "a writer is a member"
    return member
