"""Decisions in a digest: what is open in the channel, and what was decided since the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.decision import State
from bot.domain.text import list_words
from bot.messages.decision import POSTED
from bot.messages.document import Block, Bullets, Divider, PostLink, Spans, Text, When, bold, say, words

# So many stand in a digest.
MOST_SHOWN = 10

# Of more who decide, two are named and the others counted.
_MOST_NAMED = 3

_LINE, _DECISIONS = Divider(), say(bold("Decisions"))
_OUTCOMES: dict[State, str] = {
    "adopted": "adopted",
    "objected": "not adopted, as somebody objected",
    "unsettled": "not adopted, as not enough agreed",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision in one line; `number` is that of its message.

    label: the team that decides, or "", and regional: one of each of its regions does; else deciders: the
    names of those who do, whoever proposes it aside.
    """

    number: int
    title: str
    state: State
    closes_at: datetime
    proposer: str
    deciders: Sequence[str] = ()
    label: str = ""
    regional: bool = False


def decision_blocks(some: Sequence[Told], *, zone: str) -> list[Block]:
    """A section of a digest, with a way to each; nothing where there are none."""
    if not some:
        return []
    rows = [_row(one, zone) for one in some[:MOST_SHOWN]]
    if len(some) > MOST_SHOWN:
        rows.append(words(f"and {len(some) - MOST_SHOWN} more: ", Text(text="/decide list", code=True)))
    return [_LINE, _DECISIONS, Bullets(items=tuple(rows))]


def _row(one: Told, zone: str) -> Spans:
    title = PostLink(key=f"{POSTED}/{one.number}", text=one.title)
    if one.state == "open":
        return words(title, f": {_asked(one)}, closes ", When(at=one.closes_at, zone=zone, style="day_time"))
    return words(title, f": {_OUTCOMES[one.state]}")


def _asked(one: Told) -> str:
    """Who asks whom; of many, two are named."""
    whom = one.label or list_words(_few(one.deciders))
    if not whom:
        return f"proposed by {one.proposer}"
    return f"{one.proposer} asks {'one of each region of ' if one.regional else ''}{whom} to decide"


def _few(names: Sequence[str]) -> Sequence[str]:
    return names if len(names) <= _MOST_NAMED else [*names[:2], f"{len(names) - 2} others"]
