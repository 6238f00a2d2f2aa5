"""What waits on one person, in all their teams: questions, steps of theirs, and steps for anyone there."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.handoff import Step
from bot.domain.identity import PersonId, QuestionId
from bot.domain.person import Person
from bot.domain.team import RegionPlan, Team
from bot.domain.text import shorten
from bot.domain.zone import local_day
from bot.messages.waiting import Asked, InRegion, Mine, Waiting
from bot.services.step_lines import may_say_back, undoes
from storage import app_home, decisions, handoffs, people, questions, requests, steps
from storage.transaction import Tx

_QUOTED = 150  # so much of a step's words is enough to know which one is asked about


def of(tx: Tx, person: Person, theirs: Sequence[Team], *, now: datetime) -> Waiting:
    """Everything in these teams of theirs, in as many statements however much it is."""
    return _Found(tx, person.id, theirs).told(now)


class _Found:
    """What is looked up for it."""

    def __init__(self, tx: Tx, person: PersonId, theirs: Sequence[Team]) -> None:
        within = [one.id for one in theirs]
        self._me = person
        self._teams = {one.id: one for one in theirs}
        self._mine = app_home.steps_of(tx, person, within)
        self._asked = questions.many(tx, app_home.asked_of(tx, person, within))
        self._steps = steps.many(tx, {*self._mine, *(one.step for one in self._asked.values())})
        self._handoffs = handoffs.many(tx, {one.handoff for one in self._steps.values()})
        self._events = steps.last_events(tx, self._mine)
        self._homes = [(one, plan) for one in theirs if (plan := _home(one, person))]
        self._open = app_home.open_in(tx, [plan.id for _, plan in self._homes])
        writers = {one.author for one in self._handoffs.values()}
        named = people.many(tx, writers | {one.asker for one in self._asked.values()})
        self._names = {one.id: one.name for one in named.values()}
        self._tx = tx

    def told(self, now: datetime) -> Waiting:
        """In words."""
        keys = {plan.id: f"digest/{plan.id}/{local_day(plan.zone, now)}" for _, plan in self._homes}
        there = app_home.composed(self._tx, keys.values())
        return Waiting(
            asked=tuple(self._question(one) for one in self._asked),
            steps=tuple(self._step(self._steps[one]) for one in self._mine),
            requests=len(requests.on(self._tx, self._me)),
            decisions=decisions.waiting_on(self._tx, self._me),
            regions=tuple(
                self._region(team, plan, keys[plan.id] if keys[plan.id] in there else "")
                for team, plan in self._homes
                if plan.id in self._open
            ),
        )

    def _question(self, number: QuestionId) -> Asked:
        one = self._asked[number]
        return Asked(
            question=number,
            asker=self._names.get(one.asker, "Someone"),
            step=shorten(self._steps[one.step].text, _QUOTED),
            text=one.text,
        )

    def _step(self, step: Step) -> Mine:
        written = self._handoffs[step.handoff]
        team = self._teams[step.team]
        project = team.project(written.project)
        name = project.name if project else team.name
        return Mine(
            step=step.id,
            text=step.text,
            state=step.state,
            author="" if written.author == self._me else self._names.get(written.author, "someone who left"),
            where=team.name if name == team.name else f"{team.name} · {name}",
            read_back=step.read_back,
            says_back=may_say_back(team.policy, step),
            undoes=undoes(self._events.get(step.id)),
        )

    def _region(self, team: Team, plan: RegionPlan, key: str) -> InRegion:
        return InRegion(region=plan.name, team=team.name, steps=self._open[plan.id], key=key)


def _home(team: Team, person: PersonId) -> RegionPlan | None:
    """The region of a team that they belong to."""
    member = team.member(person)
    return next((one for one in team.plans if member is not None and one.id == member.region), None)
