"""The last page of a decision's form: the message as it will stand, and who hears of it how."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.text import count_words, list_words
from bot.messages.decision import unposted
from bot.messages.decision_form import BACK, WRITE
from bot.messages.decision_words import View, part_words
from bot.messages.document import Block, Bullets, Button, Divider, Heading, Spans, bold, say, words
from bot.messages.form import Form, FormButton, Note

PREVIEW_FORM = "decision.preview"

# So many are named; the others are counted.
_MOST_NAMED = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A decision as it would be. where: its channel's name; to: who decides, as its message has them.

    working: who is mentioned, as they work now; later: who decides and is not. Of an edit, `decision.edits`
    ends with it, and these are mentioned whose votes it resets, in the thread.
    """

    view: View
    where: str
    to: Spans
    working: Sequence[str] = ()
    later: Sequence[str] = ()
    editing: bool = False


def preview_form(one: Preview, *, token: str, locale: str) -> Form:
    """Nothing is posted, changed or told before it is sent."""
    where = f"#{one.where}" if one.where else "the channel"
    still = "Nothing is changed yet" if one.editing else "Nothing is posted yet"
    blocks: tuple[Block, ...] = (
        say(bold(f"This is what {where} will read."), f" {still}, and nobody has been told."),
        *(_resets(one) if one.editing else ()),
        Divider(),
        *unposted(one.view, to=one.to),
        *_reckoned(one),
        Divider(),
        Heading(text="Who hears of it"),
        Bullets(items=tuple(_hears(one))),
    )
    return Form(
        name=PREVIEW_FORM,
        title="Edit a decision" if one.editing else "Propose a decision",
        submit="Save" if one.editing else "Post",
        fields=(Note(blocks=blocks), FormButton(name=BACK, text="Back to the closing time")),
        token=token,
        opener=Button(name=WRITE, text="Propose", value=token, style="primary"),
    )


def _reckoned(one: Preview) -> Sequence[Block]:
    decision = one.view.decision
    if decision.closes_at != decision.fair_at or (one.editing and not decision.edits[-1].fresh):
        return ()
    verb = "save" if one.editing else "post"
    return (say(f"The earliest fair close is counted from the minute in which you {verb} it.", small=True),)


def _resets(one: Preview) -> Sequence[Block]:
    """What saving it does to the votes given so far, before it is done."""
    decision = one.view.decision
    edit = decision.edits[-1]
    changed = say("Changed: ", part_words(edit.changed), ".")
    if not edit.fresh:
        return (changed, say("Only the close moves, to a later time: votes stand."))
    if not edit.reset:
        return (changed, say("Nobody has voted yet: no vote is reset."))
    votes = count_words(len(edit.reset), "vote")
    names = _names([one.view.name(who) for who in edit.reset])
    told = f"{votes} given so far will be reset when you save this ({names}). "
    return (changed, say(bold(told), "The thread says so, and everyone who decides is asked again."))


def _hears(one: Preview) -> Sequence[Spans]:
    decision = one.view.decision
    rows: list[Spans] = []
    if one.editing and one.working and not decision.label:
        whose = "Mentioned in the thread, as their votes are reset and they work now: "
        rows.append(words(bold(whose), _names(one.working), "."))
    if one.editing:
        rows.append(words("Nobody is mentioned by the message itself, as it is edited in its place."))
    elif decision.label:
        rows.append(words(f"Nobody is mentioned: all of {decision.label} read it in their channel."))
    elif one.working:
        rows.append(words(bold("Mentioned, as they work now: "), _names(one.working), "."))
    if one.later and not decision.label and not one.editing:
        rows.append(words(bold("Named and not disturbed: "), _names(one.later), "."))
    if not one.editing or decision.edits[-1].fresh:
        # One that somebody has is changed in its place by an edit that resets no vote, whatever time it is.
        hours = "" if one.editing else " during their hours"
        told = "Everyone who decides and has not voted hears of it once: in their next morning note, or, if "
        rows.append(words(f"{told}they are in no team, in a message{hours}."))
    return rows


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return list_words([*names[:_MOST_NAMED], f"{more} more"] if more > 0 else names)
