"""Steps as a message shows them to its readers: who each is for, what became of it, what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.digest import LONG_HERE
from bot.domain.handoff import Me, Step
from bot.domain.identity import PersonId, RegionId, StepId
from bot.domain.person import Person
from bot.domain.team import Policy, Team
from bot.messages.document import Buttons, Mention, Spans, When, words
from bot.messages.step import buttons
from bot.messages.step_line import Asked, StepLine, mornings
from storage import handoffs, people, questions, steps
from storage.steps import Event
from storage.transaction import Tx

# What leaves a step open and can be taken back all the same.
_BACK_AGAIN = ("given_back", "answered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """A region's people, who read a message about their day.

    at: the instant that decides who is working. day: set where the message is one of their mornings.
    """

    region: RegionId
    here: frozenset[PersonId]
    zone: str
    at: datetime
    day: date | None = None


class StepLines:
    """Everything that showing these steps of one team looks up, fetched in a few statements."""

    def __init__(self, tx: Tx, team: Team, readers: Readers, some: Sequence[Step]) -> None:
        ids = [one.id for one in some]
        self._team = team
        self._readers = readers
        self._events = steps.last_events(tx, ids)
        self._asked = questions.of_steps(tx, ids)
        self._handoffs = handoffs.many(tx, {one.handoff for one in some})
        self._mornings: Mapping[StepId, int] = {}
        if readers.day is not None:
            self._mornings = steps.mornings(tx, readers.region, ids, people=readers.here, before=readers.day)
        self._people = {one.person.id: one.person for one in team.members}
        unknown = self._named(some) - self._people.keys()
        self._people |= people.many(tx, unknown) if unknown else {}

    def line(self, step: Step) -> StepLine:
        """One of them."""
        author = self._author(step)
        event = self._events.get(step.id)
        waiting = next((one.id for one in self._asked.get(step.id, ()) if one.open), None)
        return StepLine(
            step=step.id,
            text=step.text,
            state=step.state,
            author=self.name(author),
            whom=self._whom(step, author),
            fate=self._fate(step, event),
            holder=self.name(step.holder),
            read_back=step.read_back,
            asked=self._said(step),
            actable=self._actable(step, author),
            question=waiting,
            says_back=may_say_back(self._team.policy, step),
            undoes=undoes(event),
        )

    def name(self, person: PersonId | None) -> str:
        """Somebody's name; nobody's is that of someone who left."""
        return self._people[person].name if person in self._people else "someone who left"

    def _author(self, step: Step) -> PersonId:
        return self._handoffs[step.handoff].author

    def _said(self, step: Step) -> tuple[Asked, ...]:
        return tuple(
            Asked(
                asker=self.name(one.asker),
                text=one.text,
                answerer=self.name(one.answerer),
                answer=one.answer if one.answered_at is not None else "",
            )
            for one in self._asked.get(step.id, ())
        )

    def _whom(self, step: Step, author: PersonId) -> Spans:
        if step.person is None:
            where = next((one.name for one in self._team.plans if one.id == step.region), "")
            return words(f"anyone in {where}" if where else "anyone")
        if step.person == author and isinstance(step.owner, Me):
            return words(f"{self.name(author)}, next working day")
        return self._mention(step.person)

    def _mention(self, person: PersonId) -> Spans:
        """Only people who are working now are mentioned; others are named plainly."""
        who = self._people.get(person)
        if who is None or person not in self._readers.here:
            return words(self.name(person))
        return mentioned(self._team, who, self._readers.at)

    def _fate(self, step: Step, event: Event | None) -> Spans:
        at = When(at=step.changed_at, zone=self._readers.zone)
        by = self.name(event.person) if event else "someone"
        match step.state:
            case "open":
                return self._while_open(step, event)
            case "picked_up":
                return words(f"picked up by {self.name(step.holder)} at ", at)
            case "done":
                return words(f"done by {by} at ", at)
            case "returned":
                author = self.name(self._author(step))
                return words(f"returned by {by} at ", at, f", waits for {author} to answer")
            case "not_needed":
                return words(f"not needed, says {by} at ", at)
            case "withdrawn":
                passed_on = event is not None and event.what == "passed_on"
                return words(f"passed on by {by}" if passed_on else "taken out by its author")

    def _while_open(self, step: Step, event: Event | None) -> Spans:
        """Who gave it back, and since how many mornings it waits for these readers."""
        parts: list[Spans] = []
        if event is not None and event.what == "given_back":
            at = When(at=event.at, zone=self._readers.zone)
            parts.append(words(f"given back by {self.name(event.person)} at ", at))
        here = step.region == self._readers.region or step.person in self._readers.here
        number = self._mornings.get(step.id, 0) + 1
        if self._readers.day is not None and here and number >= LONG_HERE:
            parts.append(words(mornings(number)))
        return parts[0] + words(" · ", *parts[1]) if len(parts) == 2 else (parts or [()])[0]

    def _actable(self, step: Step, author: PersonId) -> bool:
        """Its buttons stand here when it waits, or waited, for these readers."""
        readers = self._readers
        if isinstance(step.owner, Me) and step.person == author and step.state == "open":
            return author in readers.here
        if step.state in ("done", "not_needed") or (step.state == "returned" and author in readers.here):
            return True
        return step.region == readers.region or step.person in readers.here or step.holder in readers.here

    def _named(self, some: Sequence[Step]) -> set[PersonId]:
        """Everyone whose name may be needed."""
        found = {one.author for one in self._handoffs.values()}
        for step in some:
            event = self._events.get(step.id)
            wanted = [step.person, step.holder, event.person if event else None]
            for one in self._asked.get(step.id, ()):
                wanted += [one.asker, one.answerer]
            found |= {one for one in wanted if one is not None}
        return found


def may_say_back(policy: Policy, step: Step) -> bool:
    """Whether its holder is offered to restate it."""
    return policy.read_back == "optional" and step.state == "picked_up" and not step.read_back


def undoes(event: Event | None) -> bool:
    """Whether what happened last can be taken back though the step is open."""
    return event is not None and event.what in _BACK_AGAIN


def buttons_of(tx: Tx, team: Team, step: Step) -> Buttons:
    """The buttons of one step, wherever they stand."""
    waiting = questions.open_of(tx, step.id) if step.state == "returned" else None
    return buttons(
        step.id,
        step.state,
        question=waiting.id if waiting else None,
        says_back=may_say_back(team.policy, step),
        undoes=undoes(steps.last_event(tx, step.id)),
    )


def mentioned(team: Team, person: Person, at: datetime) -> Spans:
    """A member who is working now is mentioned; anyone else is named plainly."""
    member = team.member(person.id)
    if member is not None and team.calendar(member).working_at(at):
        return (Mention(user=person.user, name=person.name),)
    return words(person.name)
