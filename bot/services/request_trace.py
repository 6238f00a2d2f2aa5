"""Somebody is stuck on a message: the form of a request, with the trace that stands there."""

import hashlib
from datetime import datetime

from bot.domain import trace
from bot.domain.handoff import File
from bot.domain.identity import Place, UserRef
from bot.messages import request_trace as messages
from bot.messages import request_values
from bot.messages import when as when_messages
from bot.messages.answer import Answer, Tell
from bot.messages.form import Value
from bot.messages.request_form import ERROR, FILES, LINKS, MOST_ERROR, MOST_FILES, REST, SHAPE
from bot.messages.request_trace import Picked
from bot.services import request_open
from bot.services.platform import Channel
from storage import people
from storage.transaction import Tx

# Of a trace that goes along as a file, so much stands in the message, in characters.
MOST_SHOWN = 1200


def open_form(
    tx: Tx,
    by: UserRef,
    picked: Picked,
    *,
    channel: Channel | None,
    hidden: frozenset[Place] = frozenset(),
    now: datetime,
) -> Answer:
    """*I'm stuck on this*. A trace longer than its field goes along as a file. hidden: see `request_open`."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    found, about = _read(picked)
    long = len(found) > MOST_ERROR
    files = (*((_file(found),) if long else ()), *picked.files)
    error = trace.shortened(found, MOST_SHOWN) if long else found or trace.shortened(picked.said, MOST_SHOWN)
    typed: dict[str, Value] = {
        SHAPE: "stuck",
        LINKS: picked.link,
        FILES: request_values.ticked(files[:MOST_FILES], files),
    }
    told = messages.told(
        picked,
        along=files[:MOST_FILES],
        left=files[MOST_FILES:],
        whole=len(found) if long else 0,
        locale=person.locale,
    )
    words: dict[str, Value] = {ERROR: error, **request_open.begun(about)}
    if REST in words:  # as a trace that its field does not hold: no form hands it back
        typed[REST] = words.pop(REST)
    start = request_open.Start(typed=typed, shown=words, files=files, told=told)
    return request_open.open_with(tx, person, start, channel, hidden=hidden, now=now)


def _read(picked: Picked) -> tuple[str, str]:
    """The trace, and what stands beside it, where that is said by whoever asks.

    Without a piece between fences it is all of the message, but for a line of their own or with a file.
    """
    found, around = trace.parted(picked.text)
    told = bool(found or picked.files or picked.unread) or (picked.own and "\n" not in around)
    if told:
        return found, around if picked.own else ""
    return picked.text, ""


def _file(found: str) -> File:
    """Named by what it holds: the same trace is the same file."""
    held = found.encode()
    number = f"trace:{hashlib.sha256(held).hexdigest()[:20]}"
    return File(id=number, name=messages.NAME, media="text/plain", size=len(held), text=found)
