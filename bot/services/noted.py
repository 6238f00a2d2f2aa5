"""From what waited for a person to what their morning note says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.handoff import Question, Step
from bot.domain.identity import DecisionId, HandoffId, PressedId, QuestionId, RequestId, StepId
from bot.domain.person import Person
from bot.domain.team import RegionPlan, Team
from bot.domain.zone import local_day
from bot.messages import request as request_messages
from bot.messages.decision import WAITS
from bot.messages.decision_words import View as Decides
from bot.messages.document import Document
from bot.messages.note import Answered, Left, Note, Post, ToAnswer
from bot.messages.pressing import REMINDED, Reminder
from bot.messages.request_view import View
from bot.messages.step_line import StepLine
from bot.messages.travel import Trip
from bot.services import welcome
from bot.services.decision_view import view as decision_view
from bot.services.fate import Fates
from bot.services.request_view import view
from bot.services.trip import trip_of
from storage import catchup, decisions, digests, people, pressing, questions, requests, steps
from storage.digests import Carried
from storage.notes import Item, Kept
from storage.transaction import Tx

FATE = "fate"
QUESTION = "question"
ANSWER = "answer"
STEP = "step"
DIGEST = "digest"
TRAVEL = "travel"

T = TypeVar("T")

# So many digests that somebody missed are linked, the newest; the others are counted.
MOST_MISSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A note, the items that it tells of, and the steps that it shows."""

    note: Note
    items: tuple[Item, ...]
    steps: tuple[StepId, ...]


def compose(tx: Tx, person: Person, of: Sequence[Team], kept: Kept, *, fresh: bool) -> Composed:
    """What a note says of its items as things stand; of teams other than `of`, theirs, it says nothing.

    fresh: it goes out for the first time, and leaves out what came to nothing and what they did themselves.
    """
    return _Composing(tx, person, of, kept, fresh=fresh).run()


class _Composing:
    def __init__(self, tx: Tx, person: Person, of: Sequence[Team], kept: Kept, *, fresh: bool) -> None:
        self._tx = tx
        self._person = person
        self._of = of
        self._kept = kept
        self._fresh = fresh
        self._plans = {plan.id: (team, plan) for team in of for plan in team.plans}
        self._told: list[Item] = []
        asked = [QuestionId(int(one.subject)) for one in kept.items if one.kind in (QUESTION, ANSWER)]
        self._questions = questions.many(tx, asked)
        self._steps = self._all_steps()
        about = self._questions.values()
        self._fates = Fates(tx, person, of, self._steps.values(), asked=about, day=kept.day)

    def run(self) -> Composed:
        missed = self._missed()
        note = Note(
            day=self._kept.day,
            zone=self._person.zone,
            left=_those(map(self._left, self._of_kind(FATE))),
            asked=_those(map(self._asked, self._of_kind(QUESTION))),
            answered=_those(map(self._answered, self._of_kind(ANSWER))),
            asks=_those(map(self._ask, self._of_kind(request_messages.ASKED))),
            replies=_those(map(self._reply, self._of_kind(request_messages.REPLY))),
            offers=_those(map(self._offer, self._of_kind(request_messages.OFFER))),
            decides=_those(map(self._decide, self._of_kind(WAITS))),
            reminders=_those(map(self._reminder, self._of_kind(REMINDED))),
            waiting=tuple(self._waiting()),
            missed=tuple(missed[:MOST_MISSED]),
            older=len(missed[MOST_MISSED:]),
            trips=_those(map(self._trip, self._of_kind(TRAVEL))),
            welcomes=_those(map(self._welcome, self._of_kind(welcome.WELCOME))),
            today=tuple(self._today()),
        )
        return Composed(note=note, items=tuple(self._told), steps=tuple(self._steps))

    def _of_kind(self, kind: str) -> list[Item]:
        return [one for one in self._kept.items if one.kind == kind]

    def _all_steps(self) -> dict[StepId, Step]:
        """Every step that the items are about, of their teams, in the authors' order."""
        left = [HandoffId(int(one.subject)) for one in self._of_kind(FATE)]
        ids = catchup.steps_left(self._tx, left)
        ids += [StepId(int(one.subject)) for one in self._of_kind(STEP)]
        ids += [one.step for one in self._questions.values()]
        found = steps.many(self._tx, ids)
        mine = {team.id for team in self._of}
        return {one: found[one] for one in dict.fromkeys(ids) if one in found and found[one].team in mine}

    def _left(self, item: Item) -> Left | None:
        theirs = any(one.handoff == int(item.subject) for one in self._steps.values())
        found = self._fates.left(HandoffId(int(item.subject))) if theirs else None
        if found is not None:
            self._told.append(item)
        return found

    def _asked(self, item: Item) -> ToAnswer | None:
        found = self._question(item)
        if found is None or (self._fresh and self._needs_no_telling(found[0])):
            return None
        self._told.append(item)
        question, step = found
        return self._fates.asked(question, step)

    def _needs_no_telling(self, question: Question) -> bool:
        """They have answered it themselves, or it was taken back."""
        return question.answerer == self._person.id or question.withdrawn_at is not None

    def _answered(self, item: Item) -> Answered | None:
        found = self._question(item)
        if found is None or (self._fresh and found[0].open):
            return None
        self._told.append(item)
        question, step = found
        return self._fates.answered(question, step)

    def _ask(self, item: Item) -> View | None:
        request = requests.get(self._tx, RequestId(int(item.subject)))
        if request is None or self._person.id not in request.to or (self._fresh and not request.open):
            return None
        self._told.append(item)
        return view(self._tx, request, self._person)

    def _reply(self, item: Item) -> View | None:
        request = requests.get(self._tx, RequestId(int(item.subject)))
        if request is None or (self._fresh and request.state != "answered"):
            return None
        self._told.append(item)
        return view(self._tx, request, self._person)

    def _offer(self, item: Item) -> View | None:
        request = requests.get(self._tx, RequestId(int(item.subject)))
        found = view(self._tx, request, self._person) if request is not None else None
        if found is None or (self._fresh and found.onward is None):
            return None
        self._told.append(item)
        return found

    def _decide(self, item: Item) -> Decides | None:
        decision = decisions.get(self._tx, DecisionId(int(item.subject)))
        if decision is None or self._person.id not in decision.deciders:
            return None
        if self._fresh and not decision.waits_for(self._person.id):
            return None
        self._told.append(item)
        return decision_view(self._tx, decision, self._person)

    def _reminder(self, item: Item) -> Reminder | None:
        one = pressing.get(self._tx, PressedId(int(item.subject)))
        author = people.get(self._tx, one.person) if one is not None else None
        if one is None or author is None or one.of != self._person.id or not one.link:
            return None
        asked = requests.get(self._tx, RequestId(one.about)) if one.kind == "chase" else None
        if self._fresh and asked is not None and not asked.open:
            return None
        self._told.append(item)
        return Reminder(author=author.name, link=one.link, written_at=one.heard_at)

    def _question(self, item: Item) -> tuple[Question, Step] | None:
        question = self._questions.get(QuestionId(int(item.subject)))
        step = self._steps.get(question.step) if question else None
        return (question, step) if question and step else None

    def _waiting(self) -> list[StepLine]:
        found: list[Step] = []
        for item in self._of_kind(STEP):
            step = self._steps.get(StepId(int(item.subject)))
            if step is not None and not (self._fresh and self._fates.finished_by_reader(step)):
                self._told.append(item)
                found.append(step)
        return self._fates.waiting(found, at=self._kept.composed_at)

    def _missed(self) -> list[Post]:
        """The newest first, of those that were posted."""
        found: list[Carried] = []
        for item in self._of_kind(DIGEST):
            carried = digests.get(self._tx, item.subject)
            if carried is not None and carried.region in self._plans:
                found.append(carried)
                self._told.append(item)
        found.sort(key=lambda one: one.composed_at, reverse=True)
        return [Post(title=self._title(one), key=one.key) for one in found]

    def _title(self, one: Carried) -> str:
        team, plan = self._plans[one.region]
        return f"{team.name}, {plan.name}: {one.day:%a} {one.day.day} {one.day:%b}"

    def _trip(self, item: Item) -> Trip | None:
        found = trip_of(self._person, item.subject, now=self._kept.composed_at)
        if found is None or (self._fresh and found.outcome != "asked"):
            return None
        self._told.append(item)
        return found

    def _welcome(self, item: Item) -> Document | None:
        found = welcome.joined(item, self._of, self._person, now=self._kept.composed_at)
        if found is not None:
            self._told.append(item)
        return found

    def _today(self) -> list[Post]:
        """The digests of this morning, of the regions that they are in."""
        homes = [
            (team, plan)
            for team, plan in self._plans.values()
            if (member := team.member(self._person.id)) is not None and member.region == plan.id
        ]
        return [post for team, plan in homes if (post := self._digest(team, plan))]

    def _digest(self, team: Team, plan: RegionPlan) -> Post | None:
        day = local_day(plan.zone, self._kept.composed_at)
        carried = digests.of_day(self._tx, plan.id, day)
        if carried is None:
            return None
        return Post(title=f"{team.name}, {plan.name}", key=carried.key)


def _those(some: Iterable[T | None]) -> tuple[T, ...]:
    """Those of which there is something to tell."""
    return tuple(one for one in some if one is not None)
