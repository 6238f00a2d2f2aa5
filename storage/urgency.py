"""How urgent a letter is, and which call it takes: what follows from what somebody has done leaves first.

Among equals the order is that in which they were put. Within a conversation it always is: what stands there
before an urgent letter leaves as urgently.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.messages.document import Document
from bot.messages.letter import Letter

ACTS: Final = ("post", "show", "file", "edit")

AT_ONCE: Final = 0
IN_TURN: Final = 1
IN_BULK: Final = 2  # sent to many, and as good an hour later

URGENCY: Final[Mapping[str, int]] = MappingProxyType(
    {
        "announcement": AT_ONCE,
        "answer": AT_ONCE,
        "ask": AT_ONCE,
        "ask_here": AT_ONCE,
        "ask_receipt": AT_ONCE,
        "ask_reply": AT_ONCE,
        "ask_reply_urgent": AT_ONCE,
        "ask_unreached": AT_ONCE,
        "ask_unreached_urgent": AT_ONCE,
        "ask_urgent": AT_ONCE,
        "ask_urgent_file": AT_ONCE,
        "ask_urgent_here": AT_ONCE,
        "card": AT_ONCE,
        "change": AT_ONCE,
        "company": AT_ONCE,
        "consent": AT_ONCE,
        "consent_ready": AT_ONCE,
        "consent_receipt": AT_ONCE,
        "consent_unposted": AT_ONCE,
        "consent_unreached": AT_ONCE,
        "context": AT_ONCE,
        "context_added": AT_ONCE,
        "notice": AT_ONCE,
        "decide": AT_ONCE,
        "decision": AT_ONCE,
        "decision_away": AT_ONCE,
        "decision_closed": AT_ONCE,
        "decision_instead": AT_ONCE,
        "decision_reopened": AT_ONCE,
        "decision_edited": AT_ONCE,
        "decision_unposted": AT_ONCE,
        "nudge": AT_ONCE,
        "nudges": AT_ONCE,
        "offer": AT_ONCE,
        "pressing": AT_ONCE,
        "published": AT_ONCE,
        "question": AT_ONCE,
        "receipt": AT_ONCE,
        "region": AT_ONCE,
        "request": AT_ONCE,
        "changed": IN_TURN,
        "digest": IN_TURN,
        "file": IN_TURN,
        "handover": IN_TURN,
        "note": IN_TURN,
        "orphaned": IN_TURN,
        "prompt": IN_TURN,
        "reminder": IN_TURN,
        "snooze": IN_TURN,
        "holiday": IN_BULK,
        "welcome": IN_BULK,
    }
)


def urgency(document: Document) -> int:
    """The lower, the sooner; what the table does not name waits its turn."""
    return URGENCY.get(document.kind, IN_TURN)


def act(letter: Letter) -> str:
    """One of `ACTS`: each has a limit of its own."""
    if letter.replaces:
        return "edit"
    if letter.only is not None:
        return "show"
    return "file" if letter.file is not None else "post"
