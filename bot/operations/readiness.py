"""Whether all is well: what is looked at, how long it may take, and what is said where it is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from storage import outbox, timers, unsent
from storage.transaction import Tx

# A tick comes every second, and settles thousands within one.
TIMER_OVERDUE: Final = timedelta(minutes=2)
# What Slack's limits hold back may leave for as long as a crowd takes; as long as others leave, all is well.
# Of a workspace whose worker was killed nothing leaves until its lease of two minutes is over.
LETTER_OVERDUE: Final = timedelta(minutes=10)
# The answer must be there within two seconds, whatever the database does.
PATIENCE: Final = timedelta(seconds=1.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits in the database, and for how long what is due has waited; zero if nothing is due.

    letter_overdue: for how long some letter could have left and none was settled.
    """

    waiting: int
    timer_overdue: timedelta
    letter_overdue: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand. backlog: None where the database did not answer.

    listening: None, and works: False, for a process whose part that is not.
    """

    backlog: Backlog | None
    listening: bool | None
    works: bool

    @property
    def reasons(self) -> list[str]:
        """Why it is not well, a sentence each; none when it is.

        What only workers can work off makes no process unwell that is none: it would hear nothing then, too.
        """
        found = []
        if self.listening is False:
            found.append("Slack is not connected, or cannot reach the bot.")
        if self.backlog is None:
            found.append(f"The database did not answer within {_seconds(PATIENCE)} seconds.")
        elif self.works:
            found += _overdue(
                "The oldest timer is {} seconds late", self.backlog.timer_overdue, TIMER_OVERDUE
            )
            found += _overdue(
                "Letters may leave, and none has for {} seconds", self.backlog.letter_overdue, LETTER_OVERDUE
            )
        return found

    def told(self) -> dict[str, Any]:
        """As JSON."""
        there = self.backlog
        return {
            "ready": not self.reasons,
            "reasons": self.reasons,
            "database": there is not None,
            "listening": self.listening,
            "timer_overdue_seconds": _seconds(there.timer_overdue) if there else None,
            "letter_overdue_seconds": _seconds(there.letter_overdue) if there else None,
            "letters_waiting": there.waiting if there else None,
            "limits": {
                "timer_overdue_seconds": _seconds(TIMER_OVERDUE),
                "letter_overdue_seconds": _seconds(LETTER_OVERDUE),
                "database_seconds": _seconds(PATIENCE),
            },
        }


def backlog(tx: Tx, *, now: datetime) -> Backlog:
    """What waits by now. A timer that was put off, or is in another's hands, is not due."""
    return Backlog(
        waiting=unsent.count(tx)[0],
        timer_overdue=_since(timers.next_due(tx), now),
        letter_overdue=_letter_overdue(tx, now),
    )


def _letter_overdue(tx: Tx, now: datetime) -> timedelta:
    waited = _since(outbox.next_due(tx), now)
    settled_at = unsent.last_settled(tx) if waited else None
    return waited if settled_at is None else min(waited, _since(settled_at, now))


def _since(due_at: datetime | None, now: datetime) -> timedelta:
    return max(timedelta(0), now - due_at) if due_at is not None else timedelta(0)


def _overdue(what: str, found: timedelta, limit: timedelta) -> list[str]:
    if found <= limit:
        return []
    return [f"{what.format(_seconds(found))}; {_seconds(limit)} is the limit."]


def _seconds(length: timedelta) -> float:
    return round(length.total_seconds(), 1)
