"""Who acts on a step, whether they may, why not if not, and what is noted of every deed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.handoff import Step
from bot.domain.identity import PersonId, StepId, UserRef
from bot.domain.person import Person
from bot.domain.team import Team, TeamAt
from bot.messages import question as question_messages
from bot.messages import step as messages
from bot.messages.document import Document
from bot.services import note, question_letters
from bot.services.border import crosses
from bot.services.everywhere import keep_steps_current
from storage import acted_on, people, questions, steps, teams
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """A member of a team at one of its steps. author: who left it. Who else is in it `whole` tells."""

    person: Person
    team: TeamAt
    step: Step
    author: PersonId

    @property
    def holds(self) -> bool:
        """Whether it is in their hands."""
        return self.step.state == "picked_up" and self.step.holder == self.person.id


def found(tx: Tx, by: UserRef, step_id: StepId, *, person: Person | None = None) -> Acting | Document:
    """The step and who acts on it, or why that cannot be. person: who `by` is, where that is known."""
    person = person or people.by_ref(tx, by)
    there = acted_on.get(tx, step_id, by=person.id if person else None)
    if there is None or crosses(by, there.team):
        return messages.gone(locale="")
    if person is None or not there.inside:
        return messages.members_only(team=there.team.name, locale="")
    return Acting(person=person, team=there.team, step=there.step, author=there.author)


def whole(tx: Tx, one: Acting) -> Team:
    """Their team with everyone in it."""
    team = teams.get(tx, one.team.id)
    assert team is not None, "it was there a moment ago"
    return team


def colleague(tx: Tx, one: Acting, person: PersonId) -> Person | None:
    """That person, while they are in the team."""
    return people.get(tx, person) if teams.is_member(tx, one.team.id, person) else None


def may_close(tx: Tx, one: Acting) -> bool:
    """Whether they may say that it is done or not needed.

    An open step is anyone's; what somebody holds is theirs. A returned one is settled by its author, who may
    see that nothing is left to do, or by who asked, who may have found out.
    """
    match one.step.state:
        case "open":
            return True
        case "picked_up":
            return one.holds
        case "returned":
            waiting = questions.open_of(tx, one.step.id)
            return one.person.id in (one.author, one.step.holder, waiting.asker if waiting else None)
        case _:
            return False


def act(tx: Tx, one: Acting, what: str, *, answer: str = "", now: datetime, **columns: Any) -> None:
    """Note what someone did, and keep current whatever shows the step.

    What was asked about it has its answer now, or needs none any more.
    """
    waiting = questions.open_of(tx, one.step.id) if one.step.state == "returned" else None
    number = waiting.id if waiting else None
    steps.record(tx, one.step, what, by=one.person.id, question=number, now=now)
    steps.change(tx, one.step.id, now=now, **columns)
    if waiting is not None and answer:
        questions.answer(tx, waiting.id, by=one.person.id, text=answer, now=now)
    elif waiting is not None:
        question_letters.withdraw(tx, waiting, whole(tx, one), author=one.author, by=one.person.id, now=now)
    keep_steps_current(tx, [one.step.id], now=now)


def tell_author(tx: Tx, one: Acting, *, now: datetime) -> None:
    """What others did to a step opens its author's next morning note."""
    if one.person.id != one.author and teams.is_member(tx, one.team.id, one.author):
        note.wait(tx, [one.author], "fate", one.step.handoff, now=now)


def too_late(tx: Tx, one: Acting) -> Document:
    """Why a step is not theirs to act on, as it stands, and what to do instead."""
    reader, step = one.person, one.step
    match step.state:
        case "open":
            return messages.not_in_hand(locale=reader.locale)
        case "picked_up":
            name = _name(tx, step.holder)
            return messages.taken(holder=name, at=step.changed_at, zone=reader.zone, locale=reader.locale)
        case "returned":
            return _waits(tx, one)
        case "done" | "not_needed":
            event = steps.last_event(tx, step.id)
            name = _name(tx, event.person if event else None)
            say = messages.finished if step.state == "done" else messages.not_needed
            return say(by=name, at=step.changed_at, zone=reader.zone, locale=reader.locale)
        case "withdrawn":
            author = people.get(tx, one.author)
            return messages.withdrawn(author=author.name if author else "Its author", locale=reader.locale)


def did_last(tx: Tx, one: Acting, *whats: str) -> bool:
    """Whether what happened last is this, by themselves: pressed twice, it changes nothing."""
    event = steps.last_event(tx, one.step.id)
    return event is not None and event.person == one.person.id and event.what in whats


def _waits(tx: Tx, one: Acting) -> Document:
    reader = one.person
    waiting = questions.open_of(tx, one.step.id)
    author = _name(tx, one.author)
    if waiting is None or waiting.asker == reader.id:
        return question_messages.your_question_waits(author=author, locale=reader.locale)
    return question_messages.waits_for_answer(
        asker=_name(tx, waiting.asker),
        author=author,
        at=waiting.asked_at,
        zone=reader.zone,
        locale=reader.locale,
    )


def _name(tx: Tx, person: PersonId | None) -> str:
    who = people.get(tx, person) if person is not None else None
    return who.name if who else "Someone"
