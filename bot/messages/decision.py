"""A decision as it stands in its channel: the proposal, who decides until when, the votes, the outcome."""

from collections.abc import Sequence

from bot.domain.decision import Decision
from bot.domain.text import shorten
from bot.messages.decision_words import (
    SAID,
    View,
    edited_words,
    fair_words,
    late_words,
    left_out_words,
    outcome_words,
    regions_words,
    released_words,
    rule_words,
    set_by_words,
    spoken_words,
)
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Facts,
    Paragraph,
    PostLink,
    Quote,
    Spans,
    When,
    bold,
    say,
    words,
)
from bot.messages.landing import landing_blocks

APPROVE = "decision.approve"
OBJECT = "decision.object"
ABSTAIN = "decision.abstain"
EDIT = "decision.edit"
WITHDRAW = "decision.withdraw"

# What is told of a decision: where it stands, under it as it closes, and to somebody who decides.
POSTED, CLOSED, WAITS = "decision", "decision_closed", "decide"

# Under it as a late objection opens it again.
REOPENED = "decision_reopened"

# That it could not be brought to its channel.
UNPOSTED = "decision_unposted"

_QUOTED = 300


def posted(one: View, *, to: Spans, locale: str) -> Document:
    """In its channel. `to`: those who decide, mentioned or named; or their team."""
    blocks = (*_proposed(one, to), *_buttons(one, owns=True), *_votes(one))
    return Document(blocks=blocks, summary=_summary(one), kind=POSTED)


def unposted(one: View, *, to: Spans) -> tuple[Block, ...]:
    """The same as a preview: what can be pressed in the channel is told in words."""
    rows = [block for block in _buttons(one, owns=True) if isinstance(block, Buttons)]
    pressed = ", ".join(button.text for row in rows for button in row.buttons)
    return (*_proposed(one, to), say(f"Buttons: {pressed}", small=True), *_votes(one))


def _proposed(one: View, to: Spans) -> tuple[Block, ...]:
    verb = "decides" if one.decision.label or len(one.decision.deciders) == 1 else "decide"
    who = say(f"{one.proposer} proposes, and ", *to, f" {verb}.")
    if not one.decision.open:
        who = say(f"{one.proposer} proposed, for ", *to, " to decide.")
    regions = [say(bold("Regions: "), regions_words(one))] if one.decision.regions else []
    return (
        say(bold(f"Decision: {one.title}")),
        who,
        *regions,
        *_edited(one),
        *_close(one),
        *_content(one),
        *landing_blocks(one.projects),
    )


def closed(one: View, *, locale: str) -> Document:
    """Under it as it closes: what came of it, and why."""
    head = f"{one.title}: {outcome_words(one)}"
    blocks = (say(bold(head)), *_reasons(one), *_edited(one), *_late(one), _whole(one))
    return Document(blocks=blocks, summary=shorten(head, 500), kind=CLOSED)


def reopened(one: View, *, locale: str) -> Document:
    """Under it as a late objection opens it again: whose, why, and until when."""
    decision = one.decision
    who = one.name(decision.reopened_by) if decision.reopened_by is not None else "Somebody"
    head = f"{one.title}: open again, {who} objects"
    vote = decision.votes.get(decision.reopened_by) if decision.reopened_by is not None else None
    why = [Quote(spans=words(vote.reason))] if vote is not None and vote.reason else []
    blocks: list[Block] = [say(bold(head)), *why]
    if decision.open:
        at = When(at=decision.closes_at, zone=one.zone, style="day_time")
        blocks.append(say("Votes stand and can be changed until it closes, ", at, "."))
    return Document(blocks=tuple(blocks), summary=shorten(head, 500), kind=REOPENED)


def superseded(one: View, *, locale: str) -> Document:
    """In the place of an outcome that a late objection has put in question."""
    told = f"{one.title} was adopted, and has been opened again since."
    return Document(blocks=(say(told), _whole(one)), summary=shorten(told, 500), kind=CLOSED)


def _whole(one: View) -> Paragraph:
    return say(PostLink(key=f"{POSTED}/{one.decision.id}", text="The proposal and the votes"), small=True)


def waits(one: View, *, locale: str) -> Document:
    """To somebody who decides and reads no morning note."""
    return Document(blocks=tuple(waits_blocks(one)), summary=_summary(one), kind=WAITS)


def waits_blocks(one: View) -> list[Block]:
    """The same as part of a morning note."""
    decision = one.decision
    head = [_asked(one)]
    about = Quote(spans=words(shorten(decision.content.proposal, _QUOTED)))
    there = say(PostLink(key=f"{POSTED}/{decision.id}", text="The whole proposal"), small=True)
    if not decision.open:
        return [*head, say(f"{outcome_words(one)[:1].upper()}{outcome_words(one)[1:]}."), there]
    mine = decision.votes.get(one.reader) if one.reader is not None else None
    said = [say("You ", bold(SAID[mine.choice]), ". You can change that until it closes.")] if mine else []
    if one.reader not in decision.deciders:
        return [*head, about, say(released_words(one)), there]
    spoken = not one.waits and decision.spoken_for(one.reader)
    if spoken:
        said.append(say(spoken_words(one)))
    late = (
        [say("It is open again after a late objection."), *_reasons(one, most=_QUOTED)]
        if decision.reopened_at
        else []
    )
    return [
        *head,
        about,
        *_closes(one),
        *said,
        *(_reset(one) or _edited(one)),
        *late,
        there,
        *_buttons(one, objects=spoken),
    ]


def _asked(one: View) -> Paragraph:
    """Who asks the reader for it, or asked, where there is nothing more to decide for them."""
    decision = one.decision
    still = decision.open and one.reader in decision.deciders
    if one.reader == decision.proposer:
        asks = "You proposed this, and decide it, too" if still else "You proposed this"
    else:
        asks = f"{one.proposer} {'asks' if still else 'asked'} you to decide"
    return say(bold(f"{asks}: {one.title}"))


def _summary(one: View) -> str:
    return shorten(f"{one.proposer} asks for a decision: {one.title}", 500)


def _edited(one: View) -> list[Block]:
    told = edited_words(one)
    return [Paragraph(spans=told, small=True)] if told else []


def _reset(one: View) -> list[Block]:
    """To somebody whose vote an edit has reset, and who has not voted since."""
    if not one.waits or one.reader is None:
        return []
    mine = [edit.reset[one.reader] for edit in one.decision.edits if one.reader in edit.reset]
    return [say(f"It was edited since you {SAID[mine[-1].choice]}, and your vote was reset.")] if mine else []


def _late(one: View) -> list[Block]:
    """Until when an objection opens it again, where one does."""
    told = late_words(one)
    return [Paragraph(spans=told, small=True)] if told else []


def _closes(one: View) -> list[Block]:
    at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
    return [say(bold("Closes "), at, ".")]


def _close(one: View) -> list[Block]:
    """Until when, and how that came about; who is left out; what came of it."""
    decision = one.decision
    blocks: list[Block] = []
    if decision.open:
        if decision.reopened_by is not None:
            who = one.name(decision.reopened_by)
            blocks.append(say(bold("Open again"), f": {who} objected after it was adopted."))
        blocks += _closes(one)
        fair = When(at=decision.fair_at, zone=one.zone, style="day_time")
        if decision.content.sooner and decision.closes_at < decision.fair_at:
            why = say("That is sooner than is fair to all (", fair, "), because:")
            blocks += [why, Quote(spans=words(decision.content.sooner))]
        elif decision.earliest:
            told = fair_words(
                set_by_words(one),
                names=len(decision.deciders),
                began=decision.began,
                regional=bool(decision.regions),
            )
            there = " who are there" if decision.began == "reopened" else ""
            blocks.append(say(f"The earliest that is fair to all{there}: {told}", small=True))
        blocks.append(say(rule_words(decision), " Comments go in the thread.", small=True))
    else:
        at = When(at=decision.closed_at or decision.closes_at, zone=one.zone, style="day_time")
        blocks.append(say(bold(outcome_words(one)[:1].upper() + outcome_words(one)[1:]), " (", at, ")."))
    if left_out := left_out_words(one):
        blocks.append(say(left_out, small=True))
    return blocks


def _content(one: View) -> list[Block]:
    content = one.decision.content
    parts = (
        ("Problem", content.problem),
        ("Proposal", content.proposal),
        ("Alternatives", content.alternatives),
    )
    blocks: list[Block] = []
    for label, text in parts:
        if text:
            blocks += [say(bold(label)), Quote(spans=words(text))]
    return blocks


def _votes(one: View) -> list[Block]:
    """Who says what so far, with the reasons against it. Who has said nothing is counted, never named."""
    decision = one.decision
    rows: Sequence[tuple[str, str]] = (
        ("Approve", one.all(decision.of("approve"))),
        ("Object", one.all(decision.of("object"))),
        ("Abstain", one.all(decision.of("abstain"))),
        ("Not voted yet" if decision.open else "Did not vote", _silent(decision)),
    )
    pairs = tuple((label, words(told)) for label, told in rows if told)
    most = None if decision.state == "withdrawn" else _QUOTED  # of it no outcome follows
    return [*([Facts(pairs=pairs)] if pairs else []), *_reasons(one, most=most)]


def _silent(decision: Decision) -> str:
    if not decision.silent or decision.state == "withdrawn":
        return ""
    regions = " regions" if decision.regions else ""
    return f"{decision.asked - decision.voted} of {decision.asked}{regions}"


def _reasons(one: View, *, most: int | None = None) -> list[Block]:
    """What speaks against it. most: so much of each; all of it is told as it closes."""
    against = one.decision.of("object")
    said = {who: one.decision.votes[who].reason for who in against}
    items = tuple(
        words(bold(f"{one.name(who)}: "), why if most is None else shorten(why, most))
        for who, why in said.items()
    )
    if not items:
        return []
    cut = most is not None and any(len(why) > most for why in said.values())
    more = [say("Longer ones stand in full in the thread once it closes.", small=True)] if cut else []
    return [say(bold("Objections")), Bullets(items=items), *more]


def to_vote_on(one: View) -> tuple[Block, ...]:
    """What it says now and its buttons, for somebody who has read something else."""
    spoken = one.reader is not None and one.decision.spoken_for(one.reader)
    closes = _closes(one) if one.decision.open else ()
    return (_asked(one), *_edited(one), *closes, *_content(one), *_buttons(one, objects=spoken))


def ballot(decision: Decision) -> str:
    """What a button of a vote carries: the decision, and the edition of it that was read."""
    return f"{decision.id}:{decision.edition}"


def _buttons(one: View, *, owns: bool = False, objects: bool = False) -> list[Block]:
    """What can be done now. owns: with what its proposer can do, as a channel has the buttons of all.

    objects: somebody else votes for their region.
    """
    number, value = f"{one.decision.id}", ballot(one.decision)
    if late := _late(one):
        return [*late, Buttons(buttons=(Button(name=OBJECT, text="Object", value=value),))]
    if not one.decision.open:
        return []
    row = (
        Button(name=APPROVE, text="Approve", value=value, style="primary"),
        Button(name=OBJECT, text="Object", value=value),
        Button(name=ABSTAIN, text="Abstain", value=value),
    )
    if objects:
        return [Buttons(buttons=row if one.reader in one.decision.votes else row[1:2])]
    own = (
        Button(name=EDIT, text="Edit", value=number),
        Button(name=WITHDRAW, text="Withdraw", value=number),
    )
    return [Buttons(buttons=(*row, *own) if owns else row)]
