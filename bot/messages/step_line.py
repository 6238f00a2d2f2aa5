"""A step as messages show it: what is to be done and for whom, what became of it, what was said of it."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.handoff import StepState
from bot.domain.identity import QuestionId, StepId
from bot.domain.light import dataclass
from bot.messages.document import Block, Document, Paragraph, Span, Spans, Text, words
from bot.messages.step import buttons

_STANDS: Mapping[StepState, str] = MappingProxyType(
    {
        "open": "Waiting",
        "picked_up": "Picked up",
        "returned": "Waiting for an answer",
        "done": "Done",
        "not_needed": "Not needed",
        "withdrawn": "Taken out",
    }
)

CLOSED: tuple[StepState, ...] = ("done", "not_needed", "withdrawn")

# Around what a step says.
_ARROW, _FOR, _GOES_ON, _ENDS = (Text(text=text) for text in ("→ ", " (for ", ") · ", ")"))

# Under this morning's number a word reads better than a figure.
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it stands under its step; `answer` is "" while nobody has answered."""

    asker: str
    text: str
    answerer: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step as a message shows it. `whom`: who it is for; `fate`: what became of it, none while it is open.

    holder, read_back: who has picked it up, and how they have restated it. asked: what was asked about it.
    actable: it has buttons here, since it waits for those who read this. question, says_back, undoes: what
    its buttons offer beside the usual, as in `step.buttons`.
    """

    step: StepId
    text: str
    state: StepState
    author: str
    whom: Spans
    fate: Spans = ()
    holder: str = ""
    read_back: str = ""
    asked: tuple[Asked, ...] = ()
    actable: bool = True
    question: QuestionId | None = None
    says_back: bool = False
    undoes: bool = False


def step_blocks(line: StepLine, *, from_author: bool) -> list[Block]:
    """The step in a paragraph, all that was said of it in lines below, and its buttons.

    One paragraph, so that a message cut in parts keeps the buttons with what they act on.
    """
    closed = line.state in CLOSED
    spans = (
        _ARROW,
        Text(text=line.text, bold=not closed, strike=closed),
        Text(text=f" (from {line.author}, for ") if from_author else _FOR,
        *line.whom,
        _GOES_ON if line.fate else _ENDS,
        *line.fate,
        *_under(line),
    )
    blocks: list[Block] = [Paragraph(spans=spans)]
    if line.actable and line.state != "withdrawn":
        blocks.append(
            buttons(
                line.step,
                line.state,
                question=line.question,
                says_back=line.says_back,
                undoes=line.undoes,
            )
        )
    return blocks


def as_it_stands(line: StepLine, *, locale: str) -> Document:
    """The step by itself, after a button of a copy that stays as it was."""
    blocks = step_blocks(line, from_author=True)
    return Document(blocks=tuple(blocks), summary=f"{_STANDS[line.state]}: {line.text}", kind="notice")


def mornings(number: int) -> str:
    """`third morning here`, `12th morning here`."""
    if number < len(_ORDINALS):
        return f"{_ORDINALS[number]} morning here"
    teen = number % 100 in (11, 12, 13)
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} morning here"


def _under(line: StepLine) -> list[Span]:
    """`Sam: …`, `Mia asked: …`, `Lena answered: …`, a line each."""
    spans: list[Span] = []
    if line.read_back:
        spans += _said(f"{line.holder}: ", line.read_back)
    for one in line.asked:
        spans += _said(f"{one.asker} asked: ", one.text)
        if one.answer:
            spans += _said(f"{one.answerer} answered: ", one.answer)
    return spans


def _said(who: str, text: str) -> Spans:
    return words("\n", Text(text=who, italic=True), text)
