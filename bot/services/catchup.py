"""`/digest me`: what has changed since one person last worked, across all their teams, for them alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.digest import last_worked
from bot.domain.handoff import Handoff, Step
from bot.domain.identity import PersonId, StepId, UserRef
from bot.domain.person import Person
from bot.domain.region import next_digest
from bot.domain.team import RegionPlan, Team
from bot.domain.zone import local_day
from bot.messages import catchup as messages
from bot.messages import digest as digest_messages
from bot.messages.answer import Answer, Tell
from bot.messages.catchup import CatchUp, New, OpenSteps
from bot.messages.note import Post
from bot.services import hours
from bot.services.fate import Fates
from storage import app_home, catchup, digests, handoffs, people, questions, steps, teams
from storage.transaction import Tx

# Whoever has never worked looks back so far.
A_WEEK = timedelta(days=7)


def show(tx: Tx, by: UserRef, *, now: datetime) -> Answer:
    """What waits on them, then what is new, then what became of theirs. Nothing counts as seen by it."""
    person = people.by_ref(tx, by)
    theirs = teams.of_people(tx, [person.id]).get(person.id, []) if person else []
    if person is None or not theirs:
        return Tell(document=digest_messages.no_team(locale=person.locale if person else ""))
    since = last_worked(hours.calendar(tx, person), now) or now - A_WEEK
    found = _Looking(tx, person, theirs, since=since, now=now).found()
    if found.empty:
        return _nothing(person, theirs, since, now=now)
    return Tell(document=messages.catch_up(found, locale=person.locale))


class _Looking:
    def __init__(
        self, tx: Tx, person: Person, theirs: Sequence[Team], *, since: datetime, now: datetime
    ) -> None:
        within = [one.id for one in theirs]
        self._tx = tx
        self._theirs = theirs
        self._person = person
        self._since = since
        self._now = now
        self._new = handoffs.many(tx, catchup.sent(tx, within, since=since, besides=person.id))
        self._left = catchup.touched(tx, person.id, within, since=since)
        self._asked = app_home.asked_of(tx, person.id, within)
        self._answered = catchup.answered(tx, person.id, within, since=since)
        self._questions = questions.many(tx, [*self._asked, *self._answered])
        self._mine = app_home.steps_of(tx, person.id, within)
        self._steps = self._all_steps()
        self._fates = Fates(tx, person, theirs, self._steps.values(), day=local_day(person.zone, now))

    def found(self) -> CatchUp:
        about = [(self._questions[one], self._steps[self._questions[one].step]) for one in self._asked]
        told = [(self._questions[one], self._steps[self._questions[one].step]) for one in self._answered]
        left = [self._fates.left(one) for one in self._left]
        return CatchUp(
            since=self._since,
            zone=self._person.zone,
            asked=tuple(self._fates.asked(question, step) for question, step in about),
            waiting=tuple(self._fates.waiting([self._steps[one] for one in self._mine], at=self._now)),
            open_steps=tuple(self._open_steps()),
            answered=tuple(self._fates.answered(question, step) for question, step in told),
            new=tuple(self._news()),
            left=tuple(one for one in left if one is not None),
        )

    def _all_steps(self) -> dict[StepId, Step]:
        """In the authors' order, where several are of one hand-off."""
        ids = catchup.steps_left(self._tx, self._left)
        ids += [*self._mine, *(one.step for one in self._questions.values())]
        found = steps.many(self._tx, ids)
        return {one: found[one] for one in dict.fromkeys(ids)}

    def _open_steps(self) -> list[OpenSteps]:
        homes = [(team, plan) for team in self._theirs if (plan := _home(team, self._person.id))]
        counts = app_home.open_in(self._tx, [plan.id for _, plan in homes])
        return [
            OpenSteps(
                count=counts[plan.id],
                region=plan.name if len(self._theirs) == 1 else f"{plan.name}, {team.name}",
                digest=self._digest(plan),
            )
            for team, plan in homes
            if plan.id in counts
        ]

    def _digest(self, plan: RegionPlan) -> Post | None:
        there = digests.of_day(self._tx, plan.id, local_day(plan.zone, self._now))
        return Post(title="today's digest", key=there.key) if there else None

    def _news(self) -> list[New]:
        keys = catchup.standing(self._tx, self._new)
        names = people.many(self._tx, {one.author for one in self._new.values()})
        newest = sorted(self._new.values(), key=lambda one: (one.sent_at, one.id), reverse=True)
        return [
            New(
                author=names[one.author].name,
                project=self._project(one),
                state=one.state,
                sent_at=one.sent_at,
                key=keys.get(one.id, ""),
            )
            for one in newest
        ]

    def _project(self, handoff: Handoff) -> str:
        team = next(one for one in self._theirs if one.id == handoff.team)
        project = team.project(handoff.project)
        name = project.name if project else team.name
        return f"{team.name}: {name}" if len(self._theirs) > 1 and name != team.name else name


def _nothing(person: Person, theirs: Sequence[Team], since: datetime, *, now: datetime) -> Answer:
    """Nothing: and when the first of their regions' next digests comes."""
    homes = [(team, plan) for team in theirs if (plan := _home(team, person.id))]
    coming = [
        (following.due_at, plan.name)
        for team, plan in homes
        if (following := next_digest(team.region(plan.id), after_day=None, not_before=now))
    ]
    next_at, region = min(coming, default=(None, ""))
    document = messages.nothing_since(
        since=since, next_at=next_at, region=region, zone=person.zone, locale=person.locale
    )
    return Tell(document=document)


def _home(team: Team, person: PersonId) -> RegionPlan | None:
    """The region that they are in."""
    member = team.member(person)
    return next((one for one in team.plans if member is not None and one.id == member.region), None)
