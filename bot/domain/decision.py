"""A decision: a written proposal, who decides, until when, and what came of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.identity import DecisionId, PersonId, Place, TenantId
from bot.domain.turnout import Turnout, needed

Choice = Literal["approve", "object", "abstain"]
Outcome = Literal["adopted", "objected", "unsettled"]
State = Literal["open", "adopted", "objected", "unsettled", "withdrawn"]

# What of it an edit can change.
Part = Literal["title", "problem", "proposal", "alternatives", "deciders", "silence", "close"]

# What its window began with.
Begun = Literal["asked", "reopened", "edited"]

# After it was adopted, an objection opens it again for so long.
LATE_OBJECTIONS = timedelta(days=7)

# So many people are picked by name; a team has as many members as it has.
MOST_DECIDERS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The written fields, as typed. sooner: why it closes before it is fair to all, or ""."""

    title: str
    problem: str
    proposal: str
    alternatives: str = ""
    sooner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one of those who decide said last. reason: of an objection.

    region: whose vote it is, where one of each region decides; "" for an objection besides.
    """

    choice: Choice
    at: datetime
    reason: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit. fresh: the window began anew; reset: the votes given before, which count no more."""

    at: datetime
    changed: tuple[Part, ...]
    fresh: bool
    reset: Mapping[PersonId, Vote] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision that is about to be kept; see `Decision`."""

    proposer: PersonId
    content: Content
    deciders: tuple[PersonId, ...]
    left_out: tuple[PersonId, ...]
    place: Place
    closes_at: datetime
    fair_at: datetime
    set_by: PersonId | None = None
    label: str = ""
    silence_consents: bool = False
    turnout: Turnout = "half"
    regions: Mapping[PersonId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision as it is kept.

    deciders: whose votes count. left_out: who was to decide and is away for too long. label: what the
    team is called that they are, "" for people. fair_at: the earliest close that is fair to all, and
    set_by whose hours it waits for (None: the 24 hours alone). silence_consents: who says nothing agrees;
    otherwise turnout: how many have to vote. reopened_at: when a late objection opened it again, and
    reopened_by whose. edits: in their order. regions: where one of each region decides, which region each
    of those is of, as it was called then; else empty. away: of those left out, who went away after it was
    posted, and who decides in their place. joined: when those did so.
    """

    id: DecisionId
    tenant: TenantId
    proposer: PersonId
    content: Content
    deciders: tuple[PersonId, ...]
    left_out: tuple[PersonId, ...]
    place: Place
    state: State
    asked_at: datetime
    closes_at: datetime
    fair_at: datetime
    set_by: PersonId | None
    label: str = ""
    silence_consents: bool = False
    turnout: Turnout = "half"
    closed_at: datetime | None = None
    votes: Mapping[PersonId, Vote] = field(default_factory=dict)
    reopened_at: datetime | None = None
    reopened_by: PersonId | None = None
    edits: tuple[Edit, ...] = ()
    regions: Mapping[PersonId, str] = field(default_factory=dict)
    away: Mapping[PersonId, PersonId | None] = field(default_factory=dict)
    joined: Mapping[PersonId, datetime] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether votes are still counted."""
        return self.state == "open"

    @property
    def asked(self) -> int:
        """How many were asked, people or regions: those who decide, and who has voted and left since."""
        return len(self.seats) if self.regions else len({*self.deciders, *self.votes})

    @property
    def voted(self) -> int:
        """How many of them have voted."""
        return len(self.speakers) if self.regions else len(self.votes)

    @property
    def quorum(self) -> int:
        """How many have to vote: half of those who were asked, or as it was chosen."""
        return needed(self.turnout, self.asked)

    @property
    def speakers(self) -> Mapping[str, PersonId]:
        """Who votes for each region that has voted: whoever of it was the first."""
        return {vote.region: who for who, vote in self.votes.items() if vote.region}

    @property
    def seats(self) -> tuple[str, ...]:
        """The regions that decide, by name."""
        named = {self.regions[one] for one in self.deciders if one in self.regions}
        return tuple(sorted({*named, *self.speakers}))

    @property
    def empty(self) -> tuple[str, ...]:
        """The regions that were to decide, and of which nobody is there."""
        named = {self.regions[one] for one in self.left_out if one in self.regions}
        return tuple(sorted(named - {*self.seats}))

    def speaker(self, person: PersonId) -> PersonId | None:
        """Who votes for their region, where one of each decides and somebody of it has voted."""
        return self.speakers.get(self.regions.get(person, ""))

    def spoken_for(self, person: PersonId) -> bool:
        """Whether somebody else votes for their region."""
        return self.speaker(person) not in (None, person)

    def given(self, person: PersonId, vote: Vote) -> Vote:
        """That vote as it counts: for their region, unless somebody else votes for it."""
        region = "" if self.spoken_for(person) else self.regions.get(person, "")
        return replace(vote, region=region)

    def of(self, choice: Choice) -> tuple[PersonId, ...]:
        """Who says so, in the order in which they did."""
        return tuple(one for one, vote in self.votes.items() if vote.choice == choice)

    @property
    def silent(self) -> tuple[PersonId, ...]:
        """Who decides and has not voted, nor has anyone of their region."""
        some = (one for one in self.deciders if one not in self.votes)
        return tuple(one for one in some if not self.spoken_for(one))

    @property
    def began(self) -> Begun:
        """What its window began with: everyone's hours are reckoned from then."""
        fresh = max((one.at for one in self.edits if one.fresh), default=None)
        if fresh is not None and (self.reopened_at is None or self.reopened_at <= fresh):
            return "edited"
        return "asked" if self.reopened_at is None else "reopened"

    @property
    def earliest(self) -> bool:
        """Whether it closes as early as is fair to all, and waits for nobody who no longer decides."""
        waits_for = (None, *self.deciders, *self.votes)
        return self.closes_at == self.fair_at and self.set_by in waits_for

    @property
    def edition(self) -> int:
        """How many edits have reset votes: a vote is for one edition, and counts for no other."""
        return sum(one.fresh for one in self.edits)

    def replaced(self, person: PersonId) -> PersonId | None:
        """Who decides in place of somebody who went away, while they do."""
        other = self.away.get(person)
        return other if other in self.deciders or other in self.votes else None

    def asked_since(self, person: PersonId) -> datetime:
        """When their window began."""
        fresh = [one.at for one in self.edits if one.fresh]
        again = [self.reopened_at] if self.reopened_at is not None else []
        return self.joined.get(person, max([self.asked_at, *fresh, *again]))

    def waits_for(self, person: PersonId) -> bool:
        """Whether it is open and they have said nothing, or nothing since it was opened again."""
        said = self.votes.get(person)
        stale = said is None or (self.reopened_at is not None and said.at < self.reopened_at)
        return self.open and person in self.deciders and stale and not self.spoken_for(person)

    @property
    def late_until(self) -> datetime | None:
        """Until when an objection opens it again: once, within a week of its adoption; None: none does."""
        if self.state != "adopted" or self.closed_at is None or self.reopened_at is not None:
            return None
        return self.closed_at + LATE_OBJECTIONS

    def may_object_late(self, person: PersonId, *, now: datetime) -> bool:
        """Whether an objection of theirs opens it again: it has to be of somebody who was to decide."""
        until = self.late_until
        return until is not None and person in (*self.deciders, *self.left_out) and now < until


def changed_parts(before: Decision, after: Decision, *, there: Collection[PersonId]) -> tuple[Part, ...]:
    """What of it is not the same, the close aside. there: who was asked before and could still be.

    That a team has other members or another name by now is no change by itself: a channel has one team, and
    its members count along with another change.
    """
    old, new = before.content, after.content
    pairs: tuple[tuple[Part, str, str], ...] = (
        ("title", old.title, new.title),
        ("problem", old.problem, new.problem),
        ("proposal", old.proposal, new.proposal),
        ("alternatives", old.alternatives, new.alternatives),
    )
    parts: list[Part] = [name for name, was, now in pairs if was != now]
    same = {*there} == {*after.deciders, *after.left_out}
    silence = (before.silence_consents, before.turnout) != (after.silence_consents, after.turnout)
    others = bool(before.label) != bool(after.label) or bool(before.regions) != bool(after.regions)
    if others or (not same and (not after.label or parts or silence)):
        parts.append("deciders")
    return (*parts, "silence") if silence else tuple(parts)


def outcome(one: Decision) -> Outcome:
    """What it comes to with the votes as they are.

    Adopted where nobody objects, at least one approves and half of those who decide have voted, abstentions
    counted; half of the regions, where one of each decides. Where silence is consent, where nobody objects
    and somebody is left to consent. One objection is enough against it.
    """
    if one.of("object"):
        return "objected"
    if one.silence_consents:
        return "adopted" if one.deciders or one.of("approve") else "unsettled"
    enough = one.voted >= one.quorum
    return "adopted" if enough and one.of("approve") else "unsettled"
