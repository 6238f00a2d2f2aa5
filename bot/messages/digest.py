"""What a region finds in the channel: its morning's digest, and what is handed over during its day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain

from bot.domain.handoff import STATE_WORDS, Content, State
from bot.domain.text import count_words, list_words, shorten
from bot.domain.zone import local_day
from bot.messages.change import some_names
from bot.messages.digest_decision import Told, decision_blocks
from bot.messages.document import (
    Block,
    Bullets,
    Divider,
    Document,
    Heading,
    Link,
    Paragraph,
    PostLink,
    Quote,
    Span,
    Spans,
    Text,
    When,
    bold,
    notice,
    plain_text,
    say,
    words,
)
from bot.messages.file import all_named
from bot.messages.step_line import CLOSED, StepLine, step_blocks

_LINE = Divider()
_WAITING, _SETTLED, _NEW, _MEANWHILE = (
    say(bold(text)) for text in ("Waiting on you", "Settled since", "New for you", "Meanwhile")
)
_DONE, _NEXT = say(bold("Done")), say(bold("Next steps"))
_AWAKE = Text(text="Awake after you: ")

# So many new hand-offs are counted by their states, too: nobody sees them all at once.
MANY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A hand-off in full. `edited_at` is set when it was changed after it had been carried."""

    author: str
    project: str
    state: State
    content: Content
    steps: tuple[StepLine, ...]
    sent_at: datetime
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Any other hand-off, in one line; `key` is that of the message where it stands in full, or ""."""

    author: str
    project: str
    state: State
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """Members of the region who are off on its day. why: a holiday's name, or "" for what is theirs alone."""

    names: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything one digest or hand-over (`kind`) says."""

    kind: str
    team: str
    region: str
    zone: str
    day: date
    waiting: tuple[StepLine, ...] = ()
    new: tuple[Entry, ...] = ()
    meanwhile: tuple[Line, ...] = ()
    decisions: tuple[Told, ...] = ()
    away: tuple[Off, ...] = ()
    awake_next: Spans = ()
    pages: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say. Decisions alone were told as they were posted, right there."""
        return not (self.waiting or self.new or self.meanwhile)


def digest(one: Digest, *, locale: str) -> Document:
    """The whole message, however long; blocked before at risk before on track, by project."""
    title, counts = _title(one), f"{one.team}: {_counts(one)}"
    blocks: list[Block] = [Heading(text=title), say(counts, small=True)]
    blocks += _waiting(one)
    blocks += _new(one)
    blocks += _meanwhile(one)
    blocks += decision_blocks(one.decisions, zone=one.zone)
    blocks += _foot(one)
    return Document(blocks=tuple(blocks), summary=f"{title}. {counts}", kind=one.kind, day=one.day)


def changed(
    *, author: str, holders: Sequence[Spans], steps: Sequence[str], day: date, locale: str
) -> Document:
    """A reply under a hand-off that was edited after someone had picked up its steps."""
    names: list[str | Span] = []
    for number, holder in enumerate(holders):
        names += [", " if number else "", *holder]
    which, them = ("this step", "it") if len(steps) == 1 else ("these steps", "them")
    told = f"{author} changed this hand-off after you had picked up {which}."
    spans = words(*names, f": {told} Read {them} again above before you go on:")
    blocks = (Paragraph(spans=spans), Bullets(items=tuple(words(one) for one in steps)))
    summary = f"{plain_text(spans)} {shorten(list_words(steps), 300)}"
    return Document(blocks=blocks, summary=summary, kind="changed", day=day)


def nothing_now(*, region: str, next_at: datetime | None, zone: str, locale: str) -> Document:
    """The answer to `/digest` when there is nothing to say."""
    spans = words(f"Nothing waits for {region} right now.")
    if next_at is not None:
        spans += words(" Its next digest: ", When(at=next_at, zone=zone, style="day_time"), ".")
    return notice(*spans)


def no_team(*, locale: str) -> Document:
    """The answer to `/digest` from someone in no team."""
    return notice(
        "You are in no team yet, so no digest is yours. In your team's channel, /sunrelay join takes part in "
        "its relay; /sunrelay setup starts one."
    )


def _title(one: Digest) -> str:
    if one.kind == "handover":
        return f"Handed over to {one.region}"
    return f"Digest for {one.region}, {_day_words(one.day)}"


@lru_cache(maxsize=64)
def _day_words(day: date) -> str:
    """Of the few dates that it is anywhere."""
    return f"{day:%a} {day.day} {day:%b}"


def _counts(one: Digest) -> str:
    steps = [*one.waiting, *chain.from_iterable([entry.steps for entry in one.new])]
    states = [line.state for line in steps if line.actable]
    is_open, picked, returned = states.count("open"), states.count("picked_up"), states.count("returned")
    parts = [f"{count_words(is_open, 'open step') if is_open else 'no open steps'} for you"]
    if picked:
        parts.append(f"{picked} picked up")
    if returned:
        parts.append(f"{returned} waiting for an answer")
    if one.new:
        parts.append(count_words(len(one.new), "new hand-off") + _states(one.new))
    if one.meanwhile:
        parts.append(count_words(len(one.meanwhile), "other hand-off"))
    return ", ".join(parts)


def _states(some: Sequence[Entry]) -> str:
    """` (2 blocked, 5 on track)`, where they are too many to be seen at a glance."""
    if len(some) < MANY:
        return ""
    states = Counter(one.state for one in some)
    return (
        f" ({', '.join(f'{states[one]} {STATE_WORDS[one].lower()}' for one in STATE_WORDS if states[one])})"
    )


def _waiting(one: Digest) -> list[Block]:
    if not one.waiting:
        return []
    settled = all(line.state in CLOSED for line in one.waiting)
    blocks: list[Block] = [_LINE, _SETTLED if settled else _WAITING]
    for line in one.waiting:
        blocks += step_blocks(line, from_author=True)
    return blocks


def _new(one: Digest) -> list[Block]:
    blocks: list[Block] = []
    for entry in one.new:
        blocks.append(_LINE)
        if one.kind == "digest" and entry is one.new[0]:
            blocks.append(_NEW)
        blocks += _entry(entry, one)
    return blocks


def _entry(entry: Entry, one: Digest) -> list[Block]:
    sent, at = _at(entry.sent_at, one)
    head: Spans = (bold(_named(entry.state, entry.project)), Text(text=f", from {entry.author}{sent}"), at)
    if entry.edited_at is not None:
        head += words(", ", Text(text="edited", italic=True), *_at(entry.edited_at, one))
    blocks: list[Block] = [Paragraph(spans=head), Quote(spans=words(entry.content.summary))]
    if entry.content.done:
        blocks += [_DONE, Bullets(items=tuple([words(item) for item in entry.content.done]))]
    if entry.content.watch:
        blocks.append(say(bold("Watch out: "), entry.content.watch))
    if entry.steps:
        blocks.append(_NEXT)
    for line in entry.steps:
        blocks += step_blocks(line, from_author=False)
    return blocks + _links(entry.content) + _files(entry.content)


def _named(state: State, project: str) -> str:
    return f"{STATE_WORDS[state]}: {project}"


def _at(instant: datetime, one: Digest) -> tuple[str, When]:
    """When, with its day where that is another than the digest's."""
    if local_day(one.zone, instant) == one.day:
        return " at ", When(at=instant, zone=one.zone)
    return ", ", When(at=instant, zone=one.zone, style="day_time")


def _links(content: Content) -> list[Block]:
    """The one link of most hand-offs stands beside its label; more are a list."""
    links: list[Spans] = [(_link(url),) for url in content.links]
    if content.recording:
        links.append(words("Recording: ", _link(content.recording)))
    if len(links) == 1:
        return [Paragraph(spans=(bold("Links: "), *links[0]))]
    return [say(bold("Links")), Bullets(items=tuple(links))] if links else []


def _files(content: Content) -> list[Block]:
    """They are posted anew under the message in the channel that shows this."""
    return [say(bold("Files: "), f"{all_named(content.files)}, in the thread.")] if content.files else []


def _link(url: str) -> Link:
    """Long addresses are shown by their beginning; they lead where they lead."""
    return Link(url=url, text=shorten(url, 100))


def _meanwhile(one: Digest) -> list[Block]:
    if not one.meanwhile:
        return []
    blocks: list[Block] = [_LINE, _MEANWHILE]
    blocks.append(Bullets(items=tuple([_line(line) for line in one.meanwhile])))
    return blocks


def _line(line: Line) -> Spans:
    what = f"{_named(line.state, line.project)}, from {line.author}"
    return (PostLink(key=line.key, text=what) if line.key else Text(text=what),)


def _foot(one: Digest) -> list[Block]:
    foot: list[Block] = []
    if one.away:
        foot.append(say(f"Off today: {'; '.join([_off(off) for off in one.away])}.", small=True))
    if one.awake_next:
        foot.append(Paragraph(spans=(_AWAKE, *one.awake_next), small=True))
    if one.pages:
        foot.append(say(*_pages(one.pages), small=True))
    return [_LINE, *foot] if foot else []


def _off(one: Off) -> str:
    return some_names(one.names) + (f" ({one.why})" if one.why else "")


def _pages(pages: Sequence[tuple[str, str]]) -> list[str | Span]:
    spans: list[str | Span] = ["Pages: "]
    for number, (name, url) in enumerate(pages):
        spans += [", " if number else "", Link(url=url, text=name)]
    return spans
