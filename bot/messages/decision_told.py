"""What is said of a decision to whoever did something about it, and the refusals."""

from bot.messages.decision import UNPOSTED
from bot.messages.decision_words import SAID, View, outcome_words
from bot.messages.document import (
    Block,
    ChannelLink,
    Document,
    Paragraph,
    Quote,
    When,
    notice,
    plain_text,
    say,
    words,
)


def sent(one: View, *, locale: str) -> Document:
    """What the form turns into."""
    at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
    return notice(
        "Posted. It closes by itself, ",
        at,
        ". Whoever decides and has not voted hears of it once: in their morning note, or, if they are in no "
        "team, in a message during their hours. While it is open, Edit in its message changes it.",
        _pageless(one),
    )


def _pageless(one: View) -> str:
    """That nothing says what the project is about, and how it comes to that; "" where something does."""
    if not one.projects or any(url for _, url in one.projects):
        return ""
    if len(one.projects) > 1:
        return " None of the team's projects has a landing page yet: /sunrelay page https://… NAME gives one."
    [(name, _)] = one.projects
    return f" {name} has no landing page yet: /sunrelay page https://… in the channel gives it one."


def voted(one: View, *, locale: str) -> Document:
    """The vote counts."""
    assert one.reader is not None, "somebody voted"
    said = SAID[one.decision.votes[one.reader].choice]
    at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
    region = one.decision.votes[one.reader].region
    whose = f" on behalf of {region}" if region else ""
    return notice(f"You {said}{whose}. You can change that until it closes, ", at, ".")


def not_deciding(one: View, *, locale: str) -> Document:
    """Only those who were asked vote."""
    label = one.decision.label
    each = f"one of each region of {label}" if one.decision.regions else label
    who = each or one.all(one.decision.deciders) or "nobody any more"
    return notice(f"This is for {who} to decide. What you think of it helps them in its thread.")


def region_voted(one: View, *, locale: str) -> Document:
    """Somebody else of their region was first; an objection of theirs, if there was one, is taken back."""
    assert one.reader is not None, "somebody voted"
    speaker = one.decision.speaker(one.reader)
    assert speaker is not None, "somebody has voted on behalf of their region"
    said = SAID[one.decision.votes[speaker].choice]
    return notice(
        f"{one.name(speaker)} has already voted on behalf of {one.decision.regions[one.reader]}, and {said}. "
        "No objection of yours stands. If you are against it, object: anyone's objection counts. What else "
        "you think of it helps in its thread."
    )


def closed_already(one: View, *, locale: str) -> Document:
    """No vote counts any more."""
    at = When(at=one.decision.closed_at or one.decision.closes_at, zone=one.zone, style="day_time")
    return notice(
        f"This is over: {outcome_words(one)} (", at, "). What is still to be said belongs in its thread."
    )


def withdrawn(*, locale: str) -> Document:
    """It is proposed no more."""
    return notice("Withdrawn. The message says so, and nobody is reminded of it.")


def not_yours(one: View, *, locale: str) -> Document:
    """Only who proposed it can take it back."""
    return notice(f"Only {one.proposer} can withdraw this. If you decide and are against it, object.")


def nowhere(*, locale: str) -> Document:
    """There is no channel for it."""
    return notice(
        "A decision stands in a channel, for all there to read. Type /decide in the channel where it "
        "belongs; if nothing opens there, invite me first."
    )


def not_posted(one: View, *, locale: str) -> Document:
    """To whoever proposed it: the channel takes no message from the bot."""
    spans = words(
        f"I could not post “{one.title}” in ",
        ChannelLink(place=one.decision.place, text="its channel"),
        ", so nobody was asked. Invite me there and propose it again with /decide.",
    )
    return Document(blocks=(Paragraph(spans=spans),), summary=plain_text(spans), kind=UNPOSTED)


def nobody_there(*, locale: str) -> Document:
    """None of those who were to decide works, or is in the channel, by now."""
    return notice(
        "Nothing was posted: nobody who is to decide is there in the coming days any more. Propose it again "
        "with /decide, for others."
    )


def not_there(*, where: str, locale: str) -> Document:
    """The bot has left the private channel while it was written."""
    return notice(
        f"Nothing was posted: I am not in #{where} any more. Invite me there, and propose it again with "
        "/decide."
    )


def left_channel(*, where: str, locale: str) -> Document:
    """Whoever proposes it has left the private channel while they wrote."""
    return notice(
        f"Nothing was posted: you are not in #{where} any more. Propose it with /decide in a channel that "
        "you are in."
    )


def gone(*, locale: str) -> Document:
    """It is unknown."""
    return notice("This decision is no longer there. /decide list shows what is open.")


def opened_again(one: View, *, locale: str) -> Document:
    """A late objection counts."""
    at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
    return notice("You objected, and it is open again until ", at, ". Everyone who decides hears of it.")


def with_typed(document: Document, *, typed: str, locale: str) -> Document:
    """What was typed, handed back with the reason why it was not taken."""
    kept: tuple[Block, ...] = (say("What you wrote:"), Quote(spans=words(typed))) if typed else ()
    return Document(blocks=(*document.blocks, *kept), summary=document.summary, kind=document.kind)
