"""The second page of a decision's form: until when it is open, and what silence means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.decision import Begun
from bot.domain.region import city
from bot.domain.text import list_words
from bot.messages.decision_form import (
    ALL,
    BACK,
    CLOSE,
    CONSENT,
    MOST_REASON,
    NOTHING,
    SILENCE,
    SOONER,
    THIRD,
    WRITE,
)
from bot.messages.decision_words import fair_words
from bot.messages.document import Block, Bullets, Button, Spans, When, bold, say, words
from bot.messages.form import Choice, ChoiceField, Form, FormButton, Note, TextField, Values

WINDOW_FORM = "decision.window"

_REGIONAL = (
    "Whoever of a region votes first votes on its behalf, and anyone's objection counts. Each region is "
    "given the eight working hours of whoever of it has them first."
)

# So many people are listed with when they have had their hours; the others are counted.
MOST_LISTED = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What the second page says. there: who decides, and when each has had their hours; away: who is not.

    set_by: whose hours the close waits for, or "". zone: the author's. where: the channel's name.
    closes_now: until when one that is edited is open. regional: one of each region decides, and `there` names
    each region with whoever of it has had their hours first. usual: what silence means for the `team` that
    decides, or by default.
    """

    title: str
    there: Sequence[tuple[str, datetime]]
    away: Sequence[str]
    closes_at: datetime
    set_by: str
    zone: str
    where: str
    closes_now: datetime | None = None
    regional: bool = False
    usual: str = NOTHING
    team: str = ""

    @property
    def hint(self) -> str:
        """What to type as its close."""
        edited = ", if anything else is changed" if self.closes_now is not None else ""
        return (
            f"Empty: the earliest fair close{edited}. A time is read in your time zone ({city(self.zone)})."
        )


def window_form(one: Reckoned, *, values: Values, token: str, locale: str) -> Form:
    """When it closes, and what silence means. Nothing is posted before it is sent."""
    at = When(at=one.closes_at, zone=one.zone, style="day_time")
    began: Begun = "edited" if one.closes_now else "asked"
    told = fair_words(one.set_by, names=len(one.there), began=began, regional=one.regional)
    blocks = (
        *_kept(one),
        say(bold(one.title), f": posted in #{one.where}" if one.where else ""),
        say(bold("Earliest fair close: "), at, ". ", told),
        Bullets(items=tuple(_had(one))),
        *((say(_away(one.away)),) if one.away else ()),
        *((say(_REGIONAL, small=True),) if one.regional else ()),
    )
    close = TextField(
        name=CLOSE,
        label="Closes at",
        max_length=100,
        placeholder="Thu 15:00",
        hint=one.hint,
    )
    sooner = TextField(
        name=SOONER,
        label="Why sooner than is fair to all?",
        multiline=True,
        max_length=MOST_REASON,
        hint="Only for a time before the earliest fair close. It stands in the message.",
    )
    silence = ChoiceField(
        name=SILENCE,
        label="What does silence mean?",
        choices=(
            Choice(value=NOTHING, text="Nothing: at least half have to vote"),
            Choice(value=THIRD, text="Nothing: at least a third has to vote"),
            Choice(value=ALL, text="Nothing: all have to vote"),
            Choice(value=CONSENT, text="Consent: adopted unless somebody objects"),
        ),
        required=True,
        hint=f"As {one.team} has it, unless you choose otherwise." if one.team else "",
    )
    return Form(
        name=WINDOW_FORM,
        title="Until when?",
        submit="Preview",
        fields=(
            Note(blocks=blocks),
            close,
            sooner,
            silence,
            FormButton(name=BACK, text="Back to the proposal"),
        ),
        values={SILENCE: one.usual, **values},
        token=token,
        opener=Button(name=WRITE, text="Propose", value=token, style="primary"),
    )


def _kept(one: Reckoned) -> Sequence[Block]:
    """Of one that is edited: until when it is open now, and what moves that."""
    if one.closes_now is None:
        return ()
    at = When(at=one.closes_now, zone=one.zone, style="day_time")
    told = ". With a changed text everyone has their hours anew; a later close alone resets no vote."
    return (say(bold("As it is, it closes "), at, told),)


def _had(one: Reckoned) -> list[Spans]:
    """When each of those who decide has had their hours."""
    shown = [
        words(f"{name}: has had eight working hours by ", When(at=at, zone=one.zone, style="day_time"))
        for name, at in one.there[:MOST_LISTED]
    ]
    more = len(one.there) - len(shown)
    return [*shown, words(f"and {more} more, before the close")] if more else shown


def _away(names: Sequence[str]) -> str:
    verb, their = ("is", "their") if len(names) == 1 else ("are", "their")
    return (
        f"{list_words(names)} {verb} away for more than three working days and left out; the message says "
        f"so. To have somebody in {their} place, go back and pick them instead."
    )
