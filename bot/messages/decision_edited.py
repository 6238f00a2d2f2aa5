"""An edit of a decision: told in its thread, and to whoever edits it or may not."""

from datetime import datetime

from bot.domain.text import count_words, shorten
from bot.messages.decision import POSTED, to_vote_on
from bot.messages.decision_words import View, outcome_words, part_words
from bot.messages.document import Block, Document, PostLink, Spans, When, bold, notice, say

# Under it as it is edited.
EDITED = "decision_edited"

# Of those who decide: how they hear of it.
_HEARD = "in their next morning note, or, if they are in no team, in a message."


def edited(one: View, number: int, *, to: Spans, locale: str) -> Document:
    """Openly, under it: what was edited and what that resets. number: of the edit; to: whose votes it was."""
    edit = one.decision.edits[number - 1]
    head = f"{one.title}: {one.proposer} edited {part_words(edit.changed)}"
    blocks: list[Block] = [say(bold(head))]
    if edit.reset:
        had, is_reset = ("has", "it is reset") if len(edit.reset) == 1 else ("have", "these votes are reset")
        blocks.append(say(*to, f" {had} voted on what it said before: {is_reset}."))
    elif not edit.fresh:
        blocks.append(say("It closes later, and votes stand."))
    else:
        blocks.append(say("Nobody had voted yet."))
    if one.decision.open and number == len(one.decision.edits):
        at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
        again = "is asked again" if edit.reset else "finds it"
        heard = f" Everyone who decides {again} {_HEARD}" if edit.fresh else ""
        blocks.append(say(bold("Closes "), at, f".{heard}"))
    blocks.append(
        say(PostLink(key=f"{POSTED}/{one.decision.id}", text="The proposal as it is now"), small=True)
    )
    return Document(blocks=tuple(blocks), summary=shorten(head, 500), kind=EDITED)


def saved(one: View, *, locale: str) -> Document:
    """What the form turns into."""
    edit = one.decision.edits[-1]
    at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
    reset, was = len(edit.reset), "was" if len(edit.reset) == 1 else "were"
    told = f"{count_words(reset, 'vote')} {was} reset, openly in its thread. " if reset else ""
    asked = f" Whoever decides finds it {_HEARD}" if edit.fresh else " Votes stand."
    return notice(
        f"Saved, and the message says that it was edited. {told}It closes by itself, ", at, f".{asked}"
    )


def not_yours_to_edit(one: View, *, locale: str) -> Document:
    """Only who proposed it can change what it says."""
    return notice(
        f"Only {one.proposer} can edit this. Say in its thread what should change, or object if you decide."
    )


def over(one: View, *, now: datetime, locale: str) -> Document:
    """A text that was decided on stays as it is."""
    told = f"This is over: {outcome_words(one)}. What it says cannot be edited any more. "
    until = one.decision.late_until
    if until is None or until <= now:
        return notice(told, "Propose it anew with /decide.")
    at = When(at=until, zone=one.zone, style="day_time")
    ways = " an objection opens it again, to be edited. Or propose it anew with /decide."
    return notice(told, "Until ", at, ways)


def not_saved(*, locale: str) -> Document:
    """Who edits it, or the bot, has left its private channel; or nobody is there to decide."""
    return notice(
        "Nothing was saved: you or I have left its channel, or nobody who is to decide is there in the "
        "coming days. Press Edit again once we are both there, and choose who can decide."
    )


def other_words(one: View, *, locale: str) -> Document:
    """To whoever votes on what it said before: nobody's vote counts for words that they have not read."""
    told = "This was edited after you read it, so your vote was not counted."
    head = say(told, " Vote on what it says now:" if one.decision.open else " This is what it says now:")
    return Document(blocks=(head, *to_vote_on(one)), summary=told, kind="notice")


def meanwhile(*, locale: str) -> Document:
    """Another edit of theirs was saved while this one was written."""
    return notice(
        "This was edited meanwhile, in another window, so nothing was saved. Press Edit again to go on from "
        "what it says now."
    )
