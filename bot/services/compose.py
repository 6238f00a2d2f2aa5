"""From what is kept to what a digest says: names, who is mentioned, what became of each step."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ahead import AWAY, why_off
from bot.domain.digest import arranged, off_on
from bot.domain.handoff import Handoff, Step
from bot.domain.identity import PersonId, ProjectId
from bot.domain.region import Region, at_work, next_awake, next_start, stops_at
from bot.domain.team import Team
from bot.messages.digest import Digest, Entry, Line, Off
from bot.messages.digest_decision import Told
from bot.messages.document import Spans, When, words
from bot.messages.step_line import StepLine
from bot.services.step_lines import Readers, StepLines
from bot.services.takeover import instead, nobody_until
from storage import digests, people, steps
from storage.digest_decisions import Told as Decided
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is to be told: hand-offs in full, those as a line, steps that stand by themselves, decisions."""

    new: Sequence[Handoff] = ()
    lines: Sequence[Handoff] = ()
    waiting: Sequence[Step] = ()
    decisions: Sequence[Decided] = ()


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
        decisions=tuple(pen.decision(one) for one in found.decisions),
        away=_off(frame) if is_digest else (),
        awake_next=_awake_next(frame) if is_digest else (),
        pages=tuple((one.name, one.page) for one in team.projects if one.page) if is_digest else (),
    )


class _Pen:
    """Everything that writing a digest looks up, fetched in a few statements."""

    def __init__(self, tx: Tx, frame: Frame, found: Found) -> None:
        self._team = frame.team
        self._steps = steps.of_handoffs(tx, [one.id for one in found.new])
        everything = [*found.waiting, *(step for theirs in self._steps.values() for step in theirs)]
        self._lines = StepLines(tx, frame.team, _readers(frame), everything)
        self._keys = digests.showing(tx, [one.id for one in found.lines], in_full=True)
        self._names = {one.person.id: one.person.name for one in frame.team.members}
        authors = {one.author for one in (*found.new, *found.lines)}
        for one in found.decisions:
            authors |= {one.proposer, *one.deciders}
        left = people.many(tx, authors - self._names.keys())
        self._names |= {person: one.name for person, one in left.items()}

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

    def decision(self, one: Decided) -> Told:
        return Told(
            number=one.id,
            title=one.title,
            state=one.state,
            closes_at=one.closes_at,
            proposer=self.name(one.proposer),
            deciders=[self.name(each) for each in one.deciders if each != one.proposer],
            label=one.label,
            regional=one.regional,
        )

    def step(self, step: Step) -> StepLine:
        return self._lines.line(step)

    def name(self, person: PersonId) -> str:
        return self._names.get(person, "someone who left")

    def _project(self, project: ProjectId) -> str:
        found = self._team.project(project)
        return found.name if found else self._team.name


def _readers(frame: Frame) -> Readers:
    return Readers(
        region=frame.region.id,
        here=frozenset(member.person for member in frame.region.members),
        zone=frame.region.zone,
        at=frame.at,
        day=frame.day if frame.kind == "digest" else None,
    )


def _off(frame: Frame) -> tuple[Off, ...]:
    """Who does not work on its day; those of one holiday together, and the others last."""
    alike: dict[str, list[str]] = defaultdict(list)
    off = set(off_on(frame.team, frame.region.id, frame.day))
    for one in frame.team.members:
        if one.person.id in off:
            why = why_off(one.person, frame.team.calendar(one), frame.day)
            alike["" if why == AWAY else why].append(one.person.name)
    inorder = sorted(alike.items(), key=lambda pair: (not pair[0], pair[0]))
    return tuple(Off(names=tuple(names), why=why) for why, names in inorder)


def _awake_next(frame: Frame) -> Spans:
    """Who takes over when this region stops, from when, in whose place, and when nobody is there before."""
    team, region = frame.team, frame.region
    ends_at = stops_at(region, frame.at)
    if ends_at is None:
        return ()
    following = next_awake(team.regions, own=region.id, shift_ends_at=ends_at, sent_at=ends_at)
    if following is None or following == region.id:
        return ()
    other = team.region(following)
    why = instead(team, following, own=region.id, shift_ends_at=ends_at, sent_at=ends_at)
    lead = f" {why}" if why else ""
    if at_work(other, ends_at):
        return words(f"{other.name}, at work when you stop.{lead}")
    begins_at = next_start(other, ends_at)
    if begins_at is None:
        return ()
    nobody = nobody_until(team, ends_at, begins_at, zone=region.zone)
    return words(
        f"{other.name}, from ",
        When(at=begins_at, zone=region.zone, style="day_time"),
        f".{lead}",
        *((" ", *nobody) if nobody else ()),
    )
