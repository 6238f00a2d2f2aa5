"""Work moves on: as a region stops, as it loses its last member, as someone leaves."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.handoff import Step
from bot.domain.identity import PersonId, RegionId
from bot.domain.region import in_shift, next_awake
from bot.domain.team import Team
from bot.services import question_letters
from bot.services.everywhere import keep_steps_current, show_moved
from bot.services.region import hand_over_later, plan_stop
from storage import handoffs, questions, steps, teams
from storage.timers import Timer
from storage.transaction import Tx


def stop_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """As a region's last member stops, what nobody picked up moves to the next awake region.

    Noticed so late that the region is at work again, it stays.
    """
    found = teams.of_regions(tx, [RegionId(int(timer.subject)) for timer in due])
    for timer in due:
        region = RegionId(int(timer.subject))
        team = found.get(region)
        if team is not None:
            if not in_shift(team.region(region), now):
                move_on(tx, team, region, stopped_at=timer.due_at, now=now)
            plan_stop(tx, team, region, now=now)


def move_on(tx: Tx, team: Team, region: RegionId, *, stopped_at: datetime, now: datetime) -> None:
    """Move the open steps of a region on; alone, it keeps them."""
    waiting = steps.open_in(tx, region)
    following = next_awake(team.regions, own=region, shift_ends_at=stopped_at, sent_at=now)
    if not waiting or following is None or following == region:
        return
    steps.move(tx, waiting, following, now=now)
    show_moved(tx, [step.id for step in waiting], now=now)
    hand_over_later(tx, team, following, now=now)


def let_go(tx: Tx, team: Team, person: PersonId, *, now: datetime) -> None:
    """Someone leaves: what they held, and what waited for them alone, waits in a region again.

    A question of theirs stays, and its answer leads to an open step. One to them is asked no more.
    """
    there = team.member(person)
    theirs = steps.for_person(tx, person, team.id)
    for step in theirs:
        if step.state != "returned":
            steps.record(tx, step, "left", by=None, now=now)
        home = step.region or (there.region if there else None)
        state = "returned" if step.state == "returned" else "open"
        steps.change(
            tx,
            step.id,
            now=now,
            state=state,
            holder_id=None,
            person_id=None,
            region_id=home,
            read_back=None,
        )
    unanswered = steps.returned_to(tx, person, team.id)
    for step in steps.many(tx, [one.id for one in unanswered]).values():
        _ask_no_more(tx, team, step, author=person, now=now)
    keep_steps_current(tx, [step.id for step in (*theirs, *unanswered)], now=now)


def waited(
    team: Team, person: PersonId, region: RegionId | None, alone: PersonId | None
) -> tuple[RegionId | None, PersonId | None]:
    """Where a step waits again, whose holder lets go of it: where it waited, if that is still there.

    Else in the region of `person`, a member, who acts on it. region, alone: where it waited, or for whom.
    """
    gone = region is None if alone is None else team.member(alone) is None
    if not gone:
        return region, alone
    there = team.member(person)
    assert there is not None, "only members act on steps"
    return there.region, None


def _ask_no_more(tx: Tx, team: Team, step: Step, *, author: PersonId, now: datetime) -> None:
    """Nobody will answer: the step is what it was before the question."""
    waiting = questions.open_of(tx, step.id)
    steps.record(tx, step, "left", by=None, now=now)
    steps.change(tx, step.id, now=now, state="picked_up" if step.holder is not None else "open")
    if waiting is not None:
        question_letters.withdraw(tx, waiting, team, author=author, by=None, now=now)


def empty_out(tx: Tx, team: Team, *, now: datetime) -> None:
    """What waits in a region without members goes to the next awake one, inherited hand-offs too."""
    inhabited = {one.id for one in team.regions}
    for plan in team.plans:
        if plan.id in inhabited:
            continue
        move_on(tx, team, plan.id, stopped_at=now, now=now)
        following = next_awake(team.regions, own=plan.id, shift_ends_at=now, sent_at=now)
        if following is None:
            continue
        steps.move(tx, steps.returned_in(tx, plan.id), following, now=now)
        if handoffs.pass_on(tx, plan.id, following):
            hand_over_later(tx, team, following, now=now)
