"""Helping a sender add context: where, how strongly, and how seldom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from bot.domain.identity import NudgeId, PersonId, Place, UserRef

# every: a help channel, any message; mentions: only messages that name somebody.
Strength = Literal["every", "mentions"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)

# waiting: for substance; silent: something kept it so; dry: it would have been shown; unseen: it could not.
State = Literal["waiting", "silent", "dry", "shown", "unseen", "added", "declined"]

# The reason of one that a colleague has asked for.
ASKED = "asked"

# What its author saw, or would have seen: one of these in a channel keeps further ones away for a while.
TOLD: frozenset[State] = frozenset({"dry", "shown", "added", "declined"})

# Of bare greetings on Slack 45 % are explained by their author within this time.
WAIT = timedelta(minutes=2)

# Later than this a note about a message is about the past.
LATE = timedelta(minutes=10)

# So far back an author's own words, and what others said, count.
LOOK_BACK = timedelta(minutes=10)

# Whoever has just joined is welcomed, and greets.
JOINED = timedelta(hours=24)

# One a person and channel, and after *Not this time* one less often.
PAUSE = timedelta(days=7)
DECLINED_PAUSE = timedelta(days=28)

# A kind of phrase that was declined so often in a channel, and never taken up, is left alone there.
MUTED_AFTER = 3
MUTED_IN = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """How a channel helps its senders. dry: it only counts what it would have done."""

    strength: Strength
    dry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """One message that gave nothing to act on, and what became of it. Never its text.

    message: the platform's id of it; mentioned: whom it names. asked_by: the colleague who has asked for
    context, with a link to it; thread: the message that starts its thread, itself for most; absent: the bot
    is not there.
    """

    id: NudgeId
    place: Place
    person: PersonId
    author: UserRef
    message: str
    reason: str
    language: str
    mentioned: tuple[UserRef, ...]
    state: State
    heard_at: datetime
    asked_by: PersonId | None = None
    link: str = ""
    thread: str = ""
    absent: bool = False


def pauses(before: Sequence[Nudge], *, now: datetime) -> bool:
    """Whether its author has been told lately in that channel. before: theirs there, in any order."""
    return any(
        one.heard_at > now - (DECLINED_PAUSE if one.state == "declined" else PAUSE)
        for one in before
        if one.state in TOLD
    )


def muted(same: Sequence[Nudge], *, now: datetime) -> bool:
    """Whether a channel does not want to be told of a kind of phrase. same: those of that kind there."""
    recent = [one.state for one in same if one.heard_at > now - MUTED_IN]
    return recent.count("declined") >= MUTED_AFTER and "added" not in recent
