"""Whether an empty message is worth a nudge, given what was said around it. When unsure: silent."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.context.reading import GREETINGS, Reader, Reading

# How far back an author's own words count as what a message is about, and others' as a conversation.
LOOK_BACK_SECONDS = 600

# How long somebody who joined is welcomed, and a greeting answered.
WELCOME_SECONDS = 86_400

# What gives something to act on carries at least so much: "it's about vpn" does not.
SUBSTANCE = 2

# Each of them keeps silent; without it more is said. They are named so that each can be measured.
Rule = Literal["thread", "social", "exchange", "look_back", "conversation", "wait"]
RULES: frozenset[Rule] = frozenset({"thread", "social", "exchange", "look_back", "conversation", "wait"})

_MENTION = re.compile(
    r"<@([A-Z0-9]{2,24})(?:\|[^<>]{0,60})?>|(?<!\w)@(?!here\b|channel\b|everyone\b|all\b)(\w[\w.-]{0,40})"
)
_JOINED = " has joined the "

# Spoken to one person: without a name, in a conversation, to whoever spoke last.
_PERSONAL = frozenset(
    {"you_there", "you_free", "call_request", "dm_request", "how_are_you", "chaser", "bare_ping"}
)

# In a channel they are kind words, or belong to what nobody can see any more.
_SOCIAL = frozenset({"day_greeting", "how_are_you", "vague_problem"})
_NEEDS_NAME = frozenset({"chaser", "bare_ping"})

# They point at whatever their author said last, to whomever.
_WORDLESS = frozenset({"bare_mention", "chaser"})


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier message of the channel: seconds before, by the same author, its text."""

    seconds: float
    own: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """earlier: the last few of the channel, the newest last; own_earlier: the author's of ten minutes.

    follow_ups: the author's own within the wait; None of in_thread: nobody knows.
    """

    text: str
    surface: Literal["dm", "channel"]
    in_thread: bool | None = False
    earlier: Sequence[Said] = ()
    own_earlier: Sequence[Said] = ()
    follow_ups: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """flag: worth a nudge; text_flag: what the words alone say; reason: the kind of phrase and its language,

    or the rule that keeps silent, or "words" where they are no such phrase.
    """

    flag: bool
    text_flag: bool
    reason: str


def judge(message: Message, *, reader: Reader, rules: frozenset[Rule] = RULES) -> Verdict:
    """Pure: the same message has the same verdict. Anything but a phrase costs one reading."""
    reading = reader.read(message.text)
    if reading is None or not reading.poor:
        return Verdict(flag=False, text_flag=False, reason=reading.kind if reading else "words")
    named = f"{reading.kind}, {reading.language}" if reading.language else reading.kind
    for rule, keeps_silent in _CHECKS:
        if rule in rules and keeps_silent(message, reading, reader):
            return Verdict(flag=False, text_flag=True, reason=f"{named}; {rule}")
    return Verdict(flag=True, text_flag=True, reason=named)


def mentioned(text: str) -> frozenset[str]:
    """Whom it names: ids as they are written, or names with an @."""
    return frozenset(by_id or by_name for by_id, by_name in _MENTION.findall(text))


def adds_substance(follow_ups: Sequence[str], *, reader: Reader) -> bool:
    """Whether they give something to act on, taken together; "u there?" and "??" do not."""
    return sum(reader.carries(one) for one in follow_ups) >= SUBSTANCE


def _thread(message: Message, _: Reading, __: Reader) -> bool:
    return message.in_thread is True


def _social(message: Message, reading: Reading, _: Reader) -> bool:
    """Good morning to a channel; "it fails again", which belongs to a conversation; a chaser of nobody."""
    if message.surface == "dm":
        return False
    if reading.kind in _NEEDS_NAME:
        return not mentioned(message.text)
    return reading.kind in _SOCIAL


def _exchange(message: Message, reading: Reading, reader: Reader) -> bool:
    """A greeting that answers one, welcomes whoever joined, or goes round."""
    if reading.kind not in GREETINGS:
        return False
    about = mentioned(message.text) | reader.content(message.text)
    recent = [one for one in reversed(message.earlier) if one.seconds <= WELCOME_SECONDS]
    for one in sorted(recent, key=lambda one: one.seconds):
        if _JOINED in one.text:
            return True
        if reader.greets(one.text):
            # Who has greeted already and greets again waits for somebody, unless it is somebody else's turn.
            return not one.own or bool((mentioned(one.text) | reader.content(one.text)) - about)
    return False


def _look_back(message: Message, reading: Reading, reader: Reader) -> bool:
    """The author has just said what it is about, to the same person or to everybody."""
    names = mentioned(message.text)
    own = [one.text for one in message.own_earlier if one.seconds <= LOOK_BACK_SECONDS]
    own += [one.text for one in message.earlier if one.own and one.seconds <= LOOK_BACK_SECONDS]
    if names and reading.kind not in _WORDLESS:
        own = [one for one in own if not (to := mentioned(one)) or to & names]
    if reading.kind == "topic_only":
        about = reader.content(message.text)
        return any(about & reader.content(one) for one in own)
    return any(reader.carries(one) >= SUBSTANCE for one in own)


def _conversation(message: Message, reading: Reading, _: Reader) -> bool:
    """Spoken to whoever spoke last, who may know what it is about."""
    if reading.kind not in _PERSONAL or mentioned(message.text):
        return False
    return any(not one.own and one.seconds <= LOOK_BACK_SECONDS for one in message.earlier)


def _wait(message: Message, reading: Reading, reader: Reader) -> bool:
    """The author goes on, and says what it is about."""
    if reading.kind == "bare_mention":
        return any(reader.carries(one) for one in message.follow_ups)
    return adds_substance(message.follow_ups, reader=reader)


_CHECKS: tuple[tuple[Rule, Callable[[Message, Reading, Reader], bool]], ...] = (
    ("thread", _thread),
    ("social", _social),
    ("exchange", _exchange),
    ("look_back", _look_back),
    ("conversation", _conversation),
    ("wait", _wait),
)
