"""What has changed since somebody last worked: `/digest me`, shown to them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.handoff import STATE_WORDS, State
from bot.domain.text import count_words
from bot.messages.document import (
    Block,
    Bullets,
    Document,
    Heading,
    PostLink,
    Spans,
    When,
    bold,
    notice,
    say,
    words,
)
from bot.messages.note import Answered, Left, Post, ToAnswer, answers, divided, left_blocks, questions
from bot.messages.step_line import StepLine, step_blocks

# So many hand-offs are listed, the newest; the others are counted.
MOST_NEW = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A hand-off that somebody else left; `key`: of the message where it stands, or ""."""

    author: str
    project: str
    state: State
    sent_at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSteps:
    """How many steps wait for anyone in a region of the reader's; `digest`: today's, if there is one."""

    count: int
    region: str
    digest: Post | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """Everything that one answer says, what waits on the reader first; `new`: the newest first."""

    since: datetime
    zone: str
    asked: tuple[ToAnswer, ...] = ()
    waiting: tuple[StepLine, ...] = ()
    open_steps: tuple[OpenSteps, ...] = ()
    answered: tuple[Answered, ...] = ()
    new: tuple[New, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.asked or self.waiting or self.open_steps or self.answered or self.new or self.left)


def catch_up(one: CatchUp, *, locale: str) -> Document:
    """The whole answer, however long."""
    sections = [
        _waiting(one),
        *questions(one.asked, zone=one.zone, locale=locale),
        *answers(one.answered, zone=one.zone, locale=locale),
        _new(one.new, one.zone),
        left_blocks(one.left),
    ]
    since = When(at=one.since, zone=one.zone, style="day_time")
    head = (Heading(text="Since you last worked"), say("All that changed since ", since, ".", small=True))
    return Document(
        blocks=(*head, *divided(sections)), summary="What changed since you last worked.", kind="catchup"
    )


def nothing_since(
    *, since: datetime, next_at: datetime | None, region: str, zone: str, locale: str
) -> Document:
    """Nothing has changed and nothing waits; `next_at`: when the next digest of their region comes."""
    spans = words(
        "Nothing has changed since you last worked, ",
        When(at=since, zone=zone, style="day_time"),
        ", and nothing waits on you.",
    )
    if next_at is not None:
        spans += words(f" The next digest for {region}: ", When(at=next_at, zone=zone, style="day_time"), ".")
    return notice(*spans)


def _waiting(one: CatchUp) -> list[Block]:
    blocks: list[Block] = []
    if one.asked or one.waiting or one.open_steps:
        blocks.append(say(bold("Waiting on you")))
    for line in one.waiting:
        blocks += step_blocks(line, from_author=True)
    if one.open_steps:
        blocks.append(Bullets(items=tuple(_open(each) for each in one.open_steps)))
    if one.asked:
        blocks.append(say(f"{count_words(len(one.asked), 'question')} for you, below."))
    return blocks


def _open(one: OpenSteps) -> Spans:
    spans = words(f"{count_words(one.count, 'open step')} for anyone in {one.region}: ")
    if one.digest is None:
        return spans + words("/digest shows them")
    return spans + words(PostLink(key=one.digest.key, text=one.digest.title))


def _new(some: Sequence[New], zone: str) -> list[Block]:
    if not some:
        return []
    rows = tuple(_line(one, zone) for one in some[:MOST_NEW])
    blocks: list[Block] = [say(bold("New from your teams")), Bullets(items=rows)]
    older = len(some) - len(rows)
    if older:
        blocks.append(say(f"And {count_words(older, 'older one')}, in your channels' digests.", small=True))
    return blocks


def _line(one: New, zone: str) -> Spans:
    what = f"{STATE_WORDS[one.state]}: {one.project}, from {one.author}"
    link = PostLink(key=one.key, text=what) if one.key else what
    return words(link, ", ", When(at=one.sent_at, zone=zone, style="day_time"))
