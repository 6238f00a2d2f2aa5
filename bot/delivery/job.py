"""One call to a platform, and what becomes of its row once the platform has answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import assert_never

from bot.delivery.pace import Act
from bot.delivery.retry import GiveUp, Retry, decide
from bot.domain.identity import MessageRef
from bot.services.platform import Outcome, Refused, Sent, Throttled, Unknown
from storage.lanes import HOLDS_UP
from storage.outbox_row import OutboxRow
from storage.urgency import AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThere:
    """It was looked for and has not arrived."""


Answer = Outcome | NotThere


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row that may leave now. `known` holds the messages of the keys that its letter names."""

    row: OutboxRow
    known: Mapping[str, MessageRef]

    @property
    def act(self) -> Act:
        """A post that may be there already is looked for first; an edit is simply made again."""
        return act_of(self.row)

    @property
    def urgent(self) -> bool:
        """Whether it follows from what somebody has just done."""
        return self.row.urgency == AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Nothing more will be tried."""

    outcome: Sent | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Once more, at that instant. `counts`: it was an attempt that failed. `tried`: it was one, and it is no
    failure of the letter's."""

    at: datetime
    why: str
    uncertain: bool
    counts: bool
    tried: bool = False


Fate = Done | Again


def act_of(row: OutboxRow) -> Act:
    """Which of the platform's methods this row needs next."""
    if row.letter.replaces:
        return "edit"
    if row.uncertain:
        return "find"
    if row.letter.only is not None:
        return "show"
    return "file" if row.letter.file is not None else "post"


def fate(job: Job, answer: Answer, *, now: datetime, rng: Random) -> Fate:
    """What to do with the row now."""
    uncertain = job.row.uncertain
    match answer:
        case Sent() | Refused():
            return Done(outcome=answer)
        case Throttled(after=after):
            at = _after_throttled(job, after, now)
            return Again(at=at, why="throttled", uncertain=uncertain, counts=False, tried=True)
        case NotThere():
            return Again(at=now, why="not there", uncertain=False, counts=False)
        case Unknown(why=why):
            return _after_failure(job, why, now, rng)
        case _:
            assert_never(answer)


def _after_throttled(job: Job, after: timedelta, now: datetime) -> datetime:
    """The pace keeps it until then, and when it is due does not move: the order stands. Once it has held up
    its conversation for two minutes it lets those behind it pass, which rest as long as it does if it is a
    post: so it comes back later than they may leave."""
    held_up_until = job.row.blocks_until
    if held_up_until is None or now < held_up_until:
        return job.row.not_before
    return now + after + (timedelta() if job.act in ("edit", "find") else HOLDS_UP)


def _after_failure(job: Job, why: str, now: datetime, rng: Random) -> Fate:
    failures = job.row.attempts + 1
    match decide(job.act, failures=failures, put_at=job.row.put_at, now=now, rng=rng):
        case Retry(at=at, uncertain=uncertain):
            return Again(at=at, why=why, uncertain=uncertain, counts=True)
        case GiveUp():
            return Done(outcome=Refused(why=f"given up after {failures} attempts: {why}"))
