"""What the sandbox finds wrong with a payload, without what it takes for a fault and Slack does not."""

from typing import Any

from sandbox import checks

# Slack shows a typed date as it was typed; the check takes it for ours, which would not work there.
_FALSE_ALARM = "a reader-zone date does not work here"


def message_problems(payload: dict[str, Any]) -> list[str]:
    """What is wrong with a message."""
    return _true(checks.message_problems(payload))


def view_problems(view: dict[str, Any]) -> list[str]:
    """What is wrong with a view."""
    return _true(checks.view_problems(view))


def _true(problems: list[str]) -> list[str]:
    return [one for one in problems if _FALSE_ALARM not in one]
