"""What a region finds in the channel: its morning's digest, and what is handed over during its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.domain.handoff import STATE_WORDS, Content, State, StepState
from bot.domain.identity import StepId
from bot.domain.text import count_words, list_words
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
    say,
    words,
)
from bot.messages.step import buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step as a digest shows it. `whom`: who it is for; `fate`: what became of it, none while it is open.

    actable: it has buttons here, since it waits for this region or its people.
    """

    step: StepId
    text: str
    state: StepState
    author: str
    whom: Spans
    fate: Spans = ()
    actable: bool = True


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
    away: tuple[str, ...] = ()
    awake_next: Spans = ()
    pages: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.waiting or self.new or self.meanwhile)


def digest(one: Digest, *, locale: str) -> Document:
    """The whole message, however long; blocked before at risk before on track, by project."""
    blocks: list[Block] = [Heading(text=_title(one)), say(f"{one.team}: {_counts(one)}", small=True)]
    blocks += _waiting(one)
    blocks += _new(one)
    blocks += _meanwhile(one)
    blocks += _foot(one)
    return Document(
        blocks=tuple(blocks), summary=f"{_title(one)}: {_counts(one)}", kind=one.kind, day=one.day
    )


def nothing_now(*, region: str, next_at: datetime | None, zone: str, locale: str) -> Document:
    """The answer to `/digest` when there is nothing to say."""
    spans = words(f"Nothing waits for {region} right now.")
    if next_at is not None:
        spans += words(" Its next digest comes ", When(at=next_at, zone=zone, style="day_time"), ".")
    return Document(blocks=(Paragraph(spans=spans),), summary=f"Nothing waits for {region}.", kind="notice")


def no_team(*, locale: str) -> Document:
    """The answer to `/digest` from someone in no team."""
    text = "You are in no team yet. In its channel, /sunrelay setup starts one; a member can also add you."
    return Document(blocks=(say(text),), summary=text, kind="notice")


def _title(one: Digest) -> str:
    day = f"{one.day:%a} {one.day.day} {one.day:%b}"
    return f"{one.region}, handed over to you" if one.kind == "handover" else f"{one.region}, {day}"


def _counts(one: Digest) -> str:
    steps = len(one.waiting) + sum(
        line.actable and line.state == "open" for new in one.new for line in new.steps
    )
    parts = [count_words(steps, "step") + " for you"] if steps else []
    if one.new:
        parts.append(count_words(len(one.new), "new hand-off"))
    if one.meanwhile:
        parts.append(f"{len(one.meanwhile)} elsewhere")
    return ", ".join(parts) or "all is done"


def _waiting(one: Digest) -> list[Block]:
    if not one.waiting:
        return []
    blocks: list[Block] = [Divider(), say(bold("Waiting on you"))]
    for line in one.waiting:
        blocks += _step(line, from_author=True)
    return blocks


def _new(one: Digest) -> list[Block]:
    blocks: list[Block] = []
    if one.new and one.kind == "digest":
        blocks += [Divider(), say(bold("New for you"))]
    for entry in one.new:
        blocks += _entry(entry, one.zone)
    return blocks


def _entry(entry: Entry, zone: str) -> list[Block]:
    sent = When(at=entry.sent_at, zone=zone)
    head: list[str | Span] = [
        bold(f"{STATE_WORDS[entry.state]}: {entry.project}"),
        f", from {entry.author} at ",
        sent,
    ]
    if entry.edited_at is not None:
        head += [", ", Text(text="edited at ", italic=True), When(at=entry.edited_at, zone=zone)]
    blocks: list[Block] = [Divider(), say(*head), Quote(spans=words(entry.content.summary))]
    if entry.content.done:
        blocks += [say("Done today"), Bullets(items=tuple(words(item) for item in entry.content.done))]
    if entry.content.watch:
        blocks.append(say(bold("Watch out: "), entry.content.watch))
    if entry.steps:
        blocks.append(say("Next steps"))
    for line in entry.steps:
        blocks += _step(line, from_author=False)
    return blocks + _links(entry.content)


def _links(content: Content) -> list[Block]:
    links = [words(Link(url=url, text=url)) for url in content.links]
    if content.recording:
        links.append(words("Recording: ", Link(url=content.recording, text=content.recording)))
    return [Bullets(items=tuple(links))] if links else []


def _step(line: StepLine, *, from_author: bool) -> list[Block]:
    closed = line.state in ("done", "withdrawn")
    spans = words("→ ", Text(text=line.text, bold=not closed, strike=closed))
    spans += words("  (", f"from {line.author}, " if from_author else "", "for ", *line.whom, ")")
    if line.fate:
        spans += words(" · ", *line.fate)
    blocks: list[Block] = [Paragraph(spans=spans)]
    if line.actable and line.state != "withdrawn":
        blocks.append(buttons(line.step, line.state))
    return blocks


def _meanwhile(one: Digest) -> list[Block]:
    if not one.meanwhile:
        return []
    blocks: list[Block] = [Divider(), say(bold("Meanwhile"))]
    for project, lines in groupby(one.meanwhile, key=lambda line: line.project):
        blocks.append(Bullets(items=tuple(_line(line, project) for line in lines)))
    return blocks


def _line(line: Line, project: str) -> Spans:
    what = f"{line.author}, {project}: {STATE_WORDS[line.state].lower()}"
    return words(PostLink(key=line.key, text=what) if line.key else what)


def _foot(one: Digest) -> list[Block]:
    foot: list[Block] = []
    if one.away:
        foot.append(say(f"Off today: {list_words(one.away)}.", small=True))
    if one.awake_next:
        foot.append(say("Awake after you: ", *one.awake_next, small=True))
    if one.pages:
        foot.append(say(*_pages(one.pages), small=True))
    return [Divider(), *foot] if foot else []


def _pages(pages: Sequence[tuple[str, str]]) -> list[str | Span]:
    spans: list[str | Span] = ["Pages: "]
    for number, (name, url) in enumerate(pages):
        spans += [", " if number else "", Link(url=url, text=name)]
    return spans
