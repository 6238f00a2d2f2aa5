"""What a step of the clock came to, in words, with the message in which each part of it can be seen."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.demo.lines import told
from bot.demo.upcoming import first_name
from sandbox.box import Sandbox
from sandbox.journal import Entry
from sandbox.page import Happened, NextEvent

# What a private message that came along with it is, by its kind: to others behind a name, and to its reader.
CAME_ALONG: Mapping[str, tuple[str, str]] = {
    "note": ("has a morning note", "Sunrelay wrote your morning note"),
    "prompt": ("was asked for a hand-off", "Sunrelay asked you for your hand-off"),
    "reminder": ("was reminded", "Sunrelay reminded you once"),
    "question": ("was asked about a step", "Somebody asks you about a step"),
    "answer": ("has an answer", "Your question was answered"),
}
# What was announced for earlier has passed without anything to see.
SAME_MINUTE = timedelta(minutes=1)

SOMETHING = ("has a message from Sunrelay", "Sunrelay wrote to you")


def lately(
    box: Sandbox, entries: Sequence[Entry], came: NextEvent | None, *, now: datetime
) -> tuple[Happened, ...]:
    """The event that was announced, where it shows best, then the private messages that came along."""
    visible = [one for one in entries if one.act in ("post", "edit") and one.message.by_bot]
    main = max(visible, key=lambda one: _telling(one, came), default=None)
    if main is None:
        return ()
    others = [one for one in visible if one.act == "post" and one.user is not None and one is not main]
    announced = came is not None and came.at <= now < came.at + SAME_MINUTE
    first = _happened(main, came, now) if came and announced else _alone(box, main, now)
    return (first, *(_alone(box, one, now) for one in others))


def _telling(entry: Entry, came: NextEvent | None) -> tuple[bool, bool, bool, str]:
    """How well it shows the event: to whom it happens, then anew, then to all, then the newest message."""
    mine = came is not None and bool(came.you) and entry.user == came.who
    return mine, entry.act == "post", entry.user is None, entry.message.ts


def _happened(entry: Entry, came: NextEvent, now: datetime) -> Happened:
    return _seen_in(entry, now, what=came.done, who=came.who, you=came.you)


def _alone(box: Sandbox, entry: Entry, now: datetime) -> Happened:
    """A message of which nothing is known but its kind."""
    if entry.user is None:
        return _seen_in(entry, now, what="Something changed")
    words, you = CAME_ALONG.get(told(entry.message)[0], SOMETHING)
    name = first_name(box.person(entry.user).user.shown_name)
    return _seen_in(entry, now, what=f"{name} {words}", who=entry.user, you=you)


def _seen_in(entry: Entry, now: datetime, *, what: str, who: str = "", you: str = "") -> Happened:
    message = entry.message
    thread_ts = message.thread_ts if message.is_reply and message.thread_ts else ""
    return Happened(
        at=now, what=what, channel=entry.channel, ts=message.ts, thread_ts=thread_ts, who=who, you=you
    )
