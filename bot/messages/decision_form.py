"""The form of a decision, two pages in one window: the proposal and who decides, then the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.decision import MOST_DECIDERS
from bot.domain.text import list_words, shorten
from bot.messages.decision import OBJECT
from bot.messages.decision_words import View, fair_words
from bot.messages.document import Bullets, Button, Quote, Spans, When, bold, say, words
from bot.messages.form import Choice, ChoiceField, Field, Form, Note, PeopleField, TextField, Values

FORM = "decision.propose"
WINDOW_FORM = "decision.window"
OBJECT_FORM = "decision.objection"
WRITE = "decision.open"

TITLE, PROBLEM, PROPOSAL, ALTERNATIVES = "title", "problem", "proposal", "alternatives"
DECIDERS, TEAM, WHERE = "deciders", "team", "where"
CLOSE, SOONER, SILENCE = "close", "sooner", "silence"
REASON = "reason"

# Instead of a team, and of a team's channel: a choice that was made cannot be taken back.
PEOPLE, HERE = "people", "here"
NOTHING, CONSENT = "nothing", "consent"

MOST_TITLE, MOST_TEXT, MOST_REASON = 150, 2000, 1500

# So many people are listed with when they have had their hours; the others are counted.
MOST_LISTED = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the first page is drawn from. teams: that may decide; places: where it may stand."""

    values: Values
    token: str
    teams: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What the second page says. there: who decides, and when each has had their hours; away: who is not.

    set_by: whose hours the close waits for, or "". zone: the author's. where: the channel's name.
    """

    title: str
    there: Sequence[tuple[str, datetime]]
    away: Sequence[str]
    closes_at: datetime
    set_by: str
    zone: str
    where: str


def form(one: Drawn, *, locale: str) -> Form:
    """What is proposed, and who decides."""
    title = TextField(
        name=TITLE,
        label="What is to be decided?",
        required=True,
        max_length=MOST_TITLE,
        placeholder="One rate for vouchers",
    )
    people = PeopleField(
        name=DECIDERS,
        label="Who decides?",
        required=not one.teams,
        most=MOST_DECIDERS,
        hint="You too, if you do. Everyone who decides gets a working day of their own for it.",
    )
    values = {TEAM: PEOPLE, **({WHERE: one.places[0].value} if one.places else {})}
    filled = {name: value for name, value in one.values.items() if value}
    return Form(
        name=FORM,
        title="Propose a decision",
        submit="Next",
        fields=(title, *_texts(), people, *_teams(one.teams), *_places(one.places)),
        values={**values, **filled},
        token=one.token,
        opener=Button(name=WRITE, text="Propose", value=one.token, style="primary"),
    )


def window_form(one: Reckoned, *, values: Values, token: str, locale: str) -> Form:
    """When it closes, and what silence means. Nothing is posted before it is sent."""
    at = When(at=one.closes_at, zone=one.zone, style="day_time")
    told = fair_words(one.set_by, names=len(one.there))
    blocks = (
        say(bold(one.title), f": posted in #{one.where}" if one.where else ""),
        say(bold("Earliest fair close: "), at, ". ", told),
        Bullets(items=tuple(_had(one))),
        *((say(_away(one.away)),) if one.away else ()),
    )
    close = TextField(
        name=CLOSE,
        label="Closes at",
        max_length=100,
        placeholder="Thu 15:00",
        hint="Empty: the earliest fair close. A time is read by your clock.",
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
            Choice(value=CONSENT, text="Consent: adopted unless somebody objects"),
        ),
        required=True,
    )
    return Form(
        name=WINDOW_FORM,
        title="Until when?",
        submit="Post",
        fields=(Note(blocks=blocks), close, sooner, silence),
        values={SILENCE: NOTHING, **values},
        token=token,
        opener=Button(name=WRITE, text="Propose", value=token, style="primary"),
    )


def object_form(one: View, *, values: Values, token: str, locale: str) -> Form:
    """Why not."""
    field = TextField(
        name=REASON,
        label="Why do you object?",
        required=True,
        multiline=True,
        max_length=MOST_REASON,
        hint="It stands in the message, with what would have to change. You can still vote otherwise.",
    )
    about = Quote(spans=words(shorten(one.decision.content.proposal, 600)))
    note = Note(blocks=(say(bold(f"{one.proposer} proposes: {one.title}")), about))
    return Form(
        name=OBJECT_FORM,
        title="Object",
        submit="Object",
        fields=(note, field),
        values=values,
        token=token,
        opener=Button(name=OBJECT, text="Object", value=f"{one.decision.id}", style="primary"),
    )


def _texts() -> tuple[Field, ...]:
    problem = TextField(
        name=PROBLEM,
        label="What is the problem?",
        required=True,
        multiline=True,
        max_length=MOST_TEXT,
        placeholder="What happens now, and whom it costs what",
    )
    proposal = TextField(
        name=PROPOSAL,
        label="What do you propose?",
        required=True,
        multiline=True,
        max_length=MOST_TEXT,
        placeholder="So that a yes is enough to go on",
    )
    alternatives = TextField(
        name=ALTERNATIVES,
        label="What else would do?",
        multiline=True,
        max_length=MOST_TEXT,
        hint="And why you propose something else.",
    )
    return problem, proposal, alternatives


def _teams(teams: tuple[Choice, ...]) -> Sequence[ChoiceField]:
    if not teams:
        return ()
    nobody = Choice(value=PEOPLE, text="No: the people above")
    hint = "All of its members, in the team's channel."
    return (ChoiceField(name=TEAM, label="Or does a team?", choices=(nobody, *teams), hint=hint),)


def _places(places: tuple[Choice, ...]) -> Sequence[ChoiceField]:
    if not places:
        return ()
    hint = "Everyone who decides has to be there. A team's decision stands in its own channel."
    return (ChoiceField(name=WHERE, label="Where is it posted?", choices=places, required=True, hint=hint),)


def _had(one: Reckoned) -> list[Spans]:
    """When each of those who decide has had their hours."""
    shown = [
        words(f"{name}: eight hours of their own by ", When(at=at, zone=one.zone, style="day_time"))
        for name, at in one.there[:MOST_LISTED]
    ]
    more = len(one.there) - len(shown)
    return [*shown, words(f"and {more} more, before the close")] if more else shown


def _away(names: Sequence[str]) -> str:
    verb, their = ("is", "their") if len(names) == 1 else ("are", "their")
    return (
        f"{list_words(names)} {verb} away for more than three working days and left out; the message says "
        f"so. To have somebody in {their} place, cancel and pick them instead."
    )
