"""A decision as a file of a handbook, in Markdown: what was decided, by whom and why. Instants are in UTC."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from bot.domain.decision import Choice, Decision
from bot.domain.text import count_words
from bot.messages.decision_words import (
    SAID,
    View,
    fair_words,
    left_out_words,
    outcome_words,
    part_words,
    regions_words,
    rule_words,
    set_by_words,
)
from bot.messages.markdown import block, inline, scalar

# How each file that this writes begins: one that begins otherwise is somebody else's.
BEGINS = "---\nsunrelay: "

_MOST_SLUG = 60
_SAID: Final[Mapping[Choice, str]] = {"approve": "Approve", "object": "Object", "abstain": "Abstain"}


def name(decision: Decision) -> str:
    """Its file's: the day on which it was proposed, the title in plain letters, and its number."""
    folded = unicodedata.normalize("NFKD", decision.content.title.casefold()).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", folded.decode())[:_MOST_SLUG].strip("-")
    return f"{decision.asked_at.astimezone(UTC):%Y-%m-%d}-{words or 'decision'}-{decision.id}.md"


def instant(at: datetime) -> str:
    """2026-11-02T17:15:00Z"""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def front(kind: str, values: dict[str, str]) -> str:
    """What machines read at the top of a file; values as YAML."""
    rows = "".join(f"{key}: {value}\n" for key, value in values.items())
    return f"{BEGINS}{kind}\n{rows}---\n"


def state_words(one: View) -> str:
    """What came of it so far, as a sentence starts."""
    words = "open, votes are taken" if one.decision.open else outcome_words(one)
    return f"{words[:1].upper()}{words[1:]}"


def written(one: View) -> str:
    """The whole file."""
    decision, content = one.decision, one.decision.content
    values = {"title": scalar(one.title), "state": decision.state, "proposed": instant(decision.asked_at)}
    if decision.closed_at is not None:
        values["closed"] = instant(decision.closed_at)
    parts = [
        f"# {inline(one.title) or 'Decision'}",
        f"**{inline(state_words(one))}.**",
        "\n".join(f"- {row}" for row in _facts(one)),
        *_section("Problem", content.problem),
        *_section("Proposal", content.proposal),
        *_section("Alternatives", content.alternatives),
        *_sooner(decision),
        "## Votes",
        "\n".join(f"- {row}" for row in _votes(one)),
        *_objections(one),
        *_edits(one),
        *_late(one),
    ]
    return front(f"decision {decision.id}", values) + "\n" + "\n\n".join(parts) + "\n"


def _facts(one: View) -> list[str]:
    decision = one.decision
    rows = [f"Proposed by {inline(one.proposer)}, {instant(decision.asked_at)}"]
    if decision.closed_at is not None:
        rows.append(f"Closed {instant(decision.closed_at)}")
    if decision.open:
        rows.append(f"Closes {instant(decision.closes_at)}")
    label = f"{decision.label} ({count_words(decision.asked, 'member')})" if decision.label else ""
    if decision.regions:
        label = f"one of each region of {decision.label}: {regions_words(one)}"
    who = label or one.all(dict.fromkeys((*decision.deciders, *decision.votes)))
    if who:
        rows.append(f"Deciders: {inline(who)}")
    if decision.regions or decision.away:
        rows += [inline(told)] if (told := left_out_words(one)) else []
    elif decision.left_out:
        rows.append(
            f"Left out, as away for more than three working days: {inline(one.all(decision.left_out))}"
        )
    if decision.earliest and decision.state != "withdrawn":
        told = fair_words(
            set_by_words(one),
            names=len(decision.deciders),
            began=decision.began,
            regional=bool(decision.regions),
        )
        rows.append(f"The close is the earliest that is fair to all: {inline(told)}")
    return [*rows, inline(rule_words(decision))]


def _section(head: str, text: str) -> list[str]:
    """A part that was typed; nothing where it was left empty."""
    return [f"## {head}", block(text)] if text.strip() else []


def _sooner(decision: Decision) -> list[str]:
    """Why it closes, or first closed, before it was fair to all."""
    verb = "closes" if decision.open and decision.began != "reopened" else "closed"
    why = _section(f"Why it {verb} sooner than is fair to all", decision.content.sooner)
    if why and decision.closes_at < decision.fair_at:
        why.append(f"Fair to all would have been {instant(decision.fair_at)}.")
    return why


def _votes(one: View) -> list[str]:
    """Who said what, and how many said nothing: nobody is named for that."""
    decision = one.decision
    rows = [f"{label}: {inline(one.all(said))}" for key, label in _SAID.items() if (said := decision.of(key))]
    silent = decision.asked - decision.voted
    if silent and decision.state != "withdrawn":
        rows.append(f"{'Not voted yet' if decision.open else 'Did not vote'}: {silent} of {decision.asked}")
    return rows or ["None"]


def _objections(one: View) -> list[str]:
    against = one.decision.of("object")
    parts = ["## Objections"] if against else []
    for who in against:
        vote = one.decision.votes[who]
        parts += [
            f"### {inline(one.name(who))}, {instant(vote.at)}",
            block(vote.reason) or "No reason given.",
        ]
    return parts


def _edits(one: View) -> list[str]:
    """When it was edited, and the votes given before, which that reset."""
    parts = ["## Edits"] if one.decision.edits else []
    for edit in one.decision.edits:
        told = f"Edited {instant(edit.at)}: {part_words(edit.changed)}."
        reset = f" {count_words(len(edit.reset), 'vote')} reset." if edit.reset else ""
        parts.append(f"{told}{reset}")
        rows = [f"- {inline(one.name(who))} had {SAID[vote.choice]}" for who, vote in edit.reset.items()]
        parts += ["\n".join(rows)] if rows else []
        for who, vote in edit.reset.items():
            if vote.reason:
                parts += [f"### {inline(one.name(who))}, {instant(vote.at)}", block(vote.reason)]
    return parts


def _late(one: View) -> list[str]:
    decision = one.decision
    if decision.reopened_at is None:
        return []
    who = one.name(decision.reopened_by) if decision.reopened_by is not None else "somebody who left"
    told = f"{who} objected after it was adopted, and it was opened again"
    return ["## Late objection", f"{inline(told)}: {instant(decision.reopened_at)}."]
