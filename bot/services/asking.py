"""The days that somebody is to be asked about, as the payload of their one prompt timer, and back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.domain.asking import Asking, Waiting
from storage.timers import Timer

# When a prompt's timer is due, and its payload; None where nobody is to be asked.
ToSet = tuple[datetime, Mapping[str, Any]] | None


def payload(asking: Asking) -> dict[str, Any]:
    """The first day plainly; further ones, and those passed over, only where there are any."""
    first, *others = asking.waiting
    then = {"then": [{**_plain(one), "due_at": one.due_at.isoformat()} for one in others]} if others else {}
    passed = {"passed": [f"{day}" for day in asking.passed]} if asking.passed else {}
    return {**_plain(first), **then, **passed}


def to_set(line: Asking) -> ToSet:
    """The timer of who is lined up so."""
    return (line.waiting[0].due_at, payload(line)) if line.waiting else None


def of_timer(timer: Timer) -> Asking:
    """What a prompt timer stands for."""
    others = (_waiting(one, datetime.fromisoformat(one["due_at"])) for one in timer.payload.get("then", ()))
    return Asking(
        waiting=(_waiting(timer.payload, timer.due_at), *others),
        passed=tuple(map(date.fromisoformat, timer.payload.get("passed", ()))),
    )


def after(timer: Timer) -> Asking:
    """What is left once its first day has had its evening."""
    asking = of_timer(timer)
    first, *others = asking.waiting
    return Asking(waiting=tuple(others), passed=tuple(day for day in asking.passed if day > first.day))


def passed(timer: Timer) -> tuple[date, ...]:
    """The days before its first one that no clock reached."""
    if "passed" not in timer.payload:
        return ()
    asking = of_timer(timer)
    return tuple(day for day in asking.passed if day < asking.waiting[0].day)


def _plain(one: Waiting) -> dict[str, str]:
    return {
        "day": f"{one.day}",
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
    }


def _waiting(kept: Mapping[str, Any], due_at: datetime) -> Waiting:
    return Waiting(
        day=date.fromisoformat(kept["day"]),
        starts_at=datetime.fromisoformat(kept["starts_at"]),
        ends_at=datetime.fromisoformat(kept["ends_at"]),
        due_at=due_at,
    )
