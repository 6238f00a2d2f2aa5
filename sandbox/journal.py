"""The log of everything that reached a person or a channel, in order, for a demo to print."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sandbox.message import Message

Act = Literal["post", "edit", "delete", "ephemeral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One happening. user: whose direct conversation it is, or who alone sees it; None in a channel."""

    at: datetime
    act: Act
    channel: str
    user: str | None
    message: Message


Reader = Callable[[Entry], None]
