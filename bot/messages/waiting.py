"""What waits on a person, as their home shows it: questions, steps of theirs, and steps for anyone there."""

from dataclasses import dataclass

from bot.domain.handoff import StepState
from bot.domain.identity import QuestionId, StepId
from bot.domain.text import count_words
from bot.messages.decision_form import WRITE as PROPOSE
from bot.messages.decision_list import LIST as DECISIONS
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    PostLink,
    Quote,
    Span,
    Spans,
    bold,
    say,
    words,
)
from bot.messages.request_form import WRITE
from bot.messages.request_list import LIST
from bot.messages.step import ANSWER, buttons

# Of a view's 100 blocks, a thing that waits takes up to three.
MOST_WAITING = 16
MOST_REGIONS = 12

_LEADS = {
    "picked_up": "You hold: ",
    "returned": "Waits for an answer: ",
    "open": "For you: ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the reader, about a step that they left."""

    question: QuestionId
    asker: str
    step: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A step that the reader holds, or that waits for them alone; returned, it waits for its author first.

    author: "" for themselves. read_back: how they have restated it. says_back, undoes: as in `step.buttons`.
    """

    step: StepId
    text: str
    state: StepState
    author: str
    where: str
    read_back: str = ""
    says_back: bool = False
    undoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InRegion:
    """Open steps for anyone in the reader's region. `key`: of today's digest, "" while there is none."""

    region: str
    team: str
    steps: int
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits on the reader, all of it: what finds no room is counted.

    requests: how many to them; decisions: how many without their vote.
    """

    asked: tuple[Asked, ...] = ()
    steps: tuple[Mine, ...] = ()
    regions: tuple[InRegion, ...] = ()
    requests: int = 0
    decisions: int = 0


def waiting_blocks(waiting: Waiting) -> list[Block]:
    """The heading and each thing with its buttons; what finds no room is counted."""
    blocks: list[Block] = [Heading(text="Waiting on you")]
    asked = waiting.asked[:MOST_WAITING]
    mine = waiting.steps[: MOST_WAITING - len(asked)]
    for question in asked:
        blocks += _asked(question)
    for step in mine:
        row = buttons(step.step, step.state, says_back=step.says_back, undoes=step.undoes)
        blocks += [say(*_step(step)), row]
    left = len(waiting.asked) + len(waiting.steps) - len(asked) - len(mine)
    if left:
        blocks.append(say(bold(f"And {left} more"), ": /digest me shows all of them."))
    if waiting.regions:
        blocks.append(Bullets(items=tuple(_in_region(one) for one in waiting.regions[:MOST_REGIONS])))
        rest = waiting.regions[MOST_REGIONS:]
        if rest:
            steps = count_words(sum(one.steps for one in rest), "open step")
            blocks.append(say(f"And {steps} for anyone in {count_words(len(rest), 'more region')}."))
    if waiting.requests:
        waits = "waits" if waiting.requests == 1 else "wait"
        count = count_words(waiting.requests, "request")
        blocks.append(say(bold(count), f" {waits} for your answer: Requests shows which."))
    if waiting.decisions:
        waits = "waits" if waiting.decisions == 1 else "wait"
        count = count_words(waiting.decisions, "decision")
        blocks.append(say(bold(count), f" {waits} for your vote: Decisions shows which."))
    if len(blocks) == 1:
        blocks.append(say("Nothing waits on you. What others leave for you stands here, and in your digest."))
    return [*blocks, asking()]


def asking() -> Buttons:
    """What begins a request or a decision, and what shows them all."""
    return Buttons(
        buttons=(
            Button(name=WRITE, text="Ask somebody"),
            Button(name=LIST, text="Requests"),
            Button(name=PROPOSE, text="Propose a decision"),
            Button(name=DECISIONS, text="Decisions"),
        )
    )


def _asked(one: Asked) -> list[Block]:
    return [
        say(bold(one.asker), f" asks about “{one.step}”:"),
        Quote(spans=words(one.text)),
        Buttons(buttons=(Button(name=ANSWER, text="Answer", value=str(one.question), style="primary"),)),
    ]


def _step(one: Mine) -> list[str | Span]:
    said = f". In your words: {one.read_back}" if one.read_back else ""
    return [
        bold(_LEADS.get(one.state, "")),
        one.text,
        f" (from {one.author or 'yourself'}, {one.where}){said}",
    ]


def _in_region(one: InRegion) -> Spans:
    spans = words(bold(count_words(one.steps, "open step")), f" for anyone in {one.region}, {one.team}")
    return spans + words(": ", PostLink(key=one.key, text="today's digest")) if one.key else spans
