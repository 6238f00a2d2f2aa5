"""The first page of a decision's form, what is proposed and who decides; and the form of an objection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.decision import MOST_DECIDERS
from bot.domain.text import count_words, shorten
from bot.messages.decision import OBJECT, ballot
from bot.messages.decision_words import View
from bot.messages.document import Button, Paragraph, Quote, When, bold, say, words
from bot.messages.form import Choice, ChoiceField, Field, Form, Note, PeopleField, TextField, Values

FORM = "decision.propose"
OBJECT_FORM = "decision.objection"
WRITE = "decision.open"

TITLE, PROBLEM, PROPOSAL, ALTERNATIVES = "title", "problem", "proposal", "alternatives"
DECIDERS, TEAM, WHERE = "deciders", "team", "where"
CLOSE, SOONER, SILENCE = "close", "sooner", "silence"
REASON = "reason"

# To the page before.
BACK = "decision.back"

# Instead of a team, and of a team's channel: a choice that was made cannot be taken back.
PEOPLE, HERE = "people", "here"
# Before a team's number: one of each of its regions.
EACH = "each:"
# Of one that is edited: whoever decides it already.
STANDING = "standing"
# What silence means: with nothing, half have to vote, a third or all of those who decide.
NOTHING, THIRD, ALL, CONSENT = "nothing", "third", "all", "consent"

MOST_TITLE, MOST_TEXT, MOST_REASON = 150, 2000, 1500


# Words that a form held as it was first opened: picked from a message, or what everyone has agreed to.
Lost = Literal["", "picked", "agreed"]

_AGAIN: Mapping[Lost, str] = {
    "picked": "use “Make it a decision” on that message",
    "agreed": "press “Propose it” where you were told that all agree",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the first page is drawn from. teams: that may decide; places: where it may stand.

    editing: it stands already. voted: how many have voted on it. lost: which words stand in it no more.
    """

    values: Values
    token: str
    teams: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()
    editing: bool = False
    voted: int = 0
    lost: Lost = ""


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
        hint="Include yourself if you decide, too. Everyone gets a working day of their own for it.",
    )
    values = {TEAM: PEOPLE, **({WHERE: one.places[0].value} if one.places else {})}
    filled = {name: value for name, value in one.values.items() if value}
    return Form(
        name=FORM,
        title="Edit a decision" if one.editing else "Propose a decision",
        submit="Next",
        fields=(*_warned(one), title, *_texts(), people, *_teams(one.teams), *_places(one.places)),
        values={**values, **filled},
        token=one.token,
        opener=Button(name=WRITE, text="Propose", value=one.token, style="primary"),
    )


def object_form(one: View, *, values: Values, token: str, locale: str) -> Form:
    """Why not."""
    field = TextField(
        name=REASON,
        label="Why do you object?",
        required=True,
        multiline=True,
        max_length=MOST_REASON,
        hint=(
            "Say what would have to change: everyone reads it in the message. You can change your vote until "
            "it closes."
        ),
    )
    verb = "proposes" if one.decision.open else "proposed"
    about = Quote(spans=words(shorten(one.decision.content.proposal, 600)))
    note = Note(blocks=(say(bold(f"{one.proposer} {verb}: {one.title}")), about, _until(one)))
    return Form(
        name=OBJECT_FORM,
        title="Object",
        submit="Object",
        fields=(note, field),
        values=values,
        token=token,
        opener=Button(name=OBJECT, text="Object", value=ballot(one.decision), style="primary"),
    )


def _until(one: View) -> Paragraph:
    """When it closes; of one that is adopted, what an objection does."""
    decision = one.decision
    at = When(at=decision.closed_at or decision.closes_at, zone=one.zone, style="day_time")
    if decision.open:
        return say(bold("Closes "), at, ".")
    return say("It was adopted ", at, ". Your objection opens it again, once.")


def _warned(one: Drawn) -> tuple[Note, ...]:
    """What saving an edit does, before anything is typed; or which words are gone."""
    if one.lost:
        told = (
            f"The words you wanted to quote are not kept, so they do not stand here: {_AGAIN[one.lost]} once "
            "more to have them, or write the problem yourself."
        )
        return (Note(blocks=(say(told),)),)
    if not one.editing:
        return ()
    if not one.voted:
        told = "Nobody has voted yet. Everyone who decides gets a working day of their own for the new text."
        return (Note(blocks=(say(told),)),)
    votes, are = count_words(one.voted, "vote"), "is" if one.voted == 1 else "are"
    head = bold(f"{votes} given so far {are} reset if you change what it says. ")
    rest = (
        "The thread says so openly, and everyone who decides is asked again. A later close alone resets none."
    )
    return (Note(blocks=(say(head, rest),)),)


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
        label="What are the alternatives?",
        multiline=True,
        max_length=MOST_TEXT,
        hint="And why you do not propose them.",
    )
    return problem, proposal, alternatives


def _teams(teams: tuple[Choice, ...]) -> Sequence[ChoiceField]:
    if not teams:
        return ()
    nobody = Choice(value=PEOPLE, text="No: the people above")
    hint = "All of its members, or one of each region, in the team's channel."
    return (ChoiceField(name=TEAM, label="Or does a team decide?", choices=(nobody, *teams), hint=hint),)


def _places(places: tuple[Choice, ...]) -> Sequence[ChoiceField]:
    if not places:
        return ()
    hint = "Everyone who decides has to be there. A team's decision stands in its own channel."
    return (ChoiceField(name=WHERE, label="Where is it posted?", choices=places, required=True, hint=hint),)
