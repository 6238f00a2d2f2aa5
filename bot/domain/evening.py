"""One person-day in the ledger: due, asked, reminded, answered, quiet, or skipped and why."""

from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.identity import PersonId
from bot.domain.light import dataclass

# How the reason begins why a holiday is off; its name follows.
HOLIDAY = "holiday: "

EveningState = Literal["asked", "answered", "quiet", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What became of one evening.

    why: how it was answered (`handoff`, `nothing`) or why it was skipped (`late`, `holiday: NAME`, `away`,
    `company day`, `left`, `not welcomed`, `unreachable`, `not a member`, `hours changed`: a new clock or week
    passed over it before it had begun); `late` of one that is quiet: its reminder was skipped.
    due_at: when the prompt was due; shift_ends_at: when that working day ends.
    """

    person: PersonId
    day: date
    state: EveningState
    why: str | None = None
    shift_ends_at: datetime
    due_at: datetime
    asked_at: datetime | None = None
    snoozed_until: datetime | None = None
    reminded_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether an answer is still expected."""
        return self.state in ("asked", "quiet")

    @property
    def late(self) -> bool:
        """Whether it came to be due after their day had ended: its second half was taken off in it."""
        return self.due_at > self.shift_ends_at

    @property
    def holiday(self) -> str | None:
        """What they have that day off for, where it was skipped as a holiday of theirs."""
        off = self.state == "skipped" and self.why is not None and self.why.startswith(HOLIDAY)
        return self.why.removeprefix(HOLIDAY) if off and self.why else None


def prompt_key(person: PersonId, day: date | str) -> str:
    """The outbox key of the evening's prompt. day: or as it is written, for whom many have it."""
    return f"prompt/{person}/{day}"


def reminder_key(person: PersonId, day: date) -> str:
    """The outbox key of its one reminder."""
    return f"reminder/{person}/{day}"


def snooze_key(person: PersonId, day: date, until: datetime) -> str:
    """The outbox key of the prompt that a snooze asked for."""
    return f"snooze/{person}/{day}/{int(until.timestamp())}"


def too_late(due_at: datetime, *, now: datetime, grace: timedelta) -> bool:
    """Late is skipped, not replayed."""
    return now - due_at > grace
