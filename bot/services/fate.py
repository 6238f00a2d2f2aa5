"""What became of steps and of questions, told to one reader."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.handoff import Handoff, Me, Question, Step
from bot.domain.identity import HandoffId, PersonId, StepId
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.text import count_words
from bot.domain.zone import local_day
from bot.messages.document import Spans, When, words
from bot.messages.note import Answered, Fate, Left, ToAnswer
from bot.messages.step_line import StepLine
from bot.services.step_lines import Readers, StepLines, buttons_of
from storage import catchup, handoffs, people, questions, steps
from storage.transaction import Tx


class Fates:
    """Everything that telling one reader of some steps looks up, fetched in a few statements.

    of: the teams that they are in; of others nothing is told. day: that of the message, on their clock.
    asked: questions that are told of, those taken back too.
    """

    def __init__(
        self,
        tx: Tx,
        reader: Person,
        of: Sequence[Team],
        some: Iterable[Step],
        *,
        asked: Iterable[Question] = (),
        day: date,
    ) -> None:
        self._tx = tx
        self._reader = reader
        self._day = day
        self._teams = {one.id: one for one in of}
        self._steps = [one for one in some if one.team in self._teams]
        ids = [one.id for one in self._steps]
        self._asked = questions.of_steps(tx, ids)
        self._events = steps.last_events(tx, ids)
        self._handoffs = handoffs.many(tx, {one.handoff for one in self._steps})
        self._keys = catchup.standing(tx, self._handoffs)
        named = self._named() | {one.asker for one in asked}
        self._people = people.many(tx, named)

    def left(self, handoff: HandoffId) -> Left | None:
        """What became of a hand-off of the reader's; None when others did nothing with it."""
        told = [one for one in self._steps if one.handoff == handoff and self._tells(one)]
        if not any(self._changed(one) for one in told):
            return None
        whole = self._handoffs[handoff]
        return Left(
            title=f"{self._project(whole)}, {whole.day:%a} {whole.day.day} {whole.day:%b}",
            key=self._keys.get(handoff, ""),
            fates=tuple(
                Fate(text=one.text, became=self._became(one), settled=not one.unfinished) for one in told
            ),
        )

    def asked(self, question: Question, step: Step) -> ToAnswer:
        """A question to the reader, or what has become of it."""
        by_reader = question.answerer == self._reader.id
        event = self._events.get(step.id)
        last = event is not None and event.what == "answered"
        return ToAnswer(
            question=question,
            step=step,
            asker=self._name(question.asker),
            answerer="You" if by_reader else self._name(question.answerer),
            undoes=by_reader and last,
        )

    def answered(self, question: Question, step: Step) -> Answered:
        """What came of a question of the reader's."""
        author, team = self._handoffs[step.handoff].author, self._teams[step.team]
        return Answered(
            question=question,
            step=step,
            author=self._name(author),
            answerer=self._name(question.answerer or self._actor(step)),
            buttons=buttons_of(self._tx, team, step),
            author_left=team.member(author) is None,
        )

    def waiting(self, some: Sequence[Step], *, at: datetime) -> list[StepLine]:
        """Steps for the reader alone, or what has become of them."""
        lines: dict[StepId, StepLine] = {}
        for team in self._teams.values():
            theirs = [one for one in some if one.team == team.id]
            member = team.member(self._reader.id)
            if theirs and member is not None:
                here = frozenset({self._reader.id})
                readers = Readers(region=member.region, here=here, zone=self._reader.zone, at=at)
                drawn = StepLines(self._tx, team, readers, theirs)
                lines |= {one.id: self._to_reader(one, drawn.line(one)) for one in theirs}
        return [lines[one.id] for one in some if one.id in lines]

    def finished_by_reader(self, step: Step) -> bool:
        """Whether the reader has settled it themselves."""
        return not step.unfinished and self._actor(step) == self._reader.id

    def _to_reader(self, step: Step, line: StepLine) -> StepLine:
        project = self._project(self._handoffs[step.handoff])
        mine = self._reader.id in (step.person, step.holder)
        whom = words("you") if mine else line.whom
        actable = mine or self.finished_by_reader(step)
        return replace(line, author=f"{line.author} in {project}", whom=whom, actable=actable)

    def _became(self, step: Step) -> Spans:
        """`picked up by Sam at 09:12; one question`."""
        return words(*self._state(step), self._questions(step))

    def _state(self, step: Step) -> Spans:
        at, by = self._at(step.changed_at), self._name(self._actor(step))
        match step.state:
            case "picked_up":
                said = f", who reads it as “{step.read_back}”" if step.read_back else ""
                return words(f"picked up by {self._name(step.holder)} ", *at, said)
            case "done":
                return words(f"done by {by} ", *at)
            case "returned":
                return words(f"returned by {by} ", *at)
            case "not_needed":
                return words(f"not needed, says {by} ", *at)
            case "withdrawn":
                return words(f"passed on by {by} ", *at)
            case "open":
                return words(f"given back by {by}, " if self._given_back(step) else "", self._where(step))

    def _where(self, step: Step) -> str:
        if step.person == self._reader.id:
            return "waits for you"
        if step.person is not None:
            return f"waits for {self._name(step.person)}"
        plans = self._teams[step.team].plans
        return f"still open in {next((one.name for one in plans if one.id == step.region), 'its region')}"

    def _questions(self, step: Step) -> str:
        """`; one question`, or how many were answered."""
        asked = self._asked.get(step.id, [])
        waiting = sum(one.open for one in asked)
        if waiting:
            return "; one question" if waiting == 1 else f"; {waiting} questions"
        return f"; {count_words(len(asked), 'question')} answered" if asked else ""

    def _tells(self, step: Step) -> bool:
        """What they took out themselves, and what they left for themselves, is no news."""
        if step.state == "withdrawn":
            event = self._events.get(step.id)
            return event is not None and event.what == "passed_on"
        return not (isinstance(step.owner, Me) and not self._changed(step))

    def _changed(self, step: Step) -> bool:
        """Whether others have done something with it."""
        if step.state == "open":
            return self._given_back(step) or step.id in self._asked
        return self._actor(step) != self._reader.id or step.id in self._asked

    def _given_back(self, step: Step) -> bool:
        event = self._events.get(step.id)
        return event is not None and event.what == "given_back"

    def _actor(self, step: Step) -> PersonId | None:
        """Who did to it what was done last."""
        event = self._events.get(step.id)
        return event.person if event else None

    def _name(self, person: PersonId | None) -> str:
        return self._people[person].name if person in self._people else "someone who left"

    def _at(self, instant: datetime) -> Spans:
        """An instant for the reader, with its day where that is another than the message's."""
        zone = self._reader.zone
        if local_day(zone, instant) == self._day:
            return words("at ", When(at=instant, zone=zone))
        return words("on ", When(at=instant, zone=zone, style="day_time"))

    def _project(self, handoff: Handoff) -> str:
        """Its project, with the team's name where the reader is in several."""
        team = self._teams[handoff.team]
        project = team.project(handoff.project)
        name = project.name if project else team.name
        return f"{team.name}: {name}" if len(self._teams) > 1 and name != team.name else name

    def _named(self) -> set[PersonId]:
        """Everyone whose name may be needed."""
        found: set[PersonId | None] = {one.author for one in self._handoffs.values()}
        found |= {event.person for event in self._events.values()}
        for step in self._steps:
            found |= {step.person, step.holder}
        for asked in self._asked.values():
            found |= {one.asker for one in asked} | {one.answerer for one in asked}
        return {one for one in found if one is not None}
