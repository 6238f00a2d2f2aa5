"""What a person sees of what they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sandbox.reply import Unacknowledged
from sandbox.views import View

TIMED_OUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act reached the app, or `trouble` is the error that Slack's client shows."""

    trouble: str = ""

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged it in time."""
        return not self.trouble


Outcome = Literal["closed", "cleared", "updated", "pushed", "errors", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What became of a form that was sent.

    errors: by block_id, from the app or, with `sent` False, from Slack's client, which then sent nothing.
    view: the form that is on the screen now. failed: it stays open with what was typed; `trouble` says why.
    """

    outcome: Outcome
    errors: Mapping[str, str] = field(default_factory=dict)
    view: View | None = None
    trouble: str = ""
    sent: bool = True


def trouble(reply: Unacknowledged) -> str:
    """How Slack's client words it."""
    return TIMED_OUT if "timeout" in reply.why else FAILED
