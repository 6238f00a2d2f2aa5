"""From what is kept to what a digest says: names, who is mentioned, what became of each step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.digest import LONG_HERE, arranged, off_on
from bot.domain.handoff import Handoff, Me, Step
from bot.domain.identity import PersonId, ProjectId
from bot.domain.person import Person
from bot.domain.region import Region, at_work, next_awake, next_start, stops_at
from bot.domain.team import Team
from bot.messages.digest import Digest, Entry, Line, StepLine
from bot.messages.document import Mention, Spans, When, words
from storage import digests, handoffs, people, steps
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is to be told: hand-offs in full, those as a line, and steps that stand by themselves."""

    new: Sequence[Handoff] = ()
    lines: Sequence[Handoff] = ()
    waiting: Sequence[Step] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """For whom a digest is composed, about which day, and the instant that decides who is working."""

    kind: str
    team: Team
    region: Region
    day: date
    at: datetime


def compose(tx: Tx, frame: Frame, found: Found) -> Digest:
    """The digest's facts, in the order in which they are told."""
    pen = _Pen(tx, frame, found)
    team, region = frame.team, frame.region
    is_digest = frame.kind == "digest"
    return Digest(
        kind=frame.kind,
        team=team.name,
        region=region.name,
        zone=region.zone,
        day=frame.day,
        waiting=tuple(pen.step(one) for one in found.waiting),
        new=tuple(pen.entry(one) for one in pen.in_order(found.new)),
        meanwhile=tuple(pen.line(one) for one in pen.in_order(found.lines)),
        away=tuple(pen.name(one) for one in off_on(team, region.id, frame.day)) if is_digest else (),
        awake_next=_awake_next(frame) if is_digest else (),
        pages=tuple((one.name, one.page) for one in team.projects if one.page) if is_digest else (),
    )


class _Pen:
    """Everything that writing a digest looks up, fetched in a few statements."""

    def __init__(self, tx: Tx, frame: Frame, found: Found) -> None:
        self._frame = frame
        self._steps = steps.of_handoffs(tx, [one.id for one in found.new])
        everything = [*found.waiting, *(step for theirs in self._steps.values() for step in theirs)]
        self._handoffs = handoffs.many(tx, {one.handoff for one in everything})
        self._handoffs |= {one.id: one for one in (*found.new, *found.lines)}
        self._doers = steps.actors(tx, [one.id for one in everything if one.state == "done"], "done")
        gone = [one.id for one in everything if one.state == "withdrawn"]
        self._passed_on = steps.actors(tx, gone, "passed_on")
        self._mornings = steps.mornings(tx, frame.region.id, [one.id for one in everything], before=frame.day)
        self._keys = digests.showing(tx, [one.id for one in found.lines], in_full=True)
        self._people = people.many(tx, self._named(everything))
        self._here = {member.person for member in frame.region.members}

    def in_order(self, some: Iterable[Handoff]) -> list[Handoff]:
        return arranged(some, project=lambda one: self._project(one.project), state=lambda one: one.state)

    def entry(self, one: Handoff) -> Entry:
        edited = one.carried_at is not None and one.edited_at > one.carried_at
        return Entry(
            author=self.name(one.author),
            project=self._project(one.project),
            state=one.state,
            content=one.content,
            steps=tuple(self.step(step) for step in self._steps[one.id]),
            sent_at=one.sent_at,
            edited_at=one.edited_at if edited else None,
        )

    def line(self, one: Handoff) -> Line:
        return Line(
            author=self.name(one.author),
            project=self._project(one.project),
            state=one.state,
            key=self._keys.get(one.id, ""),
        )

    def step(self, step: Step) -> StepLine:
        author = self._handoffs[step.handoff].author
        return StepLine(
            step=step.id,
            text=step.text,
            state=step.state,
            author=self.name(author),
            whom=self._whom(step, author),
            fate=self._fate(step),
            actable=self._actable(step, author),
        )

    def name(self, person: PersonId) -> str:
        return self._people[person].name if person in self._people else "someone who left"

    def _whom(self, step: Step, author: PersonId) -> Spans:
        if step.person is None:
            where = next((one.name for one in self._frame.team.plans if one.id == step.region), "")
            return words(f"anyone in {where}" if where else "anyone")
        if step.person == author and isinstance(step.owner, Me):
            return words(f"{self.name(author)}, next working day")
        return self._mention(step.person)

    def _mention(self, person: PersonId) -> Spans:
        """Only people who are working now are mentioned; others are named plainly."""
        who = self._people.get(person)
        if who is None or person not in self._here:
            return words(self.name(person))
        return mentioned(self._frame.team, who, self._frame.at)

    def _fate(self, step: Step) -> Spans:
        at = When(at=step.changed_at, zone=self._frame.region.zone)
        match step.state:
            case "open":
                mornings = self._mornings.get(step.id, 0) + 1
                waits_here = self._frame.kind == "digest" and step.region == self._frame.region.id
                return words(f"{mornings} mornings here") if waits_here and mornings >= LONG_HERE else ()
            case "picked_up":
                return words(
                    f"picked up by {self.name(step.holder)} at " if step.holder else "picked up at ", at
                )
            case "done":
                doer = self._doers.get(step.id)
                return words(f"done by {self.name(doer)} at " if doer else "done at ", at)
            case "returned":
                return words("returned with a question at ", at)
            case "not_needed":
                return words("not needed, since ", at)
            case "withdrawn":
                heir = self._passed_on.get(step.id)
                return words(f"passed on by {self.name(heir)}" if heir else "taken out by its author")

    def _actable(self, step: Step, author: PersonId) -> bool:
        """Its buttons stand here when it waits, or waited, for this region or its people."""
        if isinstance(step.owner, Me) and step.person == author and step.state == "open":
            return author in self._here
        here = step.region == self._frame.region.id or step.person in self._here
        return here or step.holder in self._here or step.state == "done"

    def _project(self, project: ProjectId) -> str:
        found = self._frame.team.project(project)
        return found.name if found else self._frame.team.name

    def _named(self, some: Sequence[Step]) -> set[PersonId]:
        """Everyone whose name may be needed."""
        found = {one.author for one in self._handoffs.values()}
        found |= {*self._doers.values(), *self._passed_on.values()}
        for step in some:
            found |= {one for one in (step.person, step.holder) if one is not None}
        return found | {one.person.id for one in self._frame.team.members}


def mentioned(team: Team, person: Person, at: datetime) -> Spans:
    """A member who is working now is mentioned; anyone else is named plainly."""
    member = team.member(person.id)
    if member is not None and team.calendar(member).working_at(at):
        return (Mention(user=person.user, name=person.name),)
    return words(person.name)


def _awake_next(frame: Frame) -> Spans:
    """Who takes over when this region stops, and from when."""
    ends_at = stops_at(frame.region, frame.at)
    if ends_at is None:
        return ()
    following = next_awake(frame.team.regions, own=frame.region.id, shift_ends_at=ends_at, sent_at=ends_at)
    if following is None or following == frame.region.id:
        return ()
    other = frame.team.region(following)
    if at_work(other, ends_at):
        return words(f"{other.name}, at work when you stop.")
    begins_at = next_start(other, ends_at)
    if begins_at is None:
        return ()
    return words(f"{other.name}, from ", When(at=begins_at, zone=frame.region.zone, style="day_time"), ".")
