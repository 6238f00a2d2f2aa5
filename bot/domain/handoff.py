"""A hand-off: what one person leaves at the end of a working day for one team, and the steps that follow."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Literal

from bot.domain.identity import HandoffId, PersonId, ProjectId, QuestionId, RegionId, StepId, TeamId
from bot.domain.light import dataclass

State = Literal["on_track", "at_risk", "blocked"]
StepState = Literal["open", "picked_up", "returned", "done", "not_needed", "withdrawn"]

# Most urgent first: the order in which a digest shows them.
STATES: tuple[State, ...] = ("blocked", "at_risk", "on_track")
STATE_WORDS: dict[State, str] = {"blocked": "Blocked", "at_risk": "At risk", "on_track": "On track"}

MOST_STEPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The author, on their next working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awake:
    """Whoever is awake next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """A person, whom the step waits for."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRegion:
    """A region."""

    region: RegionId


Owner = Me | Awake | OnePerson | OneRegion


def owner_text(owner: Owner) -> str:
    """An owner as a form's choice and a column hold it: `me`, `awake`, `person:5`, `region:2`."""
    match owner:
        case Me():
            return "me"
        case Awake():
            return "awake"
        case OnePerson(person=person):
            return f"person:{person}"
        case OneRegion(region=region):
            return f"region:{region}"


def owner_from(text: str) -> Owner | None:
    """The owner that `owner_text` wrote; None for anything else."""
    kind, _, number = text.partition(":")
    match kind, number.isdecimal():
        case "me", False:
            return Me()
        case "awake", False:
            return Awake()
        case "person", True:
            return OnePerson(person=PersonId(int(number)))
        case "region", True:
            return OneRegion(region=RegionId(int(number)))
        case _:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file or clip that someone sent. `id`, `link`: as its platform names it; `size` in bytes.

    text: what it holds, of one that no platform has yet.
    """

    id: str
    name: str
    media: str = ""
    size: int = 0
    link: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The written fields; every string is as typed, and is only ever shown as text."""

    summary: str
    done: tuple[str, ...] = ()
    watch: str = ""
    links: tuple[str, ...] = ()
    recording: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDraft:
    """A row of the form."""

    text: str
    owner: Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A hand-off as it was sent, checked."""

    state: State
    content: Content
    steps: tuple[StepDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """A hand-off as it is kept.

    to_region: the region that inherits it. carried_at: when a digest or a hand-over first showed it in full;
    from then on an edit is marked.
    """

    id: HandoffId
    team: TeamId
    author: PersonId
    project: ProjectId
    day: date
    state: State
    content: Content
    revision: int
    sent_at: datetime
    edited_at: datetime
    from_region: RegionId | None
    to_region: RegionId | None
    carried_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing someone must do next. It waits in `region` or for `person`, or `holder` has picked it up.

    read_back: how the holder has restated it. Returned, it waits for its author's answer to a question.
    """

    id: StepId
    handoff: HandoffId
    team: TeamId
    position: int
    text: str
    owner: Owner
    state: StepState
    region: RegionId | None
    person: PersonId | None
    holder: PersonId | None
    created_at: datetime
    changed_at: datetime
    read_back: str = ""

    @property
    def unfinished(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state in ("open", "picked_up", "returned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked of a step's author, and what they answered."""

    id: QuestionId
    step: StepId
    asker: PersonId
    text: str
    asked_at: datetime
    answerer: PersonId | None = None
    answer: str = ""
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether its author still has to answer."""
        return self.answered_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Where a new step waits."""

    region: RegionId | None = None
    person: PersonId | None = None


def waits(owner: Owner, *, author: PersonId, inherits: RegionId | None) -> Waits:
    """Where a step addressed to `owner` waits; `inherits` is the next awake region."""
    match owner:
        case Me():
            return Waits(person=author)
        case OnePerson(person=person):
            return Waits(person=person)
        case OneRegion(region=region):
            return Waits(region=region)
        case Awake():
            return Waits(region=inherits) if inherits is not None else Waits(person=author)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a second sending does to the steps: those kept (with what is new), added and withdrawn."""

    kept: tuple[tuple[Step, int, StepDraft], ...] = field(default=())
    added: tuple[tuple[int, StepDraft], ...] = field(default=())
    withdrawn: tuple[Step, ...] = field(default=())


def edit(steps: Sequence[Step], drafts: Sequence[StepDraft]) -> Edit:
    """Match the rows sent again with the steps there are: the same words are the same step, in any state.

    A row whose words are new takes an open step of the same position that no row kept, so that a mended typo
    does not withdraw it; a step that someone has picked up keeps its words only by being sent unchanged.
    """
    left = [step for step in steps if step.state != "withdrawn"]
    kept: list[tuple[Step, int, StepDraft]] = []
    fresh: list[tuple[int, StepDraft]] = []
    for position, draft in enumerate(drafts):
        same = next((step for step in left if step.text == draft.text), None)
        if same is None:
            fresh.append((position, draft))
        else:
            left.remove(same)
            kept.append((same, position, draft))
    added: list[tuple[int, StepDraft]] = []
    for position, draft in fresh:
        mended = next((step for step in left if step.state == "open" and step.position == position), None)
        if mended is None:
            added.append((position, draft))
        else:
            left.remove(mended)
            kept.append((mended, position, draft))
    gone = tuple(step for step in left if step.unfinished)
    return Edit(kept=tuple(kept), added=tuple(added), withdrawn=gone)
