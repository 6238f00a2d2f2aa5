"""Somebody is forgotten: what is about them goes, what others build on stays under nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.identity import PersonId, TeamId
from bot.domain.person import Person
from bot.services import decision_close, leaving, note, presence, prompt, publication_close, welcome
from bot.services.everywhere import keep_current
from bot.services.question_letters import withdraw
from bot.services.team import drop
from storage import (
    decisions,
    erasing,
    forgetting,
    forgetting_decisions,
    forgetting_requests,
    people,
    questions,
    requests,
    steps,
    teams,
)
from storage.forgetting import Traces
from storage.timers import Timer
from storage.transaction import Tx

# The timer of a message that is to be said again without them.
REDRAW: Final = forgetting.REDRAW


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What became of what was kept of somebody. All 0: they had been forgotten before.

    rows: deleted, whatever was about them alone. handoffs: emptied. withdrawn: steps that nobody had picked
    up. kept: steps in somebody else's hands, which keep their words until those let go. given_back:
    steps of others that they held or that waited for them. teams: left. letters: to them, dropped or
    deleted. emptied: letters to others. messages: that are said again without them, as the bot goes on.
    """

    rows: int = 0
    handoffs: int = 0
    withdrawn: int = 0
    kept: int = 0
    given_back: int = 0
    teams: int = 0
    letters: int = 0
    emptied: int = 0
    messages: int = 0


def forget(tx: Tx, person: PersonId, *, now: datetime) -> Forgotten:
    """Forget a person. A second call, or one for nobody, changes nothing.

    Their number stays, so that no newcomer is taken for them. Who speaks again is met as anyone new.
    """
    someone = people.get(tx, person)
    if someone is None or forgetting.is_forgotten(someone):
        return Forgotten()
    publication_close.forget(tx, person, now=now)
    left = forgetting.traces(tx, someone)
    withdrawn = _take_out(tx, left, now=now)
    given_back, parted = _leave(tx, someone, now=now)
    forgetting.clear_words(tx, left)
    forgetting_requests.clear(tx, person, instead=forgetting.REMOVED)
    forgetting_decisions.clear(tx, person, instead=forgetting.REMOVED)
    due = forgetting.drop_timers(
        tx,
        person,
        whole=(prompt.PROMPT, note.NOTE, leaving.AWAY, presence.PRESENCE),
        first=(prompt.REMINDER, prompt.SNOOZE),
        last=(welcome.WELCOME,),
    )
    erased = erasing.erase(tx, left, now=now)
    rows = forgetting.drop_rows(tx, person)
    forgetting.loosen(tx, someone)
    forgetting.bury(tx, person, now=now)
    forgetting.say_again(tx, left.keys, now=now)
    return Forgotten(
        rows=rows + due,
        handoffs=len(left.handoffs),
        withdrawn=withdrawn,
        kept=len(left.kept),
        given_back=given_back,
        teams=parted,
        letters=erased.dropped + erased.deleted,
        emptied=erased.emptied,
        messages=len(left.keys),
    )


def redraw_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Say again what a message says, as things stand: what stands in Slack names and quotes them no more."""
    for timer in due:
        keep_current(tx, timer.subject, now=now)


def _take_out(tx: Tx, left: Traces, *, now: datetime) -> int:
    """What nobody picked up of theirs is withdrawn; what nobody can answer any more is asked no more."""
    for number in forgetting.open_questions(tx, left.person.id, left.written):
        question = questions.get(tx, number)
        step = steps.get(tx, question.step) if question else None
        team = teams.get(tx, step.team) if step else None
        assert question is not None, "it was found in this transaction"
        assert step is not None, "it is about a step"
        assert team is not None, "a step is a team's"
        withdraw(tx, question, team, author=left.person.id, by=None, now=now)
        state = "picked_up" if step.holder is not None else "open"
        steps.change(tx, step.id, now=now, state=state)
    for request in forgetting_requests.open_requests(tx, left.person.id):
        requests.withdraw(tx, request, now=now)
    for decision in forgetting_decisions.open_decisions(tx, left.person.id):
        decisions.close(tx, decision, "withdrawn", now=now)
        decision_close.drop(tx, decision)
    free = [one for one in left.written if one not in left.kept]
    waiting = [one for one in steps.many(tx, free).values() if one.unfinished]
    for step in waiting:
        steps.record(tx, step, "withdrawn", by=None, now=now)
        steps.change(tx, step.id, now=now, state="withdrawn", holder_id=None)
    return len(waiting)


def _leave(tx: Tx, someone: Person, *, now: datetime) -> tuple[int, int]:
    """They are in no team any more; returns how many steps wait for others again, and how many teams."""
    given_back = 0
    theirs: list[TeamId] = [one.id for one in teams.of_people(tx, [someone.id]).get(someone.id, [])]
    for number in theirs:
        team = teams.get(tx, number)
        assert team is not None, "they are in it"
        given_back += len(steps.for_person(tx, someone.id, number))
        drop(tx, team, someone.id, now=now)
    return given_back, len(theirs)
