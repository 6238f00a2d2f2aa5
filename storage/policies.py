"""A team's policy as JSON: only differences from the default, so that a better default reaches everyone."""

from dataclasses import fields
from datetime import timedelta
from functools import lru_cache
from typing import Any

from bot.domain.team import Policy
from bot.domain.workday import WorkingWeek, parse_week, week_text
from storage.types import decoded

_DEFAULT = Policy()


def policy_json(policy: Policy) -> dict[str, Any]:
    """Durations as seconds, a week as its text."""
    names = [one.name for one in fields(Policy) if getattr(policy, one.name) != getattr(_DEFAULT, one.name)]
    return {name: _written(getattr(policy, name)) for name in names}


def policy_from(stored: dict[str, Any]) -> Policy:
    """The policy that `policy_json` wrote."""
    return Policy(**{name: _read(getattr(_DEFAULT, name), value) for name, value in stored.items()})


@lru_cache(maxsize=1024)
def policy_of(text: str) -> Policy:
    """The same of its text: teams that keep the same share one."""
    return policy_from(decoded(text))


def _written(value: object) -> object:
    match value:
        case timedelta():
            return int(value.total_seconds())
        case WorkingWeek():
            return week_text(value)
        case _:
            return value


def _read(default: object, value: Any) -> Any:
    match default:
        case timedelta():
            return timedelta(seconds=value)
        case WorkingWeek():
            return parse_week(value)
        case _:
            return value
